import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { SmsItem } from '../../../core/item';
import type { EngineOptions, NodeRun } from '../../harness';

/** One parameter: a value, what it brings about, and what becomes of an expression that depends on the item. */
export interface Row {
	/** as `parametersOf` gives it */
	path: string;
	value: string | number | boolean;
	/** what the value brings about, and the default does not */
	seen: (run: NodeRun) => unknown;
	expected: unknown;
	/** how the parameter is set; by default at its path */
	set?: (value: unknown) => INodeParameters;
	/** parameters it needs beside it */
	beside?: INodeParameters;
	/** for each item its own: the value for the second item. Absent: one for all contacts, anything else is an error */
	each?: { second: string | number | boolean; expected: unknown };
	/** the label in the error, when it is not that of the first step of the path */
	label?: string;
	/** where nothing else can be chosen, or the default may not be waited for */
	defaultNotSeen?: true;
	/** as when the ledger or the gateway must be made ready */
	before?: () => Promise<unknown>;
	items?: IDataObject[];
	options?: EngineOptions & { node?: object };
}

/** The value at a path of collections: `options.timeout` → `{ options: { timeout } }`. */
export function atPath(path: string, value: unknown): INodeParameters {
	const [name = '', ...rest] = path.split('.');
	const inner = rest.length === 0 ? value : atPath(rest.join('.'), value);
	return { [name]: inner } as INodeParameters;
}

export const jsonOf = (run: NodeRun, output = 0): IDataObject[] =>
	(run.outputs[output] ?? []).map(({ json }) => json);

export const smsAt = (run: NodeRun, output = 0): SmsItem[] =>
	jsonOf(run, output).map((json) => (json.sms ?? {}) as SmsItem);

export const said = ({ hints }: NodeRun): string => hints.map(({ message }) => message).join(' | ');

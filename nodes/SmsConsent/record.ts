import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { SHOWN_ONLY } from '../shared/apply-in-editor';
import { clock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { addHint } from '../shared/hints';
import { withSms } from '../shared/items';
import { openLedger } from '../shared/open-ledger';
import { readOnce } from '../shared/parameters';
import { pause } from '../shared/pause';
import { runMode } from '../shared/run-mode';
import { check, confirm, optOut } from './consent';
import type { Operation, OperationCall, Outcome } from './operation';
import { importFromGateway } from './gateway-list';
import { optIn } from './opt-in';
import { erase, exportProof } from './person';
import { exportList, importList } from './suppression';

interface Row {
	run: Operation;
	writes: boolean;
}

const OPERATIONS: Record<string, Record<string, Row>> = {
	consent: {
		check: { run: check, writes: false },
		confirm: { run: confirm, writes: true },
		optIn: { run: optIn, writes: true },
		optOut: { run: optOut, writes: true },
	},
	person: {
		erase: { run: erase, writes: true },
		exportProof: { run: exportProof, writes: false },
	},
	suppression: {
		exportList: { run: exportList, writes: false },
		importFromGateway: { run: importFromGateway, writes: true },
		importList: { run: importList, writes: true },
	},
};

const WRITTEN_AT_ONCE = 2_000;

/** Runs the chosen operation over all items; in a test run it decides and shows, and writes nothing. */
export async function record(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const resource = readOnce<string>(context, 'resource', 'consent');
	const chosen = OPERATIONS[resource]?.[readOnce<string>(context, 'operation', 'optIn')];
	if (!chosen || items.length === 0) return [];
	const ledger = await openLedger(context);
	const now = clock.now();
	const { live, run } = await runMode(context, ledger, now);
	const write = chosen.writes && (live || appliesInEditor(context));
	const call: OperationCall = { context, items, ledger, write, now, run };
	const outcomes = await decide(call, chosen.run);
	if (chosen.writes && !write) addHint(context, SHOWN_ONLY);
	return await toItems(call, outcomes, chosen.writes && !write);
}

async function decide(call: OperationCall, run: Operation): Promise<Array<Outcome | undefined>> {
	try {
		return await run(call);
	} catch (error) {
		const shown = asNodeError(call.context, error, 0);
		if (!call.context.continueOnFail()) throw shown;
		return call.items.map(() => shown);
	}
}

/** Operations that change nothing do not show the parameter, and n8n knows no value of what is not shown. */
const appliesInEditor = (context: IExecuteFunctions): boolean =>
	readOnce<boolean>(context, 'applyInEditor', false, { label: 'Apply in Editor Runs' });

/** @param test marks what was shown only */
async function toItems(
	{ context, items }: OperationCall,
	outcomes: ReadonlyArray<Outcome | undefined>,
	test: boolean,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const [index, outcome] of outcomes.entries()) {
		if (index > 0 && index % WRITTEN_AT_ONCE === 0) await pause();
		const item = items[index];
		if (outcome === undefined || item === undefined) continue;
		if (outcome instanceof Error) {
			const shown = asNodeError(context, outcome, index);
			if (!context.continueOnFail()) throw shown;
			output.push({ json: { error: shown.message }, pairedItem: { item: index } });
		} else if ('json' in outcome) {
			for (const json of [outcome.json].flat()) output.push({ json, pairedItem: { item: index } });
		} else {
			const mark = { test: test ? (true as const) : undefined };
			output.push(withSms(item, index, { ...outcome.sms, ...mark }));
		}
	}
	return output;
}

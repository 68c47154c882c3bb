import {
	isFilterValue,
	type FilterConditionValue,
	type FilterOptionsValue,
	type FilterValue,
} from 'n8n-workflow';

/** n8n's filter parameter as it lies in the workflow, its expressions not evaluated. */

/** What the node's own Options say; an option that was not added says nothing. */
export interface NodeOptions {
	ignoreCase?: boolean;
	looseTypeValidation?: boolean;
}

/** A filter that was never filled in (`{}` or absent) has no condition. Undefined for what is no filter, such as an expression. */
export function readFilter(raw: unknown, node: NodeOptions): FilterValue | undefined {
	if (isFilterValue(raw)) return { ...raw, options: settledOptions(raw.options ?? {}, node) };
	if (typeof raw === 'object' && raw !== null && !('conditions' in raw)) {
		return { combinator: 'and', conditions: [], options: settledOptions({}, node) };
	}
	return undefined;
}

/** A condition someone wrote by hand and left without its comparison; the editor never saves one. */
export const isIncomplete = ({ operator }: Partial<FilterConditionValue>): boolean =>
	typeof operator?.type !== 'string' || typeof operator.operation !== 'string';

/**
 * The editor copies the node's Options into each filter, but only while that filter is on screen:
 * an option set on the node wins, the filter's own copy comes next, n8n's defaults last.
 */
function settledOptions(
	own: Partial<FilterOptionsValue>,
	{ ignoreCase, looseTypeValidation }: NodeOptions,
): FilterOptionsValue {
	const chosen = looseTypeValidation ? 'loose' : 'strict';
	return {
		leftValue: '',
		version: own.version ?? 3,
		caseSensitive: ignoreCase === undefined ? (own.caseSensitive ?? true) : !ignoreCase,
		typeValidation: looseTypeValidation === undefined ? (own.typeValidation ?? 'strict') : chosen,
	};
}

import {
	deepCopy,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { DEFAULT_BRAND } from '../../core/ledger/default-brand';
import type { Assignment } from '../../core/segment/assign';
import { explain } from '../../core/reasons';
import { readSms, withSms } from '../shared/items';
import type { Segment } from './read-segments';

/** Segmenting needs no ledger, so the sentence comes in the language every brand starts with. */
const ELSEWHERE = {
	reason: 'NOT_IN_SEGMENT',
	detail: explain('NOT_IN_SEGMENT', DEFAULT_BRAND.language),
} as const;

const NO_LONGER = { reason: undefined, detail: undefined };

/** Fits no segment: it says so and keeps its status, since Everyone Else may be written to as well. */
export const outside = (item: INodeExecutionData, index: number): INodeExecutionData =>
	withSms(item, index, ELSEWHERE);

/** Held by an earlier node: passed on with its reason. */
export const stillHeld = (item: INodeExecutionData, index: number): INodeExecutionData => ({
	...item,
	json: { ...item.json },
	pairedItem: { item: index },
});

/** One item for each segment, no two of them sharing an object. */
export function inSegments(
	item: INodeExecutionData,
	index: number,
	names: readonly string[],
): INodeExecutionData[] {
	const cleared = readSms(item.json).reason === 'NOT_IN_SEGMENT' ? NO_LONGER : {};
	return names.map((segment, position) => {
		const own = position === 0 ? item : { ...item, json: deepCopy(item.json) };
		return withSms(own, index, { ...cleared, segment });
	});
}

/** n8n's own error for this contact, with the place to look. */
export function asSegmentError(
	context: IExecuteFunctions,
	{ trouble }: Extract<Assignment, { segments?: undefined }>,
	segment: Segment | undefined,
	itemIndex: number,
): NodeOperationError {
	const cause = trouble instanceof Error ? trouble : new Error(String(trouble));
	const said = 'description' in cause ? String(cause.description ?? '') : '';
	return new NodeOperationError(context.getNode(), cause, {
		message: cause.message,
		description: `In the segment '${segment?.name ?? ''}'. ${said}`.trim(),
		itemIndex,
	});
}

/** With Continue On Fail: it stays out of every segment and carries the error. */
export const undecided = (
	item: INodeExecutionData,
	index: number,
	error: NodeOperationError,
): INodeExecutionData => ({
	...withSms(item, index, { ...ELSEWHERE, detail: error.message }),
	error,
});

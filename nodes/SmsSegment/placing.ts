import {
	deepCopy,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import type { Assignment } from '../../core/segment/assign';
import { explain, type Language } from '../../core/reasons';
import { readSms, withSms } from '../shared/items';
import { languageOf } from './language';
import type { Segment } from './read-segments';

type Why = Required<Pick<SmsItem, 'reason' | 'detail'>>;

/** Written on each contact, and the same for all of a language. */
const ELSEWHERE: Record<Language, Why> = {
	en: { reason: 'NOT_IN_SEGMENT', detail: explain('NOT_IN_SEGMENT', 'en') },
	fr: { reason: 'NOT_IN_SEGMENT', detail: explain('NOT_IN_SEGMENT', 'fr') },
};

const NO_LONGER = { reason: undefined, detail: undefined };

/** Fits no segment: it says so and keeps its status, since Everyone Else may be written to as well. */
export const outside = (
	item: INodeExecutionData,
	index: number,
	found: Partial<SmsItem>,
): INodeExecutionData => withSms(item, index, { ...found, ...ELSEWHERE[languageOf(item.json)] });

const PLACE_UNKNOWN: Record<Language, string> = {
	en: 'The place is not known, so neither whether in the zone',
	fr: 'Lieu inconnu : impossible de savoir si dans la zone',
};

/**
 * Outside of the zone that the campaign is held to, or of unknown place where that is left out: not written to by any
 * output.
 */
export const outOfZone = (
	item: INodeExecutionData,
	index: number,
	found: Partial<SmsItem>,
	placeKnown: boolean,
): INodeExecutionData =>
	withSms(item, index, {
		...found,
		status: 'held',
		reason: 'OUT_OF_ZONE',
		detail: placeKnown
			? explain('OUT_OF_ZONE', languageOf(item.json))
			: PLACE_UNKNOWN[languageOf(item.json)],
	});

/** Held by an earlier node: passed on with its reason. */
export const stillHeld = (item: INodeExecutionData, index: number): INodeExecutionData => ({
	...item,
	json: { ...item.json },
	pairedItem: { item: index },
});

/** @param isAnother whether the contact is in another segment already: no two of its items share an object */
export function inSegment(
	item: INodeExecutionData,
	index: number,
	segment: string,
	found: Partial<SmsItem>,
	isAnother: boolean,
): INodeExecutionData {
	const cleared = readSms(item.json).reason === 'NOT_IN_SEGMENT' ? NO_LONGER : {};
	const own = isAnother ? { ...item, json: deepCopy(item.json) } : item;
	const patch = isAnother ? deepCopy(found) : found;
	return withSms(own, index, { ...patch, ...cleared, segment });
}

/** n8n's own error for this contact, with the place to look. */
export function asSegmentError(
	context: IExecuteFunctions,
	{ trouble }: Extract<Assignment, { segments?: undefined }>,
	segment: Segment | undefined,
	itemIndex: number,
): NodeOperationError {
	const cause = asError(trouble);
	const said = 'description' in cause ? String(cause.description ?? '') : '';
	return new NodeOperationError(context.getNode(), cause, {
		message: cause.message,
		description: `In the segment '${segment?.name ?? ''}'. ${said}`.trim(),
		itemIndex,
	});
}

/** n8n tests patterns in a realm of its own, whose SyntaxError is no `Error` here. */
function asError(trouble: unknown): Error {
	if (trouble instanceof Error) return trouble;
	const said = typeof trouble === 'object' && trouble !== null && 'message' in trouble;
	return new Error(said ? String(trouble.message) : String(trouble), { cause: trouble });
}

/**
 * With Continue On Fail: it stays out of every segment and says why. An `error` property would make n8n empty the item;
 * json with an error alone goes to the node's error output, if it has one, where n8n puts the contact's data back.
 */
export function undecided(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	index: number,
	{ message }: NodeOperationError,
): INodeExecutionData {
	return context.getNode().onError === 'continueErrorOutput'
		? { json: { error: message }, pairedItem: { item: index } }
		: withSms(item, index, { ...ELSEWHERE[languageOf(item.json)], detail: message });
}

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { qualityTally, unknownTally } from '../../core/segment/criteria/fill-rate';
import type { SmsItem } from '../../core/item';
import { isHeld, readSms } from '../shared/items';
import { asSegmentError, inSegment, outOfZone, outside, stillHeld, undecided } from './placing';
import { prepare, type Prepared } from './prepare';
import { sayWhatHappened } from './summary';
import { inTurns } from './turns';
import { whyNot } from './why';
import { checkWires } from './wires';

/** Everyone Else first, then one output for each segment. */
export async function split(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const prepared = await prepare(context);
	const { segments, people, assign, isOutside, zone } = prepared;
	checkWires(
		context,
		segments.map(({ name }) => name),
		prepared.options.wiresCheckedFor,
	);
	const everyoneElse: INodeExecutionData[] = [];
	const taken = segments.map((): INodeExecutionData[] => []);
	const judged: INodeExecutionData[] = [];
	const rules = segments.flatMap(({ criteria }) => criteria.rules);
	const quality = prepared.options.dataQuality ? qualityTally(rules) : undefined;
	const unknown = unknownTally(rules);
	const usesPeople = rules.length > 0 || zone.required !== undefined || quality !== undefined;
	const explained = prepared.options.explain ? whyNot(prepared) : undefined;
	const heldByZone = { outside: 0, unknown: 0 };

	await inTurns(context, items, (item, index) => {
		if (isHeld(item.json)) {
			everyoneElse.push(stillHeld(item, index));
			return;
		}
		if (usesPeople) {
			const subject = people.subjectAt(index);
			quality?.add(subject);
			unknown.add(subject);
			if (isOutside(subject)) {
				const placeKnown = subject.inZone !== undefined;
				heldByZone[placeKnown ? 'outside' : 'unknown']++;
				everyoneElse.push(outOfZone(item, index, foundOf(prepared, item, index), placeKnown));
				return;
			}
		}
		judged.push(item);
		const assignment = assign(item.json, index);
		if (assignment.segments === undefined) {
			const error = asSegmentError(context, assignment, segments[assignment.segment], index);
			if (!context.continueOnFail()) throw error;
			everyoneElse.push(undecided(context, item, index, error));
			return;
		}
		const patch: Partial<SmsItem> = {
			...foundOf(prepared, item, index),
			...explained?.(item, index, assignment.segments),
		};
		if (assignment.segments.length === 0) everyoneElse.push(outside(item, index, patch));
		for (const [nth, position] of assignment.segments.entries()) {
			const name = segments[position]?.name ?? '';
			taken[position]?.push(inSegment(item, index, name, patch, nth > 0));
		}
	});

	const outputs = [everyoneElse, ...taken];
	await sayWhatHappened(context, {
		segments,
		outputs,
		judged,
		heldByZone,
		couldPlace: zone.needsPoints && prepared.options.geocoder === 'off',
		unknown: judged.length > 0 ? unknown.done() : [],
		quality: quality?.done(),
	});
	return outputs;
}

/** What was found out of a contact, to be written on it. */
function foundOf({ people, finds }: Prepared, item: INodeExecutionData, index: number) {
	if (!finds) return {};
	const found = people.foundAt(index);
	const { contact } = readSms(item.json);
	const kind = found.kind ?? contact?.kind;
	if (Object.keys(found).length === 0 || kind === undefined) return {};
	return { contact: { ...contact, ...found, kind } };
}

import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { SmsContact } from '../../core/item';
import { assigner, type Assign, type AssignTo } from '../../core/segment/assign';
import { compileGroup } from '../../core/segment/criteria/compile';
import { criteriaOf, periodsOf, type Criterion } from '../../core/segment/criteria/rule';
import type { Subject } from '../../core/segment/criteria/subject';
import { peopleOf, type People } from '../../core/segment/people';
import { clock } from '../shared/clock';
import { readSms } from '../shared/items';
import { pause } from '../shared/pause';
import { readChoice } from '../shared/typed-parameters';
import { KINDS } from './criteria/kinds';
import { geocode } from './geocode';
import { readOptions, type SegmentOptions } from './read-options';
import { readPurchases } from './read-purchases';
import { readSegments, type Segment } from './read-segments';
import { readZone, type ZoneSettings } from './read-zone';
import { inTurns } from './turns';

/** What both operations rest on, read and compiled once. */
export interface Prepared {
	segments: Segment[];
	options: SegmentOptions;
	zone: ZoneSettings;
	people: People;
	/** the segments of a contact; the zone that is required is not looked at */
	assign: Assign;
	/** whether the zone is required and the contact is not in it */
	isOutside: (subject: Subject) => boolean;
	/** a figure or a word may be written on contacts */
	finds: boolean;
}

/** @throws NodeOperationError for what cannot be read, or asks for what the node does not have */
export async function prepare(context: IExecuteFunctions): Promise<Prepared> {
	const items = context.getInputData();
	const options = readOptions(context);
	const segments = readSegments(context, options);
	const to = readChoice<AssignTo>(context, 'assignTo', 'Assign To', ['first', 'all']);
	const zone = readZone(context);
	const now = clock.now();
	const today = DateTime.fromMillis(now, { zone: context.getTimezone() }).toFormat('yyyy-MM-dd');
	const rules = segments.flatMap(({ criteria }) => criteria.rules);
	const purchases = await readPurchases(context, items, { today, periods: periodsOf(rules) });
	for (const segment of segments) checkNeeds(context, segment, { purchases, zone });
	const contactAt = (index: number): Partial<SmsContact> =>
		readSms(items[index]?.json ?? {}).contact ?? {};
	const cellAt = (index: number, column: string): unknown => items[index]?.json[column];
	const size = items.length;
	const pointAt = zone.needsPoints
		? await geocode(context, { size, contactAt, cellAt }, options, today)
		: undefined;
	const asked = options.scoreClients || asksForScores(rules);
	const scoredBefore = asked && !options.scoreClients && (await carryScores(context, items));
	const scored = asked && !scoredBefore;
	const people = await peopleOf({
		...{
			size,
			contactAt,
			today,
			...purchases,
			inZone: zone.inZone,
			storeAt: zone.storeAt,
			pointAt,
			pause,
		},
		...(asked && { score: options.thresholds, scoredBefore }),
	});
	return {
		segments,
		options,
		zone,
		people,
		assign: assigner(segments.map(testOf(people)), to),
		isOutside: ({ inZone }) =>
			zone.required !== undefined &&
			(inZone === undefined ? zone.required.unknown !== 'in' : !inZone),
		finds: scored || purchases !== undefined || zone.storeAt !== undefined || pointAt !== undefined,
	};
}

/** Criteria first: they cost less than conditions, and never fail on a value. */
const testOf =
	(people: People) =>
	({ criteria, test }: Segment): Segment['test'] => {
		if (criteria.rules.length === 0) return test;
		const fits = compileGroup(criteria);
		return (json, index) => fits(people.subjectAt(index)) && test(json, index);
	};

const asksForScores = (rules: Segment['criteria']['rules']): boolean =>
	criteriaOf(rules).some(({ by }) => by === 'rfm' || by === 'type');

/** Scores of an earlier SMS Segment were made over more contacts than are here: they hold. */
async function carryScores(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): Promise<boolean> {
	let found = false;
	await inTurns(context, items, ({ json }) => {
		const { rfm, type } = readSms(json).contact ?? {};
		found ||= rfm !== undefined || type !== undefined;
	});
	return found;
}

/** Known from a purchase history alone. */
const ONLY_HISTORY: ReadonlySet<Criterion['by']> = new Set(['category', 'promotion']);

const asksHistory = (criterion: Criterion): boolean =>
	ONLY_HISTORY.has(criterion.by) || ('lastDays' in criterion && criterion.lastDays !== undefined);

function checkNeeds(
	context: IExecuteFunctions,
	{ name, criteria }: Segment,
	{ purchases, zone }: { purchases: unknown; zone: ZoneSettings },
): void {
	const asked = criteriaOf(criteria.rules);
	const history = purchases === undefined ? asked.find(asksHistory) : undefined;
	const place = zone.inZone === undefined ? asked.find(({ by }) => by === 'zone') : undefined;
	const unmet = history ?? place;
	if (unmet === undefined) return;
	const label = KINDS.find((kind) => kind.name === unmet.by)?.displayName ?? unmet.by;
	const period = 'lastDays' in unmet && unmet.lastDays !== undefined ? ' over a period' : '';
	throw new NodeOperationError(
		context.getNode(),
		unmet === history
			? `'${label}'${period} in the segment '${name}' needs the purchase history`
			: `The segment '${name}' asks for the zone, and there is none`,
		{
			itemIndex: 0,
			description:
				unmet === history
					? "Turn on 'Use Purchase History' and wire the purchases to the second input."
					: "Choose one in 'Zone'.",
		},
	);
}

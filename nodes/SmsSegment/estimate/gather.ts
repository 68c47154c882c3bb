import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isColdProspect } from '../../../core/contact';
import type { SmsItem } from '../../../core/item';
import type { Brand } from '../../../core/ledger';
import { costMicros } from '../../../core/message/cost';
import { fromMicros, toMicros } from '../../../core/money';
import type { Reason } from '../../../core/reasons';
import { qualityTally, unknownTally } from '../../../core/segment/criteria/fill-rate';
import type { Subject } from '../../../core/segment/criteria/subject';
import type { ClientBaskets } from '../../../core/segment/estimate/basket';
import type { People } from '../../../core/segment/people';
import { isHeld, readSms } from '../../shared/items';
import type { Prepared } from '../prepare';
import { asSegmentError } from '../placing';
import type { Judged } from '../summary';
import { inTurns, mapInTurns } from '../turns';

type Kind = 'client' | 'prospect';

/** The contacts of one segment by kind: positions, and whether an earlier segment has them already. */
export interface Members {
	name: string;
	kinds: Record<Kind, { indexes: number[]; again: Set<number> }>;
}

interface Gathered {
	members: Members[];
	all: Set<number>;
	outside: Set<number>;
	/** what looks like a slip is looked for in those that no earlier node and no zone holds … */
	judged: Judged;
	/** … of whom each segment took so many */
	sizes: number[];
}

/** Who is in which segment, the held and those outside of the zone too: the waterfall takes them out by their reason. */
export async function membersOf(
	context: IExecuteFunctions,
	{ segments, people, assign, isOutside, options }: Prepared,
): Promise<Gathered> {
	const members = segments.map(({ name }): Members => {
		const none = () => ({ indexes: [], again: new Set<number>() });
		return { name, kinds: { client: none(), prospect: none() } };
	});
	const all = new Set<number>();
	const outside = new Set<number>();
	const judged: INodeExecutionData[] = [];
	const sizes = segments.map(() => 0);
	const rules = segments.flatMap(({ criteria }) => criteria.rules);
	const quality = options.dataQuality ? qualityTally(rules) : undefined;
	const unknown = unknownTally(rules);
	await inTurns(context, context.getInputData(), (item, index) => {
		const { json } = item;
		const compared = !isHeld(json) && !isOutside(people.subjectAt(index));
		if (compared) judged.push(item);
		if (!isHeld(json)) {
			quality?.add(people.subjectAt(index));
			unknown.add(people.subjectAt(index));
		}
		const assignment = assign(json, index);
		if (assignment.segments === undefined) {
			if (isHeld(json)) return;
			throw asSegmentError(context, assignment, segments[assignment.segment], index);
		}
		if (assignment.segments.length === 0) return;
		const subject = people.subjectAt(index);
		if (isOutside(subject)) outside.add(index);
		for (const position of assignment.segments) {
			const group = members[position]?.kinds[kindOf(subject)];
			group?.indexes.push(index);
			if (all.has(index)) group?.again.add(index);
			all.add(index);
			if (compared) sizes[position] = (sizes[position] ?? 0) + 1;
		}
	});
	return {
		...{ members, all, outside, sizes },
		judged: { segments, judged, unknown: unknown.done(), quality: quality?.done() },
	};
}

/** As everywhere, cold is who is known never to have bought; a history tells that of a contact nobody has read. */
const kindOf = ({ contact, bought }: Subject): Kind =>
	isColdProspect({ contact }) || (contact.kind === undefined && bought?.()?.count === 0)
		? 'prospect'
		: 'client';

/** One campaign writes to a contact once: in a second segment the contact is a duplicate. */
export const reasonsOf = (
	{ indexes, again }: Members['kinds'][Kind],
	reasonAt: (index: number) => Reason | undefined,
): Array<Reason | undefined> =>
	indexes.map((index) => reasonAt(index) ?? (again.has(index) ? 'DUPLICATE' : undefined));

/** What each of the contacts bought, by the history or the file. */
export const boughtOf = async (
	context: IExecuteFunctions,
	people: People,
	indexes: readonly number[],
): Promise<Array<ClientBaskets | undefined>> =>
	await mapInTurns(context, indexes, (index) => {
		const bought = people.boughtAt(index);
		return bought && { count: bought.count, amount: bought.total };
	});

export interface Costs {
	parts: number;
	/** in the brand's currency */
	smsCost: number;
	/** with a message of their own; the others count the parts of the settings */
	messages: number;
	assumed: number;
	/** whose country has no price */
	unpriced: number;
}

export async function costsOf(
	context: IExecuteFunctions,
	sms: readonly SmsItem[],
	{ brand, parts: usual }: { brand: Brand; parts: number },
): Promise<Costs> {
	const { prices, currency } = brand;
	const costs: Costs = { parts: 0, smsCost: 0, messages: 0, assumed: 0, unpriced: 0 };
	let micros = 0;
	await inTurns(context, sms, ({ message, to }) => {
		const parts = message?.parts ?? usual;
		const own = message?.cost?.currency === currency ? toMicros(message.cost.amount) : undefined;
		const cost = own ?? costMicros(parts, to, { perPart: prices, currency });
		costs.parts += parts;
		costs[message ? 'messages' : 'assumed']++;
		if (cost === undefined) costs.unpriced++;
		micros += cost ?? 0;
	});
	return { ...costs, smsCost: fromMicros(micros) };
}

/** The items at these positions that will be written to. */
export const writtenTo = (
	context: IExecuteFunctions,
	indexes: readonly number[],
	reasons: ReadonlyArray<Reason | undefined>,
): SmsItem[] => {
	const items = context.getInputData();
	return indexes
		.filter((_, place) => reasons[place] === undefined)
		.map((index) => readSms(items[index]?.json ?? {}));
};

import type { SmsContact } from '../../item';
import { criteriaOf, type Quantity, type Rule, type Trait } from './rule';
import { QUANTITIES, TRAITS, type Subject } from './subject';

export interface FillRate {
	criterion: Quantity | Trait | 'zone';
	/** share of contacts whose value is known, 0 to 1 */
	filled: number;
}

export interface DataQuality {
	contacts: number;
	/** 0 to 100: the mean fill rate of what most criteria rest on */
	score: number;
	rates: FillRate[];
}

type Known = (subject: Subject) => boolean;

const KNOWN: ReadonlyMap<string, Known> = new Map([
	...Object.entries({ ...QUANTITIES, ...TRAITS }).map(([name, read]): [string, Known] => [
		name,
		(subject) => read(subject) !== undefined,
	]),
	['zone', ({ contact }) => hasPlace(contact)],
]);

/** What a retailer's file is judged by, whatever the criteria of the day; each counts the same. */
const SCORED: ReadonlyArray<FillRate['criterion']> = [
	'gender',
	'age',
	'zone',
	'tier',
	'interests',
	'recency',
	'purchases',
	'amount',
];

/**
 * How well a file can be segmented: the fill rate of each criterion in use and of the eight that the score rests on.
 * A file without contacts has the score 0.
 */
export function dataQuality(subjects: Iterable<Subject>, rules: readonly Rule[]): DataQuality {
	const asked = new Set([...SCORED, ...criteriaOf(rules).map(({ by }) => by)]);
	const counts = [...asked].map((criterion) => ({
		criterion,
		isKnown: KNOWN.get(criterion),
		filled: 0,
	}));
	let contacts = 0;
	for (const subject of subjects) {
		contacts++;
		for (const one of counts) if (one.isKnown?.(subject)) one.filled++;
	}
	const rates = counts.map(({ criterion, filled }) => {
		return { criterion, filled: contacts === 0 ? 0 : filled / contacts };
	});
	const scored = rates.filter(({ criterion }) => SCORED.includes(criterion));
	const mean = scored.reduce((sum, { filled }) => sum + filled, 0) / scored.length;
	return { contacts, score: Math.round(100 * mean), rates };
}

const hasPlace = ({ postalCode, lat, lon }: Partial<SmsContact>): boolean =>
	postalCode !== undefined || (lat !== undefined && lon !== undefined);

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

export interface QualityTally {
	add(subject: Subject): void;
	done(): DataQuality;
}

/**
 * How well a file can be segmented: the fill rate of each criterion in use and of the eight that the score rests on.
 * A file without contacts has the score 0.
 */
export function qualityTally(rules: readonly Rule[]): QualityTally {
	const asked = new Set([...SCORED, ...criteriaOf(rules).map(({ by }) => by)]);
	const counts = [...asked].map((criterion) => ({
		criterion,
		isKnown: KNOWN.get(criterion),
		filled: 0,
	}));
	let contacts = 0;
	return {
		add(subject) {
			contacts++;
			for (const one of counts) if (one.isKnown?.(subject)) one.filled++;
		},
		done() {
			const rates = counts.map(({ criterion, filled }) => {
				return { criterion, filled: contacts === 0 ? 0 : filled / contacts };
			});
			const scored = rates.filter(({ criterion }) => SCORED.includes(criterion));
			const mean = scored.reduce((sum, { filled }) => sum + filled, 0) / scored.length;
			return { contacts, score: Math.round(100 * mean), rates };
		},
	};
}

export function dataQuality(subjects: Iterable<Subject>, rules: readonly Rule[]): DataQuality {
	const tally = qualityTally(rules);
	for (const subject of subjects) tally.add(subject);
	return tally.done();
}

/** The criteria in use of which nothing is known of any contact: most likely a column that was not read. */
export function unknownTally(rules: readonly Rule[]): {
	add(subject: Subject): void;
	done(): Array<FillRate['criterion']>;
} {
	let never = [...new Set(criteriaOf(rules).map(({ by }) => by))];
	return {
		add(subject) {
			if (never.length > 0) never = never.filter((by) => KNOWN.get(by)?.(subject) !== true);
		},
		done: () => never,
	};
}

const hasPlace = ({ postalCode, lat, lon }: Partial<SmsContact>): boolean =>
	postalCode !== undefined || (lat !== undefined && lon !== undefined);

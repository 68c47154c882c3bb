import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { KINDS } from '../../../nodes/SmsSegment/criteria/kinds';
import { jsonOf, type Row } from './row';

/** Ann fits what a row asks, Bob does not; of Cleo nothing is known. */
const ANN: IDataObject = {
	kind: 'client',
	age: 30,
	gender: 'female',
	points: 500,
	loyaltyTier: 'Or',
	interests: ['Jardin', 'Cuisine'],
	responses: 3,
	postalCode: '35000',
	lat: 48.11,
	lon: -1.68,
	store: { id: 'R', name: 'Rennes', distanceKm: 2 },
	rfm: { r: 5, f: 5, m: 5, group: 'champions' },
	type: 'privileged',
};
const BOB: IDataObject = {
	kind: 'prospect',
	age: 10,
	gender: 'male',
	points: 5,
	loyaltyTier: 'Bronze',
	interests: ['Sport'],
	responses: 0,
	postalCode: '75011',
	lat: 48.86,
	lon: 2.38,
	store: { id: 'P', name: 'Paris', distanceKm: 60 },
	rfm: { r: 1, f: 1, m: 1, group: 'lost' },
	type: 'lapsed',
};
export const crowd = [
	{ name: 'Ann', card: 'A', sms: { contact: ANN } },
	{ name: 'Bob', card: 'B', sms: { contact: BOB } },
	{ name: 'Cleo', sms: { contact: {} } },
];
export const PURCHASES = [
	{
		card: 'A',
		date: '2026-11-01',
		amount: 120,
		category: 'Luminaires',
		store: 'Rennes',
		promo: 'non',
	},
	{ card: 'A', date: '2026-10-01', amount: 80, category: 'Literie', store: 'Nantes', promo: 'oui' },
	{ card: 'B', date: '2024-01-01', amount: 10, category: 'Jardin', store: 'Paris', promo: 'oui' },
];
const purchaseColumns = { key: 'card', promotion: 'promo' };
const NEAR = { zone: 'postal', postalCodes: '35', outsideZone: 'criteria' };

export const who: Row['seen'] = (run) => jsonOf(run, 1).map(({ name }) => name);

/** A run with one segment, beside purchases and a zone. */
export const one = (segment: IDataObject, usePurchases = true): INodeParameters =>
	({
		segments: { values: [{ name: 'S', ...segment }] },
		...(usePurchases && { usePurchases, purchaseColumns }),
		...NEAR,
	}) as INodeParameters;

/** A field of a criterion: what stands beside it, its value, and who fits then. */
interface Case {
	beside: IDataObject;
	value: string | number;
	fitting: string[];
}

const both = ['Ann', 'Bob'];

/** Figures of Ann and Bob. */
const FIGURES: Record<string, [ann: number, bob: number]> = {
	age: [30, 10],
	amount: [200, 10],
	responses: [3, 0],
	basket: [100, 10],
	distance: [2, 60],
	points: [500, 5],
	purchases: [2, 1],
	promotion: [50, 100],
};

/** Of the last 40 days Ann has one purchase, of 120 and at full price; Bob has none. */
const OF_40_DAYS: Record<string, Omit<Case, 'value'>> = {
	amount: { beside: { is: 'between', from: 110, to: 130 }, fitting: ['Ann'] },
	basket: { beside: { is: 'between', from: 110, to: 130 }, fitting: ['Ann'] },
	purchases: { beside: { is: 'between', from: 1, to: 1 }, fitting: ['Ann'] },
	promotion: { beside: { is: 'atMost', to: 10 }, fitting: ['Ann'] },
	category: { beside: { match: 'none', values: 'literie' }, fitting: both },
	store: { beside: { match: 'none', values: 'nantes' }, fitting: both },
};

function figureCase(field: string, [ann, bob]: [number, number]): Case | undefined {
	const more = bob > ann;
	const exact = { is: 'between', from: ann, to: ann };
	const cases: Record<string, Case> = {
		is: { beside: exact, value: 'atLeast', fitting: more ? both : ['Ann'] },
		from: {
			beside: { ...exact, from: ann + 1 },
			value: Math.min(ann, bob),
			fitting: more ? ['Ann'] : both,
		},
		to: {
			beside: { ...exact, to: ann - 1 },
			value: Math.max(ann, bob),
			fitting: more ? both : ['Ann'],
		},
		unknown: { beside: exact, value: 'in', fitting: ['Ann', 'Cleo'] },
	};
	return cases[field];
}

/** Words of Ann that Bob does not have. */
const WORDS: Record<string, string> = {
	category: 'literie',
	kind: 'client',
	type: 'privileged',
	gender: 'female',
	interests: 'jardin',
	tier: 'or',
	rfm: 'champions',
	store: 'rennes',
};

function wordsCase(field: string, values: string): Case | undefined {
	const cases: Record<string, Case> = {
		match: { beside: { values }, value: 'none', fitting: ['Bob'] },
		values: { beside: { match: 'any' }, value: values, fitting: ['Ann'] },
		unknown: { beside: { values }, value: 'in', fitting: ['Ann', 'Cleo'] },
	};
	return cases[field];
}

const OTHERS: Record<string, Case> = {
	'recency.was': { beside: { days: 60 }, value: 'before', fitting: ['Bob'] },
	'recency.days': { beside: {}, value: 9_000, fitting: both },
	'recency.unknown': { beside: { days: 60 }, value: 'in', fitting: ['Ann', 'Cleo'] },
	'zone.lives': { beside: {}, value: 'outside', fitting: ['Bob'] },
	'zone.unknown': { beside: {}, value: 'in', fitting: ['Ann', 'Cleo'] },
};

const BY_HISTORY = ['amount', 'basket', 'purchases', 'promotion', 'category', 'store', 'recency'];

function caseOf(kind: string, field: string): Case | undefined {
	if (field === 'lastDays')
		return { value: 40, ...(OF_40_DAYS[kind] ?? { beside: {}, fitting: [] }) };
	const [figures, words] = [FIGURES[kind], WORDS[kind]];
	if (figures) return figureCase(field, figures);
	return words === undefined ? OTHERS[`${kind}.${field}`] : wordsCase(field, words);
}

export const CRITERIA_ROWS: Row[] = KINDS.flatMap(({ name, fields }) =>
	[...fields.map((field) => field.name), 'unknown'].map((field): Row => {
		const { beside, value, fitting } = caseOf(name, field) ?? {
			beside: {},
			value: '',
			fitting: [],
		};
		const criterion = (given: unknown) =>
			one(
				{
					criteria: { [name]: [{ ...beside, ...(given !== undefined && { [field]: given }) }] },
				} as IDataObject,
				BY_HISTORY.includes(name),
			);
		return {
			path: `segments.values.criteria.${name}.${field}`,
			value,
			label: 'Criteria',
			set: criterion,
			seen: who,
			expected: fitting,
		};
	}),
);

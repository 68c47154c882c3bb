import type { IDataObject, INodeParameters } from 'n8n-workflow';

/**
 * Eight segments of one campaign, three times: for SMS Segment, for n8n's Switch after Summarize and Merge, and as a person
 * writes them in a loop. The first that fits has the contact.
 */

export interface Bought {
	count: number;
	amount: number;
	/** ISO date */
	last: string;
	promoted: number;
	categories: string[];
}

interface Segment {
	name: string;
	criteria: INodeParameters;
	/** conditions of n8n's Switch: a field, an operation and a value */
	rule: Array<[left: string, type: 'string' | 'number', operation: string, right: string | number]>;
	fits: (contact: Contact, bought: Bought | undefined) => boolean;
}

export interface Contact {
	loyaltyTier: string;
	points: number;
	age: number;
	gender: string;
}

const atLeast = (from: number) => ({ is: 'atLeast', from });
const BASE = '$json.sms.contact';
const SUM = '$json.sum_Montant';
const COUNT = '$json.count_Montant';

export const SEGMENTS: readonly Segment[] = [
	{
		name: 'Platine, 1,000 and more',
		criteria: { tier: [{ match: 'any', values: 'Platine' }], amount: [atLeast(1000)] },
		rule: [
			[`${BASE}.loyaltyTier`, 'string', 'equals', 'Platine'],
			[SUM, 'number', 'gte', 1000],
		],
		fits: (contact, bought) =>
			contact.loyaltyTier === 'Platine' && bought !== undefined && bought.amount >= 1000,
	},
	{
		name: 'Very regular',
		criteria: { purchases: [atLeast(40)] },
		rule: [[COUNT, 'number', 'gte', 40]],
		fits: (_, bought) => bought !== undefined && bought.count >= 40,
	},
	{
		name: 'Opportunists',
		criteria: { promotion: [atLeast(60)], purchases: [atLeast(3)] },
		rule: [
			['$json.average_En_promotion', 'number', 'gte', 0.6],
			[COUNT, 'number', 'gte', 3],
		],
		fits: (_, bought) =>
			bought !== undefined && bought.count >= 3 && bought.promoted / bought.count >= 0.6,
	},
	{
		name: 'Gone since 2024',
		criteria: { recency: [{ was: 'before', days: 690 }] },
		rule: [['$json.max_Date', 'string', 'regex', '^202[34]']],
		fits: (_, bought) => bought !== undefined && bought.last < '2025',
	},
	{
		name: 'Young women',
		criteria: {
			age: [{ is: 'between', from: 18, to: 34 }],
			gender: [{ match: 'any', values: ['female'] }],
		},
		rule: [
			[`${BASE}.age`, 'number', 'gte', 18],
			[`${BASE}.age`, 'number', 'lte', 34],
			[`${BASE}.gender`, 'string', 'equals', 'female'],
		],
		fits: ({ age, gender }) => age >= 18 && age <= 34 && gender === 'female',
	},
	{
		name: 'Gold with points',
		criteria: { tier: [{ match: 'any', values: 'Or' }], points: [atLeast(2500)] },
		rule: [
			[`${BASE}.loyaltyTier`, 'string', 'equals', 'Or'],
			[`${BASE}.points`, 'number', 'gte', 2500],
		],
		fits: ({ loyaltyTier, points }) => loyaltyTier === 'Or' && points >= 2500,
	},
	{
		name: 'Lights',
		criteria: { category: [{ match: 'any', values: 'Luminaires' }] },
		rule: [['$json.concatenated_Catégorie', 'string', 'contains', 'Luminaires']],
		fits: (_, bought) => bought !== undefined && bought.categories.includes('Luminaires'),
	},
	{
		name: 'Seniors',
		criteria: { age: [atLeast(60)] },
		rule: [[`${BASE}.age`, 'number', 'gte', 60]],
		fits: ({ age }) => age >= 60,
	},
];

export const forSmsSegment: INodeParameters = {
	usePurchases: true,
	assignTo: 'first',
	segments: {
		values: SEGMENTS.map(({ name, criteria }) => ({ name, criteria, match: 'all' })),
	},
};

const OPTIONS = { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 };

export const forSwitch: INodeParameters = {
	rules: {
		values: SEGMENTS.map(({ name, rule }) => ({
			conditions: {
				options: OPTIONS,
				combinator: 'and',
				conditions: rule.map(([left, type, operation, rightValue], nth) => ({
					id: String(nth),
					leftValue: `={{ ${left} }}`,
					rightValue,
					operator: { type, operation },
				})),
			},
			renameOutput: true,
			outputKey: name,
		})),
	},
	options: { looseTypeValidation: true, fallbackOutput: 'none' },
};

export const forSummarize: INodeParameters = {
	fieldsToSummarize: {
		values: [
			{ aggregation: 'sum', field: 'Montant' },
			{ aggregation: 'count', field: 'Montant' },
			{ aggregation: 'max', field: 'Date' },
			{ aggregation: 'average', field: 'En promotion' },
			{ aggregation: 'concatenate', field: 'Catégorie', separateBy: ',' },
		],
	},
	fieldsToSplitBy: 'Carte',
	options: {},
};

/** The loop: one pass over the purchases, one over the contacts, nothing checked and nothing explained. */
export function plainLoop(
	contacts: ReadonlyArray<{ json: IDataObject }>,
	purchases: ReadonlyArray<{ json: IDataObject }>,
): Array<Array<{ json: IDataObject; pairedItem: { item: number } }>> {
	const bought = new Map<string, Bought>();
	for (const { json } of purchases) {
		const card = json.Carte as string;
		let one = bought.get(card);
		if (one === undefined) {
			one = { count: 0, amount: 0, last: '', promoted: 0, categories: [] };
			bought.set(card, one);
		}
		const category = json.Catégorie as string;
		one.count++;
		one.amount += json.Montant as number;
		one.promoted += json['En promotion'] as number;
		if ((json.Date as string) > one.last) one.last = json.Date as string;
		if (!one.categories.includes(category)) one.categories.push(category);
	}
	const outputs: ReturnType<typeof plainLoop> = [[], ...SEGMENTS.map(() => [])];
	for (const [item, { json }] of contacts.entries()) {
		const sms = json.sms as IDataObject;
		const contact = sms.contact as unknown as Contact;
		const own = bought.get(json.Carte as string);
		const position = SEGMENTS.findIndex(({ fits }) => fits(contact, own));
		const segment = SEGMENTS[position]?.name;
		const marked = segment ? { ...sms, segment } : { ...sms, reason: 'NOT_IN_SEGMENT' };
		outputs[position + 1]?.push({ json: { ...json, sms: marked }, pairedItem: { item } });
	}
	return outputs;
}

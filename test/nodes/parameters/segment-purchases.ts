import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { said, smsAt, type Row } from './row';
import { crowd, one, PURCHASES, who } from './segment-criteria';

/** The same purchases under headers that nobody would guess. */
const ODD = PURCHASES.map(({ card, date, amount, category, store, promo }, n) => ({
	...{ u: card, v: date, w: amount, x: category, y: store, z: promo, o: n < 2 ? 1 : 2 },
}));
const ODD_COLUMNS: IDataObject = { key: 'u', date: 'v', amount: 'w' };
const CARD = { contactKey: 'card' };

const column = (field: string, value: string, criteria: IDataObject, expected: string[]): Row => ({
	path: `purchaseColumns.${field}`,
	value,
	set: (given) => ({
		...one({ criteria }),
		...CARD,
		purchaseColumns: { ...ODD_COLUMNS, [field]: given } as INodeParameters,
	}),
	beside: {},
	seen: who,
	expected,
	options: { secondInput: ODD },
});

const bought = { purchases: [{ is: 'atLeast', from: 1 }] };
const COLUMNS: Row[] = [
	column('key', 'u', bought, ['Ann', 'Bob']),
	column('date', 'v', bought, ['Ann', 'Bob']),
	column('amount', 'w', bought, ['Ann', 'Bob']),
	column('category', 'x', { category: [{ match: 'any', values: 'literie' }] }, ['Ann']),
	column('store', 'y', { store: [{ match: 'any', values: 'nantes' }] }, ['Ann']),
	column('promotion', 'z', { promotion: [{ is: 'atLeast', from: 90 }] }, ['Bob']),
	column('order', 'o', { purchases: [{ is: 'between', from: 1, to: 1 }] }, ['Ann', 'Bob']),
	{
		path: 'contactKey',
		value: 'card',
		set: (contactKey) => ({ ...one({ criteria: bought }), contactKey }) as INodeParameters,
		beside: {},
		items: crowd.map(({ card, ...rest }) => ({ ...rest, 'code client': 'x', card: card ?? '' })),
		options: {
			secondInput: PURCHASES.map(({ card, ...rest }) => ({ ...rest, 'code client': card })),
		},
		seen: who,
		expected: ['Ann', 'Bob'],
	},
];
export const COLUMN_ROWS = COLUMNS.map((row): Row => ({ defaultNotSeen: true, ...row }));

const types: Row['seen'] = (run) => smsAt(run, 1).map(({ contact }) => contact?.type);
const scored = { ...one({}), options: { scoreClients: true } };

const limit = (field: string, value: string | number, expected: unknown[]): Row => ({
	path: `options.typeLimits.limits.${field}`,
	value,
	label: 'Options',
	set: (given) =>
		({
			...one({}),
			options: { scoreClients: true, typeLimits: { limits: { topTiers: '', [field]: given } } },
		}) as INodeParameters,
	beside: scored,
	seen: types,
	expected,
});

export const OPTION_ROWS: Row[] = [
	{
		path: 'options.scoreClients',
		value: true,
		beside: one({}),
		seen: (run) => smsAt(run, 1).map(({ contact }) => contact?.rfm?.group),
		expected: ['loyal', 'hibernating', undefined],
	},
	{
		path: 'options.explain',
		value: true,
		beside: one({ criteria: { age: [{ is: 'between', from: 25, to: 34 }] } }),
		seen: (run) => smsAt(run).map(({ why }) => why?.S),
		expected: ['âge : de 25 à 34 ans (10 ans)', 'âge : de 25 à 34 ans (inconnu)'],
	},
	{
		path: 'options.dataQuality',
		value: true,
		beside: one({}),
		seen: (run) => /Data quality \d+ of 100/.test(said(run)),
		expected: true,
	},
	{
		path: 'options.wiresCheckedFor',
		value: 'Gold, Silver',
		beside: one({}),
		seen: (run) => /'Wires Checked For' names other segments/.test(said(run)),
		expected: true,
	},
	limit('topTiers', 'bronze', ['new', 'privileged', undefined]),
	limit('newWithinDays', 2, ['high_potential', 'lapsed', undefined]),
	limit('lapsedAfterDays', 9_000, ['new', 'regular', undefined]),
	{
		...limit('promotedPercent', 30, ['opportunist', 'lapsed', undefined]),
		set: (promotedPercent) =>
			({
				...one({}),
				options: {
					scoreClients: true,
					typeLimits: { limits: { topTiers: '', newWithinDays: 2, promotedPercent } },
				},
			}) as INodeParameters,
		options: {
			secondInput: [...PURCHASES, { ...PURCHASES[0]!, promo: 'non', amount: 1 }],
		},
	},
];

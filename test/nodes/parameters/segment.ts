import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { jsonOf, said, smsAt, type Row } from './row';
import { crowd, CRITERIA_ROWS, one, PURCHASES, who } from './segment-criteria';
import { ESTIMATE } from './estimate';

const PEOPLE = [
	{ town: 'Rennes', points: '12' },
	{ town: 'rennes', points: 'x' },
];

function segments(right: unknown, name: unknown = 'Near'): INodeParameters {
	const operator = { type: 'string', operation: 'equals' };
	const conditions = [{ id: '0', leftValue: '={{ $json.town }}', rightValue: right, operator }];
	const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 };
	const filter = { combinator: 'and', options, conditions };
	return { segments: { values: [{ name, conditions: filter }] } } as INodeParameters;
}

function twice(): INodeParameters {
	const [one] = (segments('Rennes').segments as { values: INodeParameters[] }).values;
	return {
		segments: {
			values: [
				{ ...one, name: 'A' },
				{ ...one, name: 'B' },
			],
		},
	};
}

function manyPoints(): INodeParameters {
	const json = JSON.stringify(segments(9)).replace('$json.town', '$json.points');
	return JSON.parse(json.replace('"string","operation":"equals"', '"number","operation":"gt"'));
}

const sizes: Row['seen'] = (run) => run.outputs.map((output) => output.length);

const FILTERS: Row[] = [
	{
		path: 'segments.values.name',
		value: 'VIP',
		label: 'Segment Name',
		set: (value) => segments('Rennes', value),
		seen: (run) => smsAt(run, 1).map(({ segment }) => segment),
		expected: ['VIP'],
	},
	{
		path: 'segments.values.conditions',
		value: 'Rennes',
		set: segments,
		seen: (run) => jsonOf(run, 1).map(({ town }) => town),
		expected: ['Rennes'],
		each: { second: 'rennes', expected: ['Rennes', 'rennes'] },
	},
	{ path: 'assignTo', value: 'all', beside: twice(), seen: sizes, expected: [1, 1, 1] },
	{
		path: 'options.looseTypeValidation',
		value: true,
		beside: manyPoints(),
		items: PEOPLE.slice(0, 1),
		seen: (run) => jsonOf(run, 1).length,
		expected: 1,
	},
	{
		path: 'options.ignoreCase',
		value: true,
		beside: segments('Rennes'),
		seen: (run) => jsonOf(run, 1).length,
		expected: 2,
	},
];
const FILTER_ROWS = FILTERS.map((row): Row => ({ items: PEOPLE, ...row }));

const YOUNG = '{ "name": "Young", "rules": [{ "by": "age", "from": 20, "to": 40 }] }';
const WITH_ALL = { beside: one({}), seen: who };

const START_ROWS: Row[] = [
	{
		path: 'segments.values.startFrom',
		value: 'women',
		label: 'Start From',
		set: (startFrom) => one({ startFrom } as IDataObject),
		...WITH_ALL,
		expected: ['Ann'],
	},
	{
		path: 'segments.values.criteriaSet',
		value: YOUNG,
		label: 'Criteria Set',
		set: (criteriaSet) => one({ startFrom: 'set', criteriaSet } as IDataObject),
		...WITH_ALL,
		expected: ['Ann'],
	},
	{
		path: 'segments.values.match',
		value: 'any',
		label: 'Match',
		set: (match) =>
			one({
				match: match as string,
				criteria: {
					age: [{ is: 'atLeast', from: 20 }],
					gender: [{ match: 'any', values: ['male'] }],
				},
			}),
		...WITH_ALL,
		expected: ['Ann', 'Bob'],
	},
];

const STORES =
	'[{"id":"R","name":"Rennes","lat":48.11,"lon":-1.68},{"id":"P","name":"Paris","lat":48.86,"lon":2.38}]';
const AREA = '{"type":"Polygon","coordinates":[[[-2,48],[-1,48],[-1,49],[-2,49],[-2,48]]]}';
const ALL = { segments: { values: [{ name: 'S' }] } };
const around = { ...ALL, zone: 'stores', stores: STORES, distanceKm: 5 };

const zone = (row: Omit<Row, 'seen'> & { seen?: Row['seen'] }): Row => ({ seen: who, ...row });

const ZONE_ROWS: Row[] = [
	zone({
		path: 'zone',
		value: 'postal',
		beside: { ...ALL, postalCodes: '35' },
		expected: ['Ann'],
	}),
	zone({
		path: 'postalCodes',
		value: '75011',
		beside: { ...ALL, zone: 'postal' },
		expected: ['Bob'],
	}),
	zone({
		path: 'latitude',
		value: 48.11,
		beside: { ...ALL, zone: 'radius', longitude: -1.68 },
		expected: ['Ann'],
	}),
	zone({
		path: 'longitude',
		value: -1.68,
		beside: { ...ALL, zone: 'radius', latitude: 48.11 },
		expected: ['Ann'],
	}),
	zone({
		path: 'distanceKm',
		value: 500,
		beside: { ...ALL, zone: 'radius' },
		expected: ['Ann', 'Bob'],
	}),
	zone({ path: 'area', value: AREA, beside: { ...ALL, zone: 'polygon' }, expected: ['Ann'] }),
	zone({
		path: 'stores',
		value: STORES,
		beside: { ...ALL, zone: 'postal', postalCodes: '35, 75' },
		seen: (run) => smsAt(run, 1).map(({ contact }) => contact?.store?.distanceKm),
		expected: [0, 0],
	}),
	zone({ path: 'onlyStores', value: 'paris', beside: around, expected: ['Bob'] }),
	zone({
		path: 'outsideZone',
		value: 'criteria',
		beside: { ...ALL, zone: 'postal', postalCodes: '35' },
		expected: ['Ann', 'Bob', 'Cleo'],
	}),
	zone({
		path: 'placeUnknown',
		value: 'in',
		beside: { ...ALL, zone: 'postal', postalCodes: '35' },
		expected: ['Ann', 'Cleo'],
	}),
];

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
const COLUMN_ROWS = COLUMNS.map((row): Row => ({ defaultNotSeen: true, ...row }));

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

const OPTION_ROWS: Row[] = [
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

const GEO_ROWS: Row[] = [
	...[
		['geocoder', 'address'],
		['addressColumn', 'street'],
		['addressUrl', 'http://127.0.0.1:9'],
		['postalCodeUrl', 'http://127.0.0.1:9'],
	].map(([name = '', value = '']): Row => ({
		path: `options.${name}`,
		value,
		label: 'Options',
		set: (given) => ({
			...around,
			options: {
				geocoder: name === 'postalCodeUrl' ? 'postalCode' : 'address',
				addressColumn: name === 'geocoder' ? '' : 'street',
				addressUrl: 'http://127.0.0.1:9',
				postalCodeUrl: 'http://127.0.0.1:9',
				[name]: given,
			} as INodeParameters,
		}),
		beside: around,
		items: [
			...crowd.slice(0, 1),
			{ name: 'Dan', street: '1 rue X', sms: { contact: { kind: 'client', postalCode: '35000' } } },
		],
		seen: (run) => /No address was looked up|gave no usable answer/.test(said(run)),
		expected: true,
	})),
];

export const SEGMENT: Row[] = [
	...FILTER_ROWS,
	...[
		...CRITERIA_ROWS,
		...START_ROWS,
		...ZONE_ROWS,
		...COLUMN_ROWS,
		...OPTION_ROWS,
		...GEO_ROWS,
	].map((row): Row => ({ items: crowd, options: { secondInput: PURCHASES }, ...row })),
	...ESTIMATE,
];

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { jsonOf, smsAt, type Row } from './row';
import { crowd, CRITERIA_ROWS, one, PURCHASES, who } from './segment-criteria';
import { COLUMN_ROWS, OPTION_ROWS } from './segment-purchases';
import { GEO_ROWS, ZONE_ROWS } from './segment-zone';
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

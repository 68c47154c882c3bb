import type { INodeParameters } from 'n8n-workflow';
import { contact } from '../SmsSend.scene';
import { jsonOf, said, smsAt, type Row } from './row';

const entries = Array.from({ length: 4 }, (_, n) => ({ card: `C${n % 3}`, ...contact(n) }));
const ranks: Row['seen'] = (run) =>
	jsonOf(run).map(({ draw }) => (draw as { result: string }).result);

const OFFER_ROWS: Row[] = [
	{
		path: 'seed',
		value: 'loto',
		seen: (run) => jsonOf(run).map(({ draw }) => (draw as { seed: string }).seed),
		expected: ['loto'],
	},
	{ path: 'winners', value: 2, seen: ranks, expected: ['winner', 'winner'] },
	{ path: 'substitutes', value: 1, seen: ranks, expected: ['winner', 'substitute'] },
	{
		path: 'keyField',
		value: 'card',
		seen: (run) => said(run).includes('drawn among 3 entries; 1 repeated'),
		expected: true,
	},
	{ path: 'putOut', value: 'all', seen: (run) => jsonOf(run).length, expected: 4 },
];
export const OFFER = OFFER_ROWS.map((row): Row => ({
	items: entries,
	beside: { seed: 'x' },
	...row,
}));

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

const SEGMENT_ROWS: Row[] = [
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
	{
		path: 'assignTo',
		value: 'all',
		beside: twice(),
		seen: (run) => run.outputs.map((output) => output.length),
		expected: [1, 1, 1],
	},
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
export const SEGMENT: Row[] = SEGMENT_ROWS.map((row) => ({ items: PEOPLE, ...row }));

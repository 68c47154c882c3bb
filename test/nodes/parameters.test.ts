import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { runNode } from '../harness';
import { NODE_CLASSES, parametersOf } from './node-classes';
import { CONTACTS } from './parameters/contacts';
import { MESSAGE } from './parameters/message';
import { CAMPAIGN } from './parameters/campaign';
import { CONSENT } from './parameters/consent';
import { OFFER } from './parameters/others';
import { atPath, said, type Row } from './parameters/row';
import { SEGMENT } from './parameters/segment';
import { CAP, SEND } from './parameters/sending';
import { contact, setBrand, useScene } from './SmsSend.scene';

/**
 * Every parameter of every node, in n8n's engine: a plain value is used, an expression free of the item gives the same,
 * and one that depends on the item gives each item its own or is refused by name. A parameter without a row fails.
 */
const ROWS: Record<string, Row[]> = {
	'SMS Campaign': CAMPAIGN,
	'SMS Consent': CONSENT,
	'SMS Contacts': CONTACTS,
	'SMS Frequency Cap': CAP,
	'SMS Message': MESSAGE,
	'SMS Offer': OFFER,
	'SMS Segment': SEGMENT,
	'SMS Send': SEND,
};
/** It has no items; its own tests walk its parameters. */
const ELSEWHERE = ['SMS Trigger'];

useScene();
beforeEach(async () => await setBrand({ slug: 'maison-lumen', name: 'Maison Lumen' }));

const people = (): IDataObject[] => [
	{ ...contact(1), order: 7 },
	{ ...contact(2), order: 8 },
];

/** The items of a row; both know the value, and which of them they are. */
function itemsOf({ items = people(), value, each }: Row): INodeExecutionData[] {
	return items.map((item, index) => {
		const carried = 'json' in item ? (item as unknown as INodeExecutionData) : { json: item };
		const given = index === 0 || !each ? value : each.second;
		return { ...carried, json: { ...carried.json, given } };
	});
}

const parametersFor = (row: Row, value: unknown): INodeParameters => ({
	...row.beside,
	...(row.set ? row.set(value) : atPath(row.path, value)),
});

async function run(node: INodeType, row: Row, parameters: INodeParameters) {
	await row.before?.();
	const result = await runNode(node, parameters, itemsOf(row), row.options);
	return { result, seen: result.error ? undefined : await row.seen(result) };
}

it('knows every node', () => {
	const names = NODE_CLASSES.map(({ description }) => description.displayName);
	expect(names.sort()).toEqual([...Object.keys(ROWS), ...ELSEWHERE].sort());
});

const nodeCalled = (name: string): INodeType =>
	NODE_CLASSES.find(({ description }) => description.displayName === name)!;

describe.each(Object.entries(ROWS))('%s', (name, rows) => {
	const node = nodeCalled(name);
	const parameters = parametersOf(node);

	it('has a row for every parameter', () => {
		const settable = parameters.filter(
			({ property }) =>
				!['collection', 'fixedCollection'].includes(property.type) && !property.noDataExpression,
		);
		expect(rows.map(({ path }) => path).sort()).toEqual(settable.map(({ path }) => path).sort());
	});

	it.each(rows)('$path takes a plain value', async (row) => {
		const { result, seen } = await run(node, row, parametersFor(row, row.value));
		expect(result.error).toBeUndefined();
		expect(seen).toEqual(row.expected);
	});

	it.each(rows.filter((row) => !row.defaultNotSeen))('$path does something', async (row) => {
		const { seen } = await run(node, row, { ...row.beside });
		expect(seen).not.toEqual(row.expected);
	});

	it.each(rows)('$path takes an expression free of the item', async (row) => {
		const value = `={{ $workflow.name === 'Test' ? ${JSON.stringify(row.value)} : null }}`;
		const { result, seen } = await run(node, row, parametersFor(row, value));
		expect(result.error).toBeUndefined();
		expect(seen).toEqual(row.expected);
	});

	it.each(rows)('$path takes from each item its own, or says it must not', async (row) => {
		const { result, seen } = await run(node, row, parametersFor(row, '={{ $json.given }}'));
		if (row.each) {
			expect(result.error).toBeUndefined();
			return expect(seen).toEqual(row.each.expected);
		}
		const [first] = row.path.split('.');
		const label = parameters.find(({ path }) => path === first)?.property.displayName;
		// With Continue On Fail the hint says it.
		const shown = result.error
			? `${result.error.message} ${result.error.description}`
			: said(result);
		expect(shown).toContain(`'${row.label ?? label}' must be the same for all contacts`);
		expect(shown).toContain('$json.given');
	});
});

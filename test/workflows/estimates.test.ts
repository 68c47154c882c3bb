import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { runNode } from '../harness';
import { contact, useScene } from '../nodes/SmsSend.scene';

/** What the confirm pages say of everyone in the file, not only of who is left. */

useScene();

interface Shipped {
	nodes: Array<{ name: string; parameters: INodeParameters }>;
}

const shipped = (file: string) => {
	const text = readFileSync(join(__dirname, '..', '..', 'workflows', file), 'utf8');
	const { nodes } = JSON.parse(text) as Shipped;
	return (name: string) => nodes.find((node) => node.name === name)!.parameters;
};

const run = async (parameters: INodeParameters, items: IDataObject[], own: IDataObject) => {
	const given = { ...parameters, ...own } as INodeParameters;
	const { outputs, error } = await runNode(new SmsSegment(), given, items);
	if (error) throw error;
	return outputs.map((output) => output.map(({ json }) => json));
};

/** Split as shipped, then estimated as shipped: who was held by SMS Contacts comes in by its own wire. */
async function figures(
	file: string,
	{
		split,
		zone,
		ready,
		held,
	}: Record<'ready' | 'held', IDataObject[]> & {
		split: string;
		zone: IDataObject;
	},
	options: IDataObject = {},
) {
	const parameters = shipped(file);
	const outputs = await run(parameters(split), ready, { ...options, ...zone });
	const everyone = [...outputs.slice(1).flat(), ...outputs[0]!, ...held];
	const own = { ...options, postalCodes: '35', campaign: 'event', budget: 0 };
	const [lines = []] = await run(parameters('Estimate what it may bring'), everyone, own);
	return lines.map(({ segment, size, reach, waterfall }) => {
		const rows = waterfall as Array<{ step: string; lost: number }>;
		const lost = rows.filter((row) => row.lost > 0).map((row) => [row.step, row.lost]);
		return { segment, size, reach, lost: Object.fromEntries(lost) as object };
	});
}

const person = (n: number, loyaltyTier: string, more: IDataObject = {}, rest: IDataObject = {}) =>
	contact(n, {
		contact: { kind: 'client', postalCode: '35000', loyaltyTier, ...more },
		...rest,
	});
const FAR = { postalCode: '44000' };
const NO_CONSENT = { consent: { status: 'unknown' } };
const WRONG = { to: undefined, status: 'held', reason: 'INVALID_NUMBER' };
const TWICE = { status: 'held', reason: 'DUPLICATE' };

it('announce-a-store-event: everyone, less numbers, duplicates, zone and consent, privileged first', async () => {
	const found = await figures(
		'announce-a-store-event.json',
		{
			split: 'Clients around the store',
			zone: { postalCodes: '35' },
			ready: [
				person(1, 'Bronze'),
				person(2, 'Platine'),
				person(3, 'Platine', FAR),
				person(4, 'Bronze', FAR),
				person(5, 'Platine', {}, NO_CONSENT),
				person(6, 'Platine', { kind: 'prospect' }),
			],
			held: [person(7, 'Platine', {}, WRONG), person(2, 'Platine', {}, TWICE)],
		},
		{ options: { typeLimits: { limits: { topTiers: 'Platine' } } } },
	);
	expect(found).toEqual([
		{
			...{ segment: 'Privilégiés', size: 5, reach: 1 },
			lost: { number: 1, duplicate: 1, zone: 1, consent: 1 },
		},
		{ segment: 'Clients de la zone', size: 2, reach: 1, lost: { zone: 1 } },
		{
			...{ segment: 'Tous les segments', size: 7, reach: 2 },
			lost: { number: 1, duplicate: 1, zone: 2, consent: 1 },
		},
	]);
});

it('send-a-private-sale: both tiers of the whole file, less who is far or did not agree', async () => {
	const parameters = shipped('send-a-private-sale-to-loyal-clients.json');
	const everyone = [
		person(1, 'Or', {}, { segment: 'Or' }),
		person(2, 'Platine', {}, { segment: 'Platine' }),
		person(3, 'Platine', FAR, { reason: 'NOT_IN_SEGMENT' }),
		person(4, 'Or', {}, { ...NO_CONSENT, reason: 'NOT_IN_SEGMENT' }),
		person(5, 'Bronze', {}, { reason: 'NOT_IN_SEGMENT' }),
		person(6, 'Or', {}, WRONG),
	];
	const own = { postalCodes: '35000, 35200', campaign: 'sale' };
	const [lines = []] = await run(parameters('Estimate what it may bring'), everyone, own);
	expect(lines.map(({ segment, size, reach }) => [segment, size, reach])).toEqual([
		['Platine', 2, 1],
		['Or', 3, 1],
		['Tous les segments', 5, 2],
	]);
});

it('qualify-a-prospect-file: the page before sending also shows the stages of the file', () => {
	const { formFields } = shipped('qualify-a-prospect-file.json')('Confirm the sending');
	const { values } = formFields as { values: Array<{ elementName: string; html: string }> };
	expect(values.map(({ elementName }) => elementName)).toEqual(['summary', 'stages', 'estimate']);
	expect(values[1]!.html).toBe("={{ $('Sum up the file').first().json.html }}");
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { runNode } from '../harness';
import { cap, contact, HOUR, MONDAY, send, setTime, smsOf, useScene } from '../nodes/SmsSend.scene';

/** Cold prospects in the shipped workflows: on no client's wire, and under a cap of their own. */

useScene();

interface Shipped {
	nodes: Array<{ name: string; type: string; parameters: INodeParameters }>;
	connections: Record<string, { main: Array<Array<{ node: string }> | null> }>;
}

const read = (file: string) =>
	JSON.parse(readFileSync(join(__dirname, '..', '..', 'workflows', file), 'utf8')) as Shipped;
const QUALIFY = read('qualify-a-prospect-file.json');
const ANNOUNCE = read('announce-a-store-event.json');

const nodeOf = ({ nodes }: Shipped, name: string) => {
	const found = nodes.find((node) => node.name === name);
	if (!found) throw new Error(`No node ${name}`);
	return found;
};
const feeding = ({ connections }: Shipped, name: string) =>
	Object.entries(connections).flatMap(([from, { main }]) =>
		main.some((output) => output?.some(({ node }) => node === name)) ? [from] : [],
	);

/** Who leaves by which output of a SMS Segment node as it is shipped. */
async function split(workflow: Shipped, name: string, own: IDataObject, items: IDataObject[]) {
	const parameters = { ...nodeOf(workflow, name).parameters, ...own } as INodeParameters;
	const { outputs, error } = await runNode(new SmsSegment(), parameters, items);
	if (error) throw error;
	return outputs.map((output) => output.map(({ json }) => json.row));
}

const person = (n: number, more: Partial<NonNullable<SmsItem['contact']>>) =>
	contact(n, { contact: { kind: 'client', postalCode: '35000', ...more } });

describe('announce-a-store-event', () => {
	it('leaves prospects out, also with a card of the top tier', async () => {
		const own = { postalCodes: '35', options: {} };
		const rows = await split(ANNOUNCE, 'Clients around the store', own, [
			person(1, { loyaltyTier: 'Platine' }),
			person(2, {}),
			person(3, { kind: 'prospect', loyaltyTier: 'Platine' }),
			person(4, { kind: 'prospect' }),
		]);
		expect(rows).toEqual([[3, 4], [1], [2]]);
	});
});

describe('qualify-a-prospect-file', () => {
	it('writes to prospects on a wire of their own; clients of the file are on none', async () => {
		const rows = await split(QUALIFY, 'Clients apart', {}, [
			person(1, {}),
			person(2, { kind: 'prospect' }),
		]);
		expect(rows).toEqual([[], [2], [1]]);
		const wires = QUALIFY.connections['Clients apart']!.main;
		expect(wires.map((wire) => (wire ?? []).length > 0)).toEqual([false, true]);
	});

	it('lets nobody into SMS Send but through the cap of the prospects, shown before as it is kept', () => {
		const sends = QUALIFY.nodes.filter(({ type }) => type.endsWith('.smsSend'));
		const caps = QUALIFY.nodes.filter(({ type }) => type.endsWith('.smsFrequencyCap'));
		const before = sends.flatMap(({ name }) => feeding(QUALIFY, name));
		expect(before).toEqual(['Keep places under the cap', 'Keep their places again']);
		expect(caps.map(({ name, parameters }) => [name, parameters.limits])).toEqual([
			['Check the cap', { perMonth: 1 }],
			['Keep places under the cap', { perMonth: 1 }],
			['Keep their places again', { perMonth: 1 }],
		]);
		expect(feeding(QUALIFY, 'Everyone to write to')).toContain('Check the cap');
	});

	const capOf = async (name: string, items: IDataObject[], own: IDataObject = {}) => {
		const parameters = { ...nodeOf(QUALIFY, name).parameters, ...own } as INodeParameters;
		return await cap(items as Parameters<typeof cap>[0], parameters);
	};
	const prospect = () => contact(1, { contact: { kind: 'prospect' } });
	const reserve = async (campaign: string) =>
		await capOf('Keep places under the cap', [prospect()], { campaign });

	it('gives a prospect one SMS a month, where a client may get two', async () => {
		for (const campaign of ['first', 'second']) {
			const { allowed } = await cap([contact(2)], { campaign });
			expect((await send(allowed)).sent).toHaveLength(1);
		}
		expect((await send((await reserve('first')).allowed)).sent).toHaveLength(1);
		const checked = await capOf('Check the cap', [prospect()], { campaign: 'second' });
		expect(checked.held.map((json) => smsOf(json).reason)).toEqual(['CAPPED']);
		expect((await reserve('second')).held).toHaveLength(1);
		setTime(Date.parse('2026-12-01T09:00:00Z'));
		expect((await reserve('second')).allowed).toHaveLength(1);
	});

	it('asks the cap again for who waited: the place lapsed, and another SMS may have come between', async () => {
		setTime(MONDAY - 24 * HOUR);
		const { later } = await send((await reserve('sunday')).allowed);
		expect(later.map((json) => smsOf(json).nextAllowedAt)).toEqual(['2026-11-23T07:00:00.000Z']);
		setTime(MONDAY);
		const again = async () => await capOf('Keep their places again', later);
		const [free] = (await again()).allowed;
		expect(smsOf(free)).toMatchObject({ campaign: 'sunday', status: 'reserved' });
		setTime(MONDAY + 3 * HOUR);
		await send((await reserve('monday')).allowed);
		const { allowed, held } = await again();
		expect(allowed).toEqual([]);
		expect(held.map((json) => smsOf(json).reason)).toEqual(['CAPPED']);
		// SMS Send alone knows the brand's cap, of two a month.
		expect((await send(later)).sent).toHaveLength(1);
	});
});

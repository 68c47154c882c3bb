import { type IConnections, type INodeParameters } from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { makeNode, resultOf, runWorkflow, type EngineOptions } from '../harness';

/** A workflow tried, changed and tried again: removing a segment moves those below it to other wires. */

const segmentNode = new SmsSegment();
const end = {
	description: { ...segmentNode.description, name: 'end', inputs: ['main'], outputs: ['main'] },
	execute: async function (this: { getInputData: () => never[] }) {
		return [this.getInputData()];
	},
};
const TIERS = ['Gold', 'Silver', 'Bronze'];
const items = TIERS.map((tier) => ({
	tier,
	sms: { status: 'ready', contact: { kind: 'client', loyaltyTier: tier } },
}));

interface Drawn {
	/** name of the segment and what its wire leads to, in the order of the outputs */
	wires: Array<[name: string, to: string | undefined]>;
	/** what a segment asks for where its name is another */
	tierOf?: Record<string, string>;
	options?: INodeParameters;
}

/** Every test has a node of its own, as n8n tells them apart. */
let nodeId = 0;
beforeEach(() => nodeId++);

async function run({ wires, tierOf = {}, options = {} }: Drawn, engine: EngineOptions = {}) {
	const values = wires.map(([name]) => ({
		name,
		match: 'all',
		criteria: { tier: [{ match: 'any', values: tierOf[name] ?? name }] },
	}));
	const parameters: INodeParameters = { segments: { values }, options };
	const tested = makeNode('Split', segmentNode, parameters, {
		id: `node-${nodeId}`,
		type: 'split',
	});
	const ends = ['X', 'Y', 'Z'].map((name) => makeNode(name, end as never, {}, { type: 'end' }));
	const connections: IConnections = {
		Split: {
			main: [
				[],
				...wires.map(([, to]) => (to ? [{ node: to, type: 'main' as const, index: 0 }] : [])),
			],
		},
	};
	const types = { split: segmentNode, end: end as never };
	const done = await runWorkflow([tested, ...ends], connections, types, items, engine);
	const { error, hints } = resultOf(done, 'Split');
	const came = (name: string) => resultOf(done, name).outputs[0]?.map(({ json }) => json.tier);
	return { error, hints, X: came('X'), Y: came('Y'), Z: came('Z') };
}

const wired: Drawn = {
	wires: [
		['Gold', 'X'],
		['Silver', 'Y'],
	],
};
const goldRemoved: Drawn = { wires: [['Silver', 'X']] };

describe.each(['manual', 'webhook'] as const)('in a run of the kind %s', (mode) => {
	it('nobody leaves once a segment was removed above, until the wire is led right again', async () => {
		expect(await run(wired, { mode })).toMatchObject({ X: ['Gold'], Y: ['Silver'] });
		const removed = await run(goldRemoved, { mode });
		expect(removed.error?.message).toBe(
			"'Silver' would leave by the wire of 'Gold', since a segment was removed",
		);
		expect(removed.error?.description).toContain('Wires Checked For: Silver');
		expect([removed.X, removed.Y]).toEqual([undefined, undefined]);
		expect((await run(goldRemoved, { mode })).error).toBeDefined();
		expect(await run({ wires: [['Silver', 'Y']] }, { mode })).toMatchObject({ Y: ['Silver'] });
	});
});

it('whoever looked at the wires says so, and it holds for those segments alone', async () => {
	await run(wired);
	const options = { wiresCheckedFor: 'silver' };
	expect(await run({ ...goldRemoved, options })).toMatchObject({ X: ['Silver'] });
	expect((await run(goldRemoved)).error).toBeUndefined();
});

it('what was said for other segments is left aside, and that is told', async () => {
	await run(wired);
	const { error } = await run({ ...goldRemoved, options: { wiresCheckedFor: 'Gold, Silver' } });
	expect(error).toBeDefined();
	const { hints } = await run({ ...wired, options: { wiresCheckedFor: 'Silver' } });
	expect(hints.map(({ message }) => message).join()).toContain('it is left aside');
});

it('adding at the end and renaming move nobody', async () => {
	await run(wired);
	const added: Drawn = { wires: [...wired.wires, ['Bronze', 'Z']] };
	expect(await run(added)).toMatchObject({ X: ['Gold'], Y: ['Silver'], Z: ['Bronze'] });
	const [, ...rest] = added.wires;
	const renamed = { wires: [['VIP', 'X'] as [string, string], ...rest], tierOf: { VIP: 'Gold' } };
	expect(await run(renamed)).toMatchObject({ X: ['Gold'], Y: ['Silver'], Z: ['Bronze'] });
});

it('segments without a name are told apart by what they ask', async () => {
	const unnamed = (tiers: string[], to: string[]) => {
		const wires = to.map((end): [string, string] => ['', end]);
		return { wires, tiers };
	};
	const runUnnamed = async ({ wires, tiers }: ReturnType<typeof unnamed>) => {
		let place = 0;
		const tierOf = {
			get ''() {
				return tiers[place++] ?? '';
			},
		};
		return await run({ wires, tierOf });
	};
	await runUnnamed(unnamed(['Gold', 'Silver'], ['X', 'Y']));
	const { error } = await runUnnamed(unnamed(['Silver'], ['X']));
	expect(error?.message).toContain("'Segment 1' would leave by the wire of another segment");
});

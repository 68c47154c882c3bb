import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { clock } from '../../nodes/shared/clock';
import { makeNode, resultOf, runWorkflow } from '../../test/harness';
import { forSmsSegment, forSummarize, forSwitch, plainLoop } from './audience-segments';
import { makeClients, makePurchases } from './purchases';

/** The day of the data: the segments speak of days since the last purchase. */
const TODAY = Date.UTC(2026, 10, 22, 12);

export interface Input {
	contacts: INodeExecutionData[];
	purchases: INodeExecutionData[];
}

export interface Timed {
	/** of the nodes that do the work, without what hands them their items */
	ms: number;
	/** contacts by output, Everyone Else first */
	sizes: number[];
}

const asItems = (rows: IDataObject[]): INodeExecutionData[] => rows.map((json) => ({ json }));
export const inputOf = (contacts: number): Input => ({
	contacts: asItems(makeClients(contacts)),
	purchases: asItems(makePurchases(contacts)),
});

/** Hands out items that are there already. */
const giver = (name: string, items: INodeExecutionData[]): INodeType => ({
	description: { ...new SmsSegment().description, name, inputs: ['main'], outputs: ['main'] },
	execute: async () => [items],
});

type Wired = Array<{
	name: string;
	type: INodeType;
	parameters?: Parameters<typeof makeNode>[2];
	to?: Array<[node: string, input: number]>;
}>;

/** Runs the nodes in n8n's engine; the time is that of `counted`, as n8n notes it. */
async function run(wired: Wired, counted: string[], last: string): Promise<Timed> {
	const start = { name: 'Start', type: giver('start', [{ json: {} }]), to: given(wired) };
	const all = [start, ...wired];
	const nodes = all.map(({ name, type, ...one }) =>
		makeNode(name, type, 'parameters' in one ? one.parameters : {}, { type: name }),
	);
	const connections = Object.fromEntries(
		all.map(({ name, to = [] }) => [
			name,
			{ main: [to.map(([node, index]) => ({ node, type: 'main' as const, index }))] },
		]),
	);
	const types = Object.fromEntries(all.map(({ name, type }) => [name, type]));
	const done = await runWorkflow(nodes, connections, types, [{}]);
	const { outputs, error } = resultOf(done, last);
	if (error) throw error;
	const times = counted.map((name) => done.data.resultData.runData[name]?.[0]?.executionTime ?? 0);
	return {
		ms: times.reduce((sum, ms) => sum + ms, 0),
		sizes: outputs.map(({ length }) => length),
	};
}

const GIVERS = ['Contacts', 'Purchases'];
const given = (wired: Wired): Array<[string, number]> =>
	wired.filter(({ name }) => GIVERS.includes(name)).map(({ name }) => [name, 0]);

export async function ours(
	{ contacts, purchases }: Input,
	node: INodeType = new SmsSegment(),
	parameters: INodeParameters = forSmsSegment,
): Promise<Timed> {
	const realNow = clock.now;
	clock.now = () => TODAY;
	try {
		return await run(
			[
				{ name: 'Contacts', type: giver('contacts', contacts), to: [['Tested', 0]] },
				{ name: 'Purchases', type: giver('purchases', purchases), to: [['Tested', 1]] },
				{ name: 'Tested', type: node, parameters },
			],
			['Tested'],
			'Tested',
		);
	} finally {
		clock.now = realNow;
	}
}

/** The same way with a node that only looks: n8n copies the frame of every item for each node it runs, whatever the node. */
export const held = async ({ contacts, purchases }: Input, look: () => void): Promise<Timed> =>
	await run(
		[
			{ name: 'Contacts', type: giver('contacts', contacts), to: [['Tested', 0]] },
			{ name: 'Purchases', type: giver('purchases', purchases), to: [['Tested', 1]] },
			{ name: 'Tested', type: looker(look) },
		],
		['Tested'],
		'Tested',
	);

const looker = (look: () => void): INodeType => ({
	description: { ...new SmsSegment().description, name: 'looker', inputs: ['main', 'main'] },
	execute: async () => {
		look();
		return [[]];
	},
});

export async function n8nOnly(nodes: INodeType[], { contacts, purchases }: Input): Promise<Timed> {
	const [summarize, merge, choose] = nodes;
	if (!summarize || !merge || !choose) throw new Error('A node of n8n is missing');
	const joined = {
		mode: 'combine',
		combineBy: 'combineByFields',
		fieldsToMatchString: 'Carte',
		joinMode: 'enrichInput1',
		options: {},
	};
	const timed = await run(
		[
			{ name: 'Contacts', type: giver('contacts', contacts), to: [['Join', 0]] },
			{ name: 'Purchases', type: giver('purchases', purchases), to: [['Fold', 0]] },
			{ name: 'Fold', type: summarize, parameters: forSummarize, to: [['Join', 1]] },
			{ name: 'Join', type: merge, parameters: joined, to: [['Choose', 0]] },
			{ name: 'Choose', type: choose, parameters: forSwitch },
		],
		['Fold', 'Join', 'Choose'],
		'Choose',
	);
	return { ...timed, sizes: [contacts.length - sum(timed.sizes), ...timed.sizes] };
}

export function loop({ contacts, purchases }: Input): Timed {
	const started = performance.now();
	const outputs = plainLoop(contacts, purchases);
	return { ms: performance.now() - started, sizes: outputs.map(({ length }) => length) };
}

export const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

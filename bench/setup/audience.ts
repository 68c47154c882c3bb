import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
	Expression,
	type IDataObject,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { clock } from '../../nodes/shared/clock';
import { makeNode, resultOf, runWorkflow } from '../../test/harness';
import type { BenchRow } from '../row';
import { forSmsSegment, forSummarize, forSwitch, plainLoop } from './audience-segments';
import { nodesOfN8n, withVm } from './n8n-nodes';
import { makeClients, makePurchases, PURCHASES_EACH } from './purchases';

/** The day of the data: the segments speak of days since the last purchase. */
const TODAY = Date.UTC(2026, 10, 22, 12);
const CONTACTS = 100_000;
/** n8n's own nodes take seconds for a thousand. */
const FEW = 1_000;
const [SMALL, LARGE] = [10_000, 300_000];

interface Input {
	contacts: INodeExecutionData[];
	purchases: INodeExecutionData[];
}

interface Timed {
	/** of the nodes that do the work, without what hands them their items */
	ms: number;
	/** contacts by output, Everyone Else first */
	sizes: number[];
}

const asItems = (rows: IDataObject[]): INodeExecutionData[] => rows.map((json) => ({ json }));
const inputOf = (contacts: number): Input => ({
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

async function ours({ contacts, purchases }: Input): Promise<Timed> {
	const realNow = clock.now;
	clock.now = () => TODAY;
	try {
		return await run(
			[
				{ name: 'Contacts', type: giver('contacts', contacts), to: [['Tested', 0]] },
				{ name: 'Purchases', type: giver('purchases', purchases), to: [['Tested', 1]] },
				{ name: 'Tested', type: new SmsSegment(), parameters: forSmsSegment },
			],
			['Tested'],
			'Tested',
		);
	} finally {
		clock.now = realNow;
	}
}

async function n8nOnly(nodes: INodeType[], { contacts, purchases }: Input): Promise<Timed> {
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

function loop({ contacts, purchases }: Input): Timed {
	const started = performance.now();
	const outputs = plainLoop(contacts, purchases);
	return { ms: performance.now() - started, sizes: outputs.map(({ length }) => length) };
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

async function best(work: () => Promise<Timed> | Timed, times: number): Promise<Timed> {
	let least = await work();
	for (let nth = 1; nth < times; nth++) {
		const again = await work();
		if (again.ms < least.ms) least = again;
	}
	return least;
}

function mustAgree(mine: Timed, theirs: Timed, who: string): void {
	if (mine.sizes.join() !== theirs.sizes.join())
		throw new Error(`SMS Segment: ${mine.sizes.join()}; ${who}: ${theirs.sizes.join()}`);
}

const count = (number: number): string => number.toLocaleString('en-US');
const milliseconds = (ms: number): string => `${count(Math.round(ms))} ms`;
const described = (contacts: number): string =>
	`${count(contacts)} contacts, ${count(contacts * PURCHASES_EACH)} purchases, 8 segments`;

export async function benchAudience(): Promise<BenchRow[]> {
	const [few, many] = [inputOf(FEW), inputOf(CONTACTS)];
	await ours(few);
	const mine = await best(() => ours(many), 5);
	const plain = await best(() => loop(many), 5);
	mustAgree(mine, plain, 'the loop');
	const rows: BenchRow[] = [
		{
			what: `SMS Segment / a plain loop, ${described(CONTACTS)}`,
			ours: milliseconds(mine.ms),
			theirs: milliseconds(plain.ms),
			ratio: plain.ms / mine.ms,
			expected: 'at most 3 times the loop (ratio >= 0.33 x)',
			holds: mine.ms <= 3 * plain.ms,
		},
	];
	const nodes = nodesOfN8n(
		{ file: 'Transform/Summarize/Summarize.node.js', name: 'summarize' },
		{ file: 'Merge/v3/MergeV3.node.js', name: 'merge' },
		{ file: 'Switch/V3/SwitchV3.node.js', name: 'switch' },
	);
	const against = async (engine: string): Promise<BenchRow> => {
		const own = await best(() => ours(few), 5);
		const theirs = nodes && (await n8nOnly(nodes, few));
		if (theirs) mustAgree(own, theirs, 'n8n');
		const ratio = theirs ? theirs.ms / own.ms : NaN;
		return {
			what: `SMS Segment / Summarize, Merge and Switch, ${described(FEW)}, '${engine}' expressions`,
			ours: milliseconds(own.ms),
			theirs: theirs ? milliseconds(theirs.ms) : 'left out: run npm start once to install n8n',
			ratio,
			expected: '>= 100 x faster',
			holds: theirs === undefined || ratio >= 100,
		};
	};
	rows.push(await withVm(() => against(Expression.getActiveImplementation())));
	rows.push(await against('legacy'));
	return rows;
}

/** What lives at its largest while the node works, beside what its input takes: the collector runs before each look. */
export async function benchMemory(): Promise<BenchRow[]> {
	setFlagsFromString('--expose-gc');
	const collect: () => void = runInNewContext('gc');
	const living = (): number => {
		collect();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		return heapUsed + arrayBuffers;
	};
	await ours(inputOf(FEW));
	const before = living();
	const input = inputOf(CONTACTS);
	const items = living() - before;
	let most = 0;
	const look = setInterval(() => (most = Math.max(most, living())), 2_000);
	const { sizes } = await ours(input);
	clearInterval(look);
	most = Math.max(most, living()) - before;
	const megabytes = (bytes: number): string => `${count(Math.round(bytes / 2 ** 20))} MB`;
	return [
		{
			what: `memory of SMS Segment with its input and outputs, ${described(sum(sizes))}`,
			ours: megabytes(most),
			theirs: `${megabytes(items)} (the input items)`,
			ratio: items / most,
			expected: "at most 1.5 times the input's (ratio >= 0.67 x)",
			holds: most <= 1.5 * items,
		},
	];
}

export async function benchGrowth(): Promise<BenchRow[]> {
	await ours(inputOf(FEW));
	const perContact = async (contacts: number, times: number): Promise<number> => {
		const input = inputOf(contacts);
		return (await best(() => ours(input), times)).ms / contacts;
	};
	const small = await perContact(SMALL, 5);
	const large = await perContact(LARGE, 3);
	const micros = (ms: number): string => `${(ms * 1000).toFixed(1)} µs a contact`;
	return [
		{
			what: `cost at ${count(LARGE)} contacts / at ${count(SMALL)}, ${PURCHASES_EACH} purchases each, 8 segments`,
			ours: micros(large),
			theirs: micros(small),
			ratio: small / large,
			expected: 'linear: at most 1.5 times as much a contact (ratio >= 0.67 x)',
			holds: large <= 1.5 * small,
		},
	];
}

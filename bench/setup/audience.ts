import { execFileSync } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Expression } from 'n8n-workflow';
import type { BenchRow } from '../row';
import { held, inputOf, loop, n8nOnly, ours, sum, type Input, type Timed } from './audience-runs';
import { nodesOfN8n, withVm } from './n8n-nodes';
import { PURCHASES_EACH } from './purchases';

const CONTACTS = 100_000;
/** n8n's own nodes take seconds for a thousand. */
const FEW = 1_000;

async function best(work: () => Promise<Timed>, times: number): Promise<Timed> {
	let least = await work();
	for (let nth = 1; nth < times; nth++) {
		const again = await work();
		if (again.ms < least.ms) least = again;
	}
	return least;
}

/** By turns: other programs on the machine slow down both. */
async function bestOfBoth(input: Input, times: number): Promise<[mine: Timed, plain: Timed]> {
	let [mine, plain] = [await ours(input), loop(input)];
	for (let nth = 1; nth < times; nth++) {
		const [again, loopAgain] = [await ours(input), loop(input)];
		if (again.ms < mine.ms) mine = again;
		if (loopAgain.ms < plain.ms) plain = loopAgain;
	}
	return [mine, plain];
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
	const [mine, plain] = await bestOfBoth(many, 5);
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
	let items = 0;
	await held(input, () => (items = living() - before));
	let most = 0;
	const look = setInterval(() => (most = Math.max(most, living())), 300);
	const { sizes } = await ours(input);
	clearInterval(look);
	most = Math.max(most, living()) - before;
	const megabytes = (bytes: number): string => `${count(Math.round(bytes / 2 ** 20))} MB`;
	return [
		{
			what: `memory of SMS Segment with its input and outputs, ${described(sum(sizes))}`,
			ours: megabytes(most),
			theirs: `${megabytes(items)} (the input items as n8n hands them to any node)`,
			ratio: items / most,
			expected: "at most 1.5 times the input's (ratio >= 0.67 x)",
			holds: most <= 1.5 * items,
		},
	];
}

const SIZES = [
	{ contacts: 10_000, times: 9 },
	{ contacts: 300_000, times: 5 },
];

/** µs a contact, the middle of several runs by turns. */
interface Cost {
	mine: number;
	plain: number;
}

/** What a contact costs in a process that is warm and has worked with no other file. */
export async function costOf(contacts: number, times: number): Promise<Cost> {
	const few = inputOf(FEW);
	for (let nth = 0; nth < 5; nth++) await bothOf(few);
	const input = inputOf(contacts);
	const [mine, plain]: [number[], number[]] = [[], []];
	for (let nth = 0; nth < times; nth++) {
		const [own, theirs] = await bothOf(input);
		mine.push((1000 * own.ms) / contacts);
		plain.push((1000 * theirs.ms) / contacts);
	}
	return { mine: middleOf(mine), plain: middleOf(plain) };
}

const bothOf = async (input: Input): Promise<[mine: Timed, plain: Timed]> => [
	await ours(input),
	loop(input),
];

const middleOf = (numbers: number[]): number =>
	numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** A process for each size: what one leaves behind in the memory would slow the other down. */
function costInFreshProcess({ contacts, times }: (typeof SIZES)[number]): Cost {
	const script = `require(${JSON.stringify(__filename)}).costOf(${contacts}, ${times}).then((cost) => console.log(JSON.stringify(cost)))`;
	const said = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
	return JSON.parse(said.trim().split('\n').at(-1) ?? '') as Cost;
}

export async function benchGrowth(): Promise<BenchRow[]> {
	const [small, large] = SIZES.map(costInFreshProcess);
	if (small === undefined || large === undefined) throw new Error('Nothing was measured');
	const grown = large.mine / small.mine;
	const loopGrown = large.plain / small.plain;
	const micros = ({ mine, plain }: Cost): string =>
		`${mine.toFixed(1)} µs (loop ${plain.toFixed(1)} µs)`;
	const sizes = SIZES.map(({ contacts }) => count(contacts)).join(' / at ');
	return [
		{
			what: `growth of the cost of a contact with ${PURCHASES_EACH} purchases: SMS Segment / a plain loop, 8 segments, at ${sizes}`,
			ours: `${grown.toFixed(1)} times`,
			theirs: `${loopGrown.toFixed(1)} times; a contact costs ${micros(small)}, then ${micros(large)}`,
			ratio: loopGrown / grown,
			expected: 'at most 1.5 times, or no more than the loop grows',
			holds: grown <= Math.max(1.5, loopGrown),
		},
	];
}

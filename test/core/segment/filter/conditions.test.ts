import * as fc from 'fast-check';
import {
	executeFilter,
	executeFilterCondition,
	type FilterConditionValue,
	type FilterOptionsValue,
	type FilterValue,
} from 'n8n-workflow';
import type { Condition, Side } from '../../../../core/segment/filter/condition';
import {
	compileConditions,
	fieldsOf,
	type Conditions,
} from '../../../../core/segment/filter/conditions';
import { readField, type Json } from '../../../../core/segment/filter/field';
import { condition, contactOf, oddValue, value } from './filter-cases';

const valueOf = (side: Side, json: Json): unknown =>
	'value' in side
		? side.value
		: side.field.reduce<unknown>(
				(inner, key) =>
					inner === null || inner === undefined
						? undefined
						: (inner as Record<string, unknown>)[key],
				json,
			);

const filled = (conditions: Condition[], json: Json): FilterConditionValue[] =>
	conditions.map(
		({ left, right, operator }) =>
			({
				leftValue: valueOf(left, json),
				rightValue: valueOf(right, json),
				operator,
			}) as FilterConditionValue,
	);

/** The answer, or the error as a person reads it. */
function outcome(decide: () => boolean): unknown {
	try {
		return decide();
	} catch (error) {
		const { message, description } = error as Error & { description?: string };
		return { message, description };
	}
}

function compiled(criteria: Conditions, options: FilterOptionsValue, onAsk = () => {}) {
	let current: Json = {};
	const combinator: FilterValue['combinator'] = criteria.match === 'all' ? 'and' : 'or';
	const wholeFilter = (json: Json, itemIndex: number): boolean =>
		executeFilter(
			{ combinator, conditions: filled(criteria.conditions, json), options },
			{ itemIndex },
		);
	const test = compileConditions(criteria, {
		judgeCondition: (index) => (leftValue, rightValue, itemIndex) => {
			onAsk();
			const { operator } = criteria.conditions[index]!;
			const asked = { leftValue, rightValue, operator } as FilterConditionValue;
			return executeFilterCondition(asked, options, { index, itemIndex });
		},
		judgeItem: (itemIndex) => {
			onAsk();
			return wholeFilter(current, itemIndex);
		},
	});
	return {
		ours: (json: Json, index: number) => ((current = json), outcome(() => test(json, index))),
		theirs: (json: Json, index: number) => outcome(() => wholeFilter(json, index)),
	};
}

const optionsOf = (criteria: { ignoreCase: boolean; loose: boolean; version: 1 | 2 | 3 }) => ({
	caseSensitive: !criteria.ignoreCase,
	typeValidation: criteria.loose ? ('loose' as const) : ('strict' as const),
	leftValue: '',
	version: criteria.version,
});

const criteria = fc.record({
	match: fc.constantFrom('all' as const, 'any' as const),
	conditions: fc.array(condition, { maxLength: 3 }),
	ignoreCase: fc.boolean(),
	loose: fc.boolean(),
	version: fc.constantFrom(1 as const, 2 as const, 3 as const),
});

describe('a compiled filter', () => {
	it('answers as n8n does, errors included, for every operator, type and option', () => {
		const contacts = fc.array(contactOf(value), { minLength: 4, maxLength: 8 });
		fc.assert(
			fc.property(criteria, contacts, (generated, batch) => {
				const { ours, theirs } = compiled(generated, optionsOf(generated));
				// twice: what was remembered for a contact must hold for the next one like it
				for (const [index, json] of [...batch, ...batch].entries()) {
					expect(ours(json, index)).toEqual(theirs(json, index));
				}
			}),
			{ seed: 20_261_121, numRuns: 1_500 },
		);
	});

	it('leaves to n8n the values that n8n alone can read', () => {
		fc.assert(
			fc.property(criteria, contactOf(fc.oneof(value, oddValue)), (generated, json) => {
				const { ours, theirs } = compiled(generated, optionsOf(generated));
				expect(ours(json, 3)).toEqual(theirs(json, 3));
			}),
			{ seed: 35_000, numRuns: 1_000 },
		);
	});

	it('answers as n8n does for one condition of each pair of values', () => {
		fc.assert(
			fc.property(condition, value, value, fc.boolean(), fc.boolean(), (one, a, b, fold, loose) => {
				const single: Conditions = {
					match: 'all',
					conditions: [{ ...one, left: { field: ['a'] }, right: { value: b } }],
					ignoreCase: fold,
				};
				const options = optionsOf({ ignoreCase: fold, loose, version: 3 });
				const { ours, theirs } = compiled(single, options);
				expect(ours({ a }, 0)).toEqual(theirs({ a }, 0));
			}),
			{ seed: 44_000, numRuns: 15_000 },
		);
	});
});

describe('the everyday conditions', () => {
	const decided: Array<[string, string, unknown, unknown, boolean]> = [
		['string', 'equals', 'Or', 'Or', true],
		['string', 'notEquals', 'Or', 'Argent', true],
		['string', 'contains', 'Rennes Centre', 'Centre', true],
		['string', 'startsWith', '35000', '35', true],
		['string', 'endsWith', '35000', '1', false],
		['string', 'regex', '35000', '^(35|56)\\d{3}$', true],
		['string', 'notRegex', '75011', '/^75/', false],
		['string', 'empty', null, '', true],
		['number', 'gte', 1200, 1000, true],
		['number', 'lt', null, 10, true],
		['number', 'lt', undefined, 10, false],
		['boolean', 'true', true, '', true],
		['boolean', 'equals', false, false, true],
		['array', 'contains', ['mode', 'beauté'], 'beauté', true],
		['array', 'lengthGt', ['a', 'b'], 1, true],
	];

	it.each(decided)(
		'%s %s (%j, %j) is %s, and n8n is not asked',
		(type, operation, a, right, is) => {
			const singleValue = ['empty', 'true'].includes(operation);
			const rightType = operation.startsWith('length') ? 'number' : type === 'array' ? 'any' : type;
			const single: Conditions = {
				match: 'all',
				conditions: [
					{
						left: { field: ['a'] },
						right: { value: right },
						operator: { type, operation, rightType, singleValue },
					},
				],
				ignoreCase: false,
			};
			const options = optionsOf({ ignoreCase: false, loose: false, version: 3 });
			const never = () => {
				throw new Error('n8n was asked');
			};
			expect(compiled(single, options, never).ours({ a }, 0)).toBe(is);
			expect(compiled(single, options).theirs({ a }, 0)).toBe(is);
		},
	);

	it('asks n8n once for all contacts of one date', () => {
		let asked = 0;
		const single: Conditions = {
			match: 'all',
			conditions: [
				{
					left: { field: ['bought'] },
					right: { value: '2026-01-01' },
					operator: { type: 'dateTime', operation: 'after' },
				},
			],
			ignoreCase: false,
		};
		const options = optionsOf({ ignoreCase: false, loose: false, version: 3 });
		const { ours } = compiled(single, options, () => (asked += 1));
		const answers = Array.from({ length: 50 }, (_, index) =>
			ours({ bought: `202${5 + (index % 2)}-06-15` }, index),
		);
		expect(answers.filter((answer) => answer === true)).toHaveLength(25);
		expect(asked).toBe(2);
	});

	it('names the contact of a wrong type, also when the same value came before', () => {
		const single: Conditions = {
			match: 'all',
			conditions: [
				{
					left: { field: ['points'] },
					right: { value: 10 },
					operator: { type: 'number', operation: 'gt' },
				},
			],
			ignoreCase: false,
		};
		const { ours } = compiled(single, optionsOf({ ignoreCase: false, loose: false, version: 3 }));
		for (const index of [3, 7]) {
			expect(ours({ points: '12' }, index)).toMatchObject({
				message: `Wrong type: '12' is a string but was expecting a number [condition 0, item ${index}]`,
			});
		}
	});
});

describe('fieldsOf', () => {
	it('names each field once, on both sides', () => {
		const operator = { type: 'string', operation: 'equals' };
		const conditions: Condition[] = [
			{ left: { field: ['a'] }, right: { field: ['c', 'd'] }, operator },
			{ left: { field: ['a'] }, right: { value: 1 }, operator },
		];
		expect(fieldsOf({ conditions })).toEqual([['a'], ['c', 'd']]);
	});

	it('reads what a field holds', () => {
		expect(readField({ c: { d: 5 } }, ['c', 'd'])).toBe(5);
	});
});

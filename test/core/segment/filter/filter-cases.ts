import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { Condition, Operator, Side } from '../../../../core/segment/filter/condition';

/** Generated filters and contacts: every operator and type of n8n's filter, and every kind of value a file can hold. */

const texts = [
	'',
	' ',
	'abc',
	'ABC',
	'Été',
	'ÉTÉ',
	'35000',
	'12',
	'12.5',
	' 7 ',
	'1e3',
	'NaN',
	'true',
	'FALSE',
	'0',
	'1',
	'["a","B"]',
	"['a']",
	'{"a":1}',
	'^35',
	'/^ab/i',
	'(a+)+$',
	'[unclosed',
	'a{2,}|b',
	'2026-01-15',
	'2026-01-15T10:00:00.000Z',
	'2026-01-15T10:00:00+02:00',
	'2026-01-15 10:00:00',
	'Thu, 15 Jan 2026 10:00:00 GMT',
	'15/01/2026',
	'a'.repeat(250),
];

export const value = fc.oneof(
	fc.constantFrom(...texts),
	fc.string({ maxLength: 4 }),
	fc.constantFrom<unknown>(null, undefined, true, false),
	fc.constantFrom(0, -0, 1, 12, 12.5, -3, 35000, NaN, Infinity, 1_768_471_200_000),
	fc.constantFrom<unknown>([], ['a'], ['A', 'b', 1], [1, '1', null], [NaN], [undefined], ['12']),
	fc.constantFrom<unknown>({}, { a: 1 }, { a: { b: null } }),
);

/** Values n8n takes as they are, met in a contact only when a node gives more than JSON. */
export const oddValue = fc.constantFrom<unknown>(
	new Date('2026-01-15T10:00:00Z'),
	DateTime.fromISO('2026-01-15T10:00:00Z'),
	[new Date(0)],
);

const EXISTENCE = ['exists', 'notExists', 'empty', 'notEmpty'];
const SAME = ['equals', 'notEquals'];
const ORDER = ['gt', 'lt', 'gte', 'lte'];

/** The operations the editor offers for each type. */
const OPERATIONS: Record<string, string[]> = {
	string: [
		...[...EXISTENCE, ...SAME, 'contains', 'notContains', 'startsWith', 'notStartsWith'],
		...['endsWith', 'notEndsWith', 'regex', 'notRegex'],
	],
	number: [...EXISTENCE, ...SAME, ...ORDER],
	boolean: [...EXISTENCE, ...SAME, 'true', 'false'],
	dateTime: [...[...EXISTENCE, ...SAME, 'after', 'before', 'afterOrEquals', 'beforeOrEquals']],
	array: [
		...[...EXISTENCE, 'contains', 'notContains', 'lengthEquals', 'lengthNotEquals'],
		...['lengthGt', 'lengthLt', 'lengthGte', 'lengthLte'],
	],
	object: EXISTENCE,
	any: ['exists', 'notExists'],
};
const TYPES = [...Object.keys(OPERATIONS), 'made-up'];
const offered = Object.entries(OPERATIONS).flatMap(([type, operations]) =>
	operations.map((operation) => ({ type, operation })),
);
const everyOperation = [...new Set(Object.values(OPERATIONS).flat()), 'unheardOf'];

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
	fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** Mostly as the editor writes them; now and then a type, right type or `singleValue` that does not belong. */
export const operator: fc.Arbitrary<Operator> = fc
	.record({
		pair: fc.oneof(
			{ weight: 9, arbitrary: fc.constantFrom(...offered) },
			{
				weight: 1,
				arbitrary: fc.record({
					type: fc.constantFrom(...TYPES),
					operation: fc.constantFrom(...everyOperation),
				}),
			},
		),
		oddType: seldom(fc.constantFrom(...TYPES)),
		oddSingle: seldom(fc.boolean()),
	})
	.map(({ pair: { type, operation }, oddType, oddSingle }) => {
		const usual = type !== 'array' ? undefined : operation.startsWith('length') ? 'number' : 'any';
		const alone = [...EXISTENCE, 'true', 'false'].includes(operation);
		const rightType = oddType ?? usual;
		const singleValue = oddSingle ?? (alone ? true : undefined);
		return {
			type,
			operation,
			...(rightType === undefined ? {} : { rightType }),
			...(singleValue === undefined ? {} : { singleValue }),
		};
	});

export const FIELDS = [['a'], ['b'], ['c', 'd'], ['c', 'missing', 'deep'], ['list', '0']];

const side = (fixed: fc.Arbitrary<unknown>): fc.Arbitrary<Side> =>
	fc.oneof(
		fc.constantFrom(...FIELDS).map((field) => ({ field })),
		fixed.map((one) => ({ value: one })),
	);

export const condition: fc.Arbitrary<Condition> = fc.record({
	left: fc.oneof(
		{ weight: 6, arbitrary: fc.constantFrom(...FIELDS).map((field) => ({ field })) },
		{ weight: 1, arbitrary: value.map((one) => ({ value: one })) },
	),
	right: side(value),
	operator,
});

export const contactOf = (inner: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> =>
	fc.record(
		{ a: inner, b: inner, c: fc.record({ d: inner }), list: fc.array(inner, { maxLength: 2 }) },
		{ requiredKeys: [] },
	);

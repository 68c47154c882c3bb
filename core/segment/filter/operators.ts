/**
 * n8n's filter operators on values that need no conversion, as n8n-workflow's `executeFilterCondition` decides them.
 * Whatever is not in these tables, or arrives with another type, is left to n8n itself.
 */

export type Compare = (left: unknown, right: unknown) => boolean;

const isNothing = (value: unknown): value is null | undefined =>
	value === null || value === undefined;

/** Whether n8n takes a value of this type as it is, under strict and under loose validation alike. */
export const AS_IT_IS: Record<string, (value: unknown) => boolean> = {
	string: (value) => typeof value === 'string' || isNothing(value),
	number: (value) => typeof value === 'number' || isNothing(value),
	boolean: (value) => typeof value === 'boolean' || isNothing(value),
	array: (value) => Array.isArray(value) || isNothing(value),
	object: (value) => isNothing(value) || (typeof value === 'object' && !Array.isArray(value)),
	dateTime: isNothing,
	any: () => true,
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const keys = (value: unknown): readonly string[] => (isNothing(value) ? [] : Object.keys(value));

/** JavaScript orders `null` as 0 and never orders `undefined`: n8n compares without looking, and so must we. */
const order = (value: unknown): number =>
	typeof value === 'number' ? value : value === null ? 0 : NaN;

const exists = (value: unknown): boolean => !isNothing(value) && !Number.isNaN(value);

const EXISTENCE: Record<string, Compare> = {
	exists: (left) => exists(left),
	notExists: (left) => !exists(left),
};
const FILLED: Record<string, Compare> = {
	empty: (left) => !exists(left),
	notEmpty: (left) => exists(left),
};
const SAME: Record<string, Compare> = {
	equals: (left, right) => left === right,
	notEquals: (left, right) => left !== right,
};

/** By operator type, then operation. Texts arrive in lower case when case is ignored. */
export const OPERATIONS: Record<string, Record<string, Compare>> = {
	any: EXISTENCE,
	dateTime: { ...EXISTENCE, ...FILLED },
	string: {
		...EXISTENCE,
		empty: (left) => text(left).length === 0,
		notEmpty: (left) => text(left).length !== 0,
		equals: (left, right) => text(left) === text(right),
		notEquals: (left, right) => text(left) !== text(right),
		contains: (left, right) => text(left).includes(text(right)),
		notContains: (left, right) => !text(left).includes(text(right)),
		startsWith: (left, right) => text(left).startsWith(text(right)),
		notStartsWith: (left, right) => !text(left).startsWith(text(right)),
		endsWith: (left, right) => text(left).endsWith(text(right)),
		notEndsWith: (left, right) => !text(left).endsWith(text(right)),
	},
	number: {
		...EXISTENCE,
		...FILLED,
		...SAME,
		gt: (left, right) => order(left) > order(right),
		lt: (left, right) => order(left) < order(right),
		gte: (left, right) => order(left) >= order(right),
		lte: (left, right) => order(left) <= order(right),
	},
	boolean: {
		...EXISTENCE,
		...FILLED,
		...SAME,
		true: (left) => left === true,
		false: (left) => left !== true,
	},
	array: {
		...EXISTENCE,
		empty: (left) => list(left).length === 0,
		notEmpty: (left) => list(left).length !== 0,
		contains: (left, right) => list(left).includes(right),
		notContains: (left, right) => !list(left).includes(right),
		lengthEquals: (left, right) => list(left).length === right,
		lengthNotEquals: (left, right) => list(left).length !== right,
		lengthGt: (left, right) => list(left).length > order(right),
		lengthLt: (left, right) => list(left).length < order(right),
		lengthGte: (left, right) => list(left).length >= order(right),
		lengthLte: (left, right) => list(left).length <= order(right),
	},
	object: {
		...EXISTENCE,
		empty: (left) => keys(left).length === 0,
		notEmpty: (left) => keys(left).length !== 0,
	},
};

/** Operations that never look at the right value, whatever it holds. */
export const ONE_SIDED = new Set(['exists', 'notExists', 'empty', 'notEmpty', 'true', 'false']);

/** The right type these operations are proven for; with another one n8n decides. */
export function rightTypeOf(type: string, operation: string): string {
	if (type !== 'array') return type;
	return operation.startsWith('length') ? 'number' : 'any';
}

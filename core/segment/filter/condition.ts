import { BEYOND, readField, type FieldPath, type Json } from './field';
import { AS_IT_IS, ONE_SIDED, OPERATIONS, rightTypeOf } from './operators';
import { boundedPattern } from './pattern';

/** One side of a condition: a field of the contact, or one value for the whole run. */
export type Side = { field: FieldPath } | { value: unknown };

export interface Operator {
	type: string;
	operation: string;
	rightType?: string;
	singleValue?: boolean;
}

export interface Condition {
	left: Side;
	right: Side;
	operator: Operator;
}

/**
 * n8n's own answer for the two values of a condition, for all that is not proven here.
 * @throws n8n's FilterError when a value has the wrong type
 */
export type Judge = (left: unknown, right: unknown, itemIndex: number) => boolean;

/** True, false, or undefined when only n8n's evaluation of the whole filter can tell. */
export type ConditionTest = (json: Json, itemIndex: number) => boolean | undefined;

type Direct = (left: unknown, right: unknown) => boolean | undefined;

/** A condition as a closure: directly for the values that are what they seem, through n8n for the others. */
export function compileCondition(
	{ left, right, operator }: Condition,
	ignoreCase: boolean,
	judge: Judge,
): ConditionTest {
	const direct = directTest(operator, ignoreCase, right);
	const ask: Judge = 'value' in right ? remembered(judge) : judge;
	const readLeft = reader(left);
	const readRight = reader(right);
	return (json, itemIndex) => {
		const leftValue = readLeft(json);
		const rightValue = readRight(json);
		if (leftValue === BEYOND || rightValue === BEYOND) return undefined;
		return direct(leftValue, rightValue) ?? ask(leftValue, rightValue, itemIndex);
	};
}

function reader(side: Side): (json: Json) => unknown {
	if ('value' in side) return () => side.value;
	const [first, ...deeper] = side.field;
	if (first === undefined || deeper.length > 0) return (json) => readField(json, side.field);
	return (json) => {
		const value = json[first];
		return typeof value === 'object' ? readField(json, side.field) : value;
	};
}

const UNDECIDED: Direct = () => undefined;

function directTest(operator: Operator, ignoreCase: boolean, right: Side): Direct {
	const { type, operation, rightType = type } = operator;
	const isLeft = AS_IT_IS[type];
	const isRight = AS_IT_IS[rightType];
	if (!isLeft || !isRight) return UNDECIDED;
	if (type === 'string' && rightType === type && PATTERN.has(operation)) {
		return patternTest(operation === 'regex', ignoreCase, right);
	}
	const compare = OPERATIONS[type]?.[operation];
	if (!compare) return UNDECIDED;
	if (ONE_SIDED.has(operation) && operator.singleValue) {
		return (left) => (isLeft(left) ? compare(left, undefined) : undefined);
	}
	if (rightType !== rightTypeOf(type, operation)) return UNDECIDED;
	const fold = ignoreCase && FOLDED.has(type) ? lowered : asItIs;
	if (!('value' in right)) {
		return (left, value) =>
			isLeft(left) && isRight(value) ? compare(fold(left), fold(value)) : undefined;
	}
	if (!isRight(right.value)) return UNDECIDED;
	const value = fold(right.value);
	return (left) => (isLeft(left) ? compare(fold(left), value) : undefined);
}

/** Types whose texts n8n lowers when case is ignored. */
const FOLDED = new Set(['string', 'array']);
const asItIs = (value: unknown): unknown => value;
const lowerText = (value: unknown): unknown =>
	typeof value === 'string' ? value.toLocaleLowerCase() : value;
const lowered = (value: unknown): unknown =>
	Array.isArray(value) ? value.map(lowerText) : lowerText(value);

const PATTERN = new Set(['regex', 'notRegex']);

/** Only the text is lowered when case is ignored, never the pattern: so does n8n. */
function patternTest(wanted: boolean, ignoreCase: boolean, right: Side): Direct {
	if (!('value' in right) || typeof right.value !== 'string') return UNDECIDED;
	const test = boundedPattern(right.value);
	if (!test) return UNDECIDED;
	return (left) => {
		if (left !== null && left !== undefined && typeof left !== 'string') return undefined;
		const text = left ?? '';
		const found = test(ignoreCase ? text.toLocaleLowerCase() : text);
		return found === undefined ? undefined : found === wanted;
	};
}

/** Enough for every postal code of a country; columns of free text must not fill the memory. */
const REMEMBERED = 20_000;
const LONGEST = 200;

const isShort = (value: unknown): boolean =>
	typeof value === 'string' ? value.length <= LONGEST : typeof value !== 'object' || value === null;

/** Many contacts share a postal code or a date: with a fixed right value, n8n is asked once for each left value. */
function remembered(judge: Judge): Judge {
	const answers = new Map<unknown, boolean>();
	return (left, right, itemIndex) => {
		const known = answers.get(left);
		if (known !== undefined) return known;
		const answer = judge(left, right, itemIndex);
		if (answers.size < REMEMBERED && isShort(left)) answers.set(left, answer);
		return answer;
	};
}

import {
	executeFilter,
	executeFilterCondition,
	type FilterConditionValue,
	type FilterValue,
	type IExecuteFunctions,
} from 'n8n-workflow';
import type { Condition, Side } from '../../core/segment/filter/condition';
import {
	compileConditions,
	fieldsOf,
	type Referee,
	type Test,
} from '../../core/segment/filter/conditions';
import { fieldOf, type FieldPath } from '../../core/segment/filter/field';
import { findImpossible } from '../../core/segment/filter/impossible';
import { refusalOf, type Refusal } from '../../core/segment/filter/refusal';
import { findItemDependent, isExpression, isItemFree } from '../shared/item-free';
import { readFilter, type NodeOptions } from './filter-value';

export interface CompiledFilter {
	test: Test;
	/** fields of the contact the conditions look at */
	fields: FieldPath[];
	/** an expression n8n must work out again for every contact */
	slow?: string;
	/** why nobody can fit, as far as the conditions themselves tell */
	impossible?: string;
	/** conditions that must hold for everybody, as far as they are compared directly */
	mustHold: Condition[];
	/** which condition refused a contact */
	refusal?: Refusal;
	/** true when no condition looks at the contact */
	blind: boolean;
}

/**
 * The filter at `path` of the parameters as one closure. Fields are followed and fixed values compared directly,
 * with n8n's own answer for all that is not proven the same; with a real expression n8n evaluates the filter per contact.
 */
export function compileFilter(
	context: IExecuteFunctions,
	path: string,
	filter: FilterValue,
	options: NodeOptions,
): CompiledFilter {
	const judgeItem = (itemIndex: number): boolean => {
		const evaluated = readFilter(context.getNodeParameter(path, itemIndex, {}), options);
		return evaluated !== undefined && executeFilter(evaluated, { itemIndex });
	};
	const conditions = filter.conditions.map((condition, position) =>
		readCondition(context, `${path}.conditions[${position}]`, condition),
	);
	const known = conditions.filter((condition) => condition !== undefined);
	const fields = fieldsOf({ conditions: known });
	const direct = known.length === conditions.length && /^(and|or)$/.test(filter.combinator);
	const mustHold = filter.combinator === 'and' ? known : [];
	if (!direct) {
		const slow = findSlow(filter.conditions);
		return { test: (_, itemIndex) => judgeItem(itemIndex), fields, slow, mustHold, blind: false };
	}
	const compiled = {
		match: filter.combinator === 'and' ? ('all' as const) : ('any' as const),
		conditions: known,
		ignoreCase: !filter.options.caseSensitive,
	};
	const impossible = findImpossible(mustHold);
	const referee: Referee = { judgeItem, judgeCondition: (index) => judge(filter, index) };
	return {
		test: compileConditions(compiled, referee),
		fields,
		impossible,
		mustHold,
		refusal: refusalOf(compiled, referee),
		blind: fields.length === 0,
	};
}

function judge({ conditions, options }: FilterValue, index: number) {
	return (left: unknown, right: unknown, itemIndex: number): boolean =>
		executeFilterCondition(withValues(conditions[index], left, right), options, {
			index,
			itemIndex,
		});
}

/** n8n's type is narrower than what n8n takes: it looks at the values itself and words the error. */
const withValues = (
	condition: FilterConditionValue | undefined,
	left: unknown,
	right: unknown,
): FilterConditionValue =>
	({ ...condition, leftValue: left, rightValue: right }) as FilterConditionValue;

/** Undefined when a side depends on the contact by more than a field's name. */
function readCondition(
	context: IExecuteFunctions,
	path: string,
	{ leftValue, rightValue, operator }: FilterConditionValue,
): Condition | undefined {
	const left = sideOf(leftValue);
	const right = sideOf(rightValue);
	if (left === undefined || right === undefined) return undefined;
	if (left !== ONCE && right !== ONCE) return { left, right, operator };
	try {
		// The condition as a whole: n8n turns dates inside a parameter into text, one read alone it leaves as it is.
		const once = context.getNodeParameter(path, 0) as FilterConditionValue;
		return {
			left: left === ONCE ? { value: once.leftValue } : left,
			right: right === ONCE ? { value: once.rightValue } : right,
			operator,
		};
	} catch {
		return undefined; // evaluated again for each contact, n8n throws it with the contact's place
	}
}

/** An expression that gives the same value for every contact. */
const ONCE = 'once';

function sideOf(raw: unknown): Side | typeof ONCE | undefined {
	if (!isExpression(raw)) return findExpression(raw) ? undefined : { value: raw };
	const field = fieldOf(raw);
	if (field) return { field };
	return isItemFree(raw) ? ONCE : undefined;
}

/** A list or object may hold expressions inside. */
const findExpression = (raw: unknown): boolean =>
	typeof raw === 'object' && raw !== null
		? Object.values(raw).some((inner) => isExpression(inner) || findExpression(inner))
		: false;

const findSlow = (conditions: readonly FilterConditionValue[]): string | undefined =>
	conditions
		.flatMap(({ leftValue, rightValue }) => [leftValue, rightValue])
		.filter((raw) => typeof raw !== 'string' || fieldOf(raw) === undefined)
		.map(findItemDependent)
		.find((found) => found !== undefined);

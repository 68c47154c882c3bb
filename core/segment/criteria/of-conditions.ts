import type { Condition } from '../filter/condition';
import type { FieldPath } from '../filter/field';
import type { Criterion, Quantity, Range, Trait } from './rule';

/**
 * What a condition asks, where it looks at the same as a criterion. Only what a segment does not find out anew: whether
 * somebody is a client, the store, the scores may be other ones than the item carries.
 */
const QUANTITY_OF: Readonly<Record<string, Quantity>> = { age: 'age', points: 'points' };
const TRAIT_OF: Readonly<Record<string, Trait>> = { gender: 'gender', loyaltyTier: 'tier' };

/** `under 30` leaves no whole year above 29; of points, parts may be left. */
const STEP: Partial<Record<Quantity, number>> = { age: 1 };
const LEAST_STEP = 1e-9;

const RANGES: Readonly<Record<string, (value: number, step: number) => Range>> = {
	gt: (value, step) => ({ from: value + step }),
	gte: (value) => ({ from: value }),
	lt: (value, step) => ({ to: value - step }),
	lte: (value) => ({ to: value }),
	equals: (value) => ({ from: value, to: value }),
};

/** The conditions that a criterion could ask as well, such as `sms.contact.age` under 30. */
export const criteriaOfConditions = (conditions: readonly Condition[]): Criterion[] =>
	conditions.flatMap((condition) => criterionOf(condition) ?? []);

function criterionOf({ left, right, operator }: Condition): Criterion | undefined {
	if (!('field' in left) || !('value' in right)) return undefined;
	const name = ofContact(left.field);
	const { type, operation } = operator;
	const { value } = right;
	if (type === 'number' && typeof value === 'number' && Number.isFinite(value)) {
		const by = Object.hasOwn(QUANTITY_OF, name) ? QUANTITY_OF[name] : undefined;
		const range = Object.hasOwn(RANGES, operation) ? RANGES[operation] : undefined;
		return by && range && { by, ...range(value, STEP[by] ?? LEAST_STEP) };
	}
	if (type === 'string' && operation === 'equals' && typeof value === 'string') {
		const by = Object.hasOwn(TRAIT_OF, name) ? TRAIT_OF[name] : undefined;
		return by && value.trim() !== '' ? { by, match: 'any', values: [value] } : undefined;
	}
	return undefined;
}

function ofContact([first, second, name = '', ...deeper]: FieldPath): string {
	return first === 'sms' && second === 'contact' && deeper.length === 0 ? name : '';
}

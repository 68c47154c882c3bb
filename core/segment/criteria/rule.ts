/**
 * What puts a contact into a segment, as a marketer says it: "age 25 to 34", "bought for 200 € in the last 12 months".
 * A set of criteria is plain JSON, so that it can be kept, versioned and shared.
 */

/** Both ends belong to it; an end that is absent is open. */
export interface Range {
	from?: number;
	to?: number;
}

/** `any` of the values, `all` of them, or `none`. */
export interface Choice {
	match: 'any' | 'all' | 'none';
	values: string[];
}

/** Only purchases of the last so many days count; absent: all of them. */
export interface Period {
	lastDays?: number;
}

/** What becomes of a contact whose value is not known; default `out`. */
export interface Unknown {
	unknown?: 'in' | 'out';
}

export type Quantity =
	| 'age'
	| 'points'
	| 'distance'
	| 'recency'
	| 'purchases'
	| 'amount'
	| 'basket'
	| 'promotion'
	| 'responses';

export type Trait =
	'kind' | 'gender' | 'tier' | 'interests' | 'category' | 'store' | 'rfm' | 'type';

/** What a period can be asked of. */
export const OVER_TIME: ReadonlySet<Quantity | Trait> = new Set([
	...(['purchases', 'amount', 'basket', 'promotion', 'category', 'store'] as const),
]);

export type QuantityCriterion = { by: Quantity } & Range & Period & Unknown;
export type TraitCriterion = { by: Trait } & Choice & Period & Unknown;
/** Places are judged elsewhere; here they are a name that the caller knows. */
export type ZoneCriterion = { by: 'zone'; inside: boolean } & Unknown;

export type Criterion = QuantityCriterion | TraitCriterion | ZoneCriterion;

export interface Group {
	match: 'all' | 'any' | 'none';
	rules: Rule[];
}

export type Rule = Criterion | Group;

export const isGroup = (rule: Rule): rule is Group => 'rules' in rule;

/** Every criterion of the rules, however deep. */
export function criteriaOf(rules: readonly Rule[]): Criterion[] {
	return rules.flatMap((rule) => (isGroup(rule) ? criteriaOf(rule.rules) : [rule]));
}

/** The periods the rules ask about, each once, for a history that is folded only once. */
export function periodsOf(rules: readonly Rule[]): number[] {
	const asked = criteriaOf(rules).flatMap((rule) =>
		'lastDays' in rule && rule.lastDays !== undefined ? [rule.lastDays] : [],
	);
	return [...new Set(asked)].sort((a, b) => a - b);
}

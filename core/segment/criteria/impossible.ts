import { isTrait } from './compile';
import { describeRule } from './explain';
import { fold } from './fold';
import { isGroup, type Criterion, type Group, type Rule, type Trait } from './rule';

/** A contact has one value of these, so two different ones can never be asked for together. */
const ONE_VALUE: ReadonlySet<Trait> = new Set(['kind', 'gender', 'tier', 'rfm', 'type']);

/**
 * Why nobody can ever fit, in English, or nothing. Looks at rules that must hold together: two ranges of one figure that do
 * not meet (age over 60 and under 30), one-valued traits that exclude each other (a client who is a prospect).
 */
export function findImpossible({ match, rules }: Group): string | undefined {
	if (match === 'any') {
		const why = rules.map(impossibleAlone);
		return why.length > 0 && why.every((one) => one !== undefined) ? why[0] : undefined;
	}
	if (match === 'none') return undefined;
	return rules.map(impossibleAlone).find((why) => why !== undefined) ?? clashOf(rules);
}

/** Between what must hold, or between it and each of the ways to fit an inner `any`. */
function clashOf(rules: readonly Rule[]): string | undefined {
	const must = together(rules);
	const found = clash(must);
	if (found !== undefined) return found;
	for (const ways of choices(rules)) {
		const whys = ways.map((way) => clash([...must, ...together([way])]));
		if (whys.length > 0 && whys.every((why) => why !== undefined)) return whys[0];
	}
	return undefined;
}

const impossibleAlone = (rule: Rule): string | undefined =>
	isGroup(rule) ? findImpossible(rule) : emptyAlone(rule);

/** Criteria that must all hold, those of inner `all` groups included. */
const together = (rules: readonly Rule[]): Criterion[] =>
	rules.flatMap((rule) => {
		if (!isGroup(rule)) return [rule];
		return rule.match === 'all' ? together(rule.rules) : [];
	});

/** The ways to fit of each `any` that must hold. */
const choices = (rules: readonly Rule[]): Array<readonly Rule[]> =>
	rules.flatMap((rule) => {
		if (!isGroup(rule) || rule.match === 'none') return [];
		return rule.match === 'any' ? [rule.rules] : choices(rule.rules);
	});

function emptyAlone(criterion: Criterion): string | undefined {
	if (criterion.by === 'zone') return undefined;
	if (isTrait(criterion)) {
		const { by, match, values, unknown } = criterion;
		const several = ONE_VALUE.has(by) && match === 'all' && new Set(values.map(fold)).size > 1;
		return several && unknown !== 'in' ? `${quoted(criterion)}: a contact has only one` : undefined;
	}
	const { from = -Infinity, to = Infinity } = criterion;
	return from > to ? `${quoted(criterion)}: the smallest is above the largest` : undefined;
}

function clash(criteria: Criterion[]): string | undefined {
	for (const [position, one] of criteria.entries()) {
		for (const other of criteria.slice(position + 1)) {
			if (one.by === other.by && excludes(one, other)) {
				return `${quoted(one)} and ${quoted(other)} can never hold together`;
			}
		}
	}
	return undefined;
}

/** A contact of whom nothing is known may still fit both when both take in the unknown. */
function excludes(one: Criterion, other: Criterion): boolean {
	if (one.unknown === 'in' && other.unknown === 'in') return false;
	if (one.by === 'zone' || other.by === 'zone') {
		return one.by === 'zone' && other.by === 'zone' && one.inside !== other.inside;
	}
	if (one.lastDays !== other.lastDays) return false;
	if (isTrait(one) || isTrait(other)) {
		return isTrait(one) && isTrait(other) && ONE_VALUE.has(one.by) && disjoint(one, other);
	}
	const least = Math.max(one.from ?? -Infinity, other.from ?? -Infinity);
	const most = Math.min(one.to ?? Infinity, other.to ?? Infinity);
	return least > most;
}

type Chosen = { match: string; values: string[] };

function disjoint(one: Chosen, other: Chosen): boolean {
	if (one.match === 'none') return other.match !== 'none' && within(other, one);
	if (other.match === 'none') return within(one, other);
	const known = new Set(one.values.map(fold));
	return !other.values.some((value) => known.has(fold(value)));
}

/** All the values wanted are among those left out. */
function within(wanted: Chosen, left: Chosen): boolean {
	const out = new Set(left.values.map(fold));
	return wanted.values.every((value) => out.has(fold(value)));
}

const quoted = (criterion: Criterion): string => `"${describeRule(criterion, 'en')}"`;

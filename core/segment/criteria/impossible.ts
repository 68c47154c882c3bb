import { cleanName } from '../../message/names';
import { isTrait } from './compile';
import { describeRule } from './explain';
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
	return rules.map(impossibleAlone).find((why) => why !== undefined) ?? clash(together(rules));
}

const impossibleAlone = (rule: Rule): string | undefined =>
	isGroup(rule) ? findImpossible(rule) : emptyRange(rule);

/** Criteria that must all hold, those of inner `all` groups included. */
const together = (rules: readonly Rule[]): Criterion[] =>
	rules.flatMap((rule) => {
		if (!isGroup(rule)) return [rule];
		return rule.match === 'all' ? together(rule.rules) : [];
	});

function emptyRange(criterion: Criterion): string | undefined {
	if (criterion.by === 'zone' || isTrait(criterion)) return undefined;
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
	const known = new Set(one.values.map(cleanName));
	return !other.values.some((value) => known.has(cleanName(value)));
}

/** All the values wanted are among those left out. */
function within(wanted: Chosen, left: Chosen): boolean {
	const out = new Set(left.values.map(cleanName));
	return wanted.values.every((value) => out.has(cleanName(value)));
}

const quoted = (criterion: Criterion): string => `"${describeRule(criterion, 'en')}"`;

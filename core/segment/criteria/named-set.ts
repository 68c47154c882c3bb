import type { CriteriaSet } from './criteria-set';
import { isGroup, type Rule } from './rule';

/** A rule alone, without the name of the set it stands in; rules that must all hold stand side by side. */
function plain(rule: Rule): Rule[] {
	if (!isGroup(rule)) return [rule];
	return rule.match === 'all' ? rule.rules.flatMap(plain) : [alone(rule)];
}

const alone = (rule: Rule): Rule =>
	isGroup(rule) ? { match: rule.match, rules: rule.rules.map(alone) } : rule;

/**
 * What a segment asks, by whatever way it was said, as one set that `readCriteriaSet` reads back: to be copied, kept and
 * shared. A saved set with nothing beside it stays as it is; anything else is the first version of a set of its own.
 * @param start what the segment starts from; @param own criteria beside it. All of both must hold
 */
export function namedSet(
	name: string,
	{ start, own }: { start?: Rule | CriteriaSet; own?: Rule },
): CriteriaSet {
	if (start && 'name' in start && own === undefined) return start;
	const rules = [start, own].flatMap((rule) => (rule ? plain(rule) : []));
	const [only, ...others] = rules;
	const group =
		only && isGroup(only) && others.length === 0 ? only : { match: 'all' as const, rules };
	return { name, version: 1, ...group };
}

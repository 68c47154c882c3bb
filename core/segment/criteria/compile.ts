import { fold } from './fold';
import {
	isGroup,
	type Criterion,
	type Group,
	type QuantityCriterion,
	type Rule,
	type TraitCriterion,
} from './rule';
import { QUANTITIES, TRAITS, type Subject } from './subject';

export type SubjectTest = (subject: Subject) => boolean;

/** The group as one closure. A group without rules takes everybody (`all`, `none`) or nobody (`any`). */
export function compileGroup({ match, rules }: Group): SubjectTest {
	const tests = rules.map(compileRule);
	if (match === 'all') return (subject) => tests.every((test) => test(subject));
	if (match === 'any') return (subject) => tests.some((test) => test(subject));
	return (subject) => !tests.some((test) => test(subject));
}

export const compileRule = (rule: Rule): SubjectTest =>
	isGroup(rule) ? compileGroup(rule) : compileCriterion(rule);

export function compileCriterion(criterion: Criterion): SubjectTest {
	if (criterion.by === 'zone') {
		const { inside, unknown } = criterion;
		return ({ inZone }) => (inZone === undefined ? unknown === 'in' : inZone === inside);
	}
	return isTrait(criterion) ? traitTest(criterion) : rangeTest(criterion);
}

export const isTrait = (criterion: Criterion): criterion is TraitCriterion => 'values' in criterion;

function rangeTest({ by, from, to, lastDays, unknown }: QuantityCriterion): SubjectTest {
	const read = QUANTITIES[by];
	const least = from ?? -Infinity;
	const most = to ?? Infinity;
	return (subject) => {
		const value = read(subject, lastDays);
		return value === undefined ? unknown === 'in' : value >= least && value <= most;
	};
}

function traitTest({ by, match, values, lastDays, unknown }: TraitCriterion): SubjectTest {
	const read = TRAITS[by];
	const wanted = new Set(values.map(fold));
	const decide = DECIDE[match];
	return (subject) => {
		const found = read(subject, lastDays);
		return found === undefined ? unknown === 'in' : decide(found, wanted);
	};
}

const DECIDE: Record<
	TraitCriterion['match'],
	(found: Iterable<string>, wanted: ReadonlySet<string>) => boolean
> = {
	any: hasAny,
	all: hasAll,
	none: (found, wanted) => !hasAny(found, wanted),
};

function hasAny(found: Iterable<string>, wanted: ReadonlySet<string>): boolean {
	for (const word of found) if (wanted.has(fold(word))) return true;
	return false;
}

function hasAll(found: Iterable<string>, wanted: ReadonlySet<string>): boolean {
	const seen = new Set<string>();
	for (const word of found) {
		const plain = fold(word);
		if (wanted.has(plain)) seen.add(plain);
	}
	return seen.size === wanted.size;
}

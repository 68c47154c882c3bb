import type { Language } from '../../reasons';
import { compileRule, isTrait, type SubjectTest } from './compile';
import { calledIn } from './known-values';
import { isGroup, type Criterion, type Group, type Rule } from './rule';
import { QUANTITIES, TRAITS, type Subject } from './subject';
import { WORDS } from './words';

/** Says for a contact which criterion refused it; nothing when it fits. */
export type Explainer = (subject: Subject) => string | undefined;

interface Judged {
	rule: Rule;
	test: SubjectTest;
	deeper?: Explainer;
}

/** Compiled once: explaining a file costs about twice what segmenting it does. */
export function explainer(group: Group, language: Language): Explainer {
	const judged = group.rules.map((rule): Judged => {
		return {
			rule,
			test: compileRule(rule),
			deeper: isGroup(rule) ? explainer(rule, language) : undefined,
		};
	});
	const { none, nobody } = WORDS[language];
	if (group.match === 'all') {
		return (subject) => {
			const refusing = judged.find(({ test }) => !test(subject));
			return refusing && told(refusing, subject, language);
		};
	}
	if (group.match === 'any') {
		return (subject) => {
			if (judged.some(({ test }) => test(subject))) return undefined;
			const all = judged.map((one) => told(one, subject, language));
			return all.length === 0 ? nobody : all.join(' ; ');
		};
	}
	return (subject) => {
		const fitting = judged.find(({ test }) => test(subject));
		return fitting && `${none} ${describeRule(fitting.rule, language)}`;
	};
}

function told({ rule, deeper }: Judged, subject: Subject, language: Language): string {
	return isGroup(rule)
		? (deeper?.(subject) ?? describeRule(rule, language))
		: `${describe(rule, language)} (${valueOf(rule, subject, language)})`;
}

/** What the contact has instead, e.g. `41 ans`. */
function valueOf(criterion: Criterion, subject: Subject, language: Language): string {
	const words = WORDS[language];
	if (criterion.by === 'zone') {
		return subject.inZone === undefined ? words.unknown : words.place[`${subject.inZone}`];
	}
	if (isTrait(criterion)) {
		const found = TRAITS[criterion.by](subject, criterion.lastDays);
		if (found === undefined) return words.unknown;
		const list = [...found];
		return list.length === 0
			? words.nothing
			: list.map(calledIn(criterion.by, language)).join(', ');
	}
	const value = QUANTITIES[criterion.by](subject, criterion.lastDays);
	return value === undefined ? words.unknown : words.figure(criterion.by, value);
}

/** The rule as a person would say it, e.g. `âge : de 25 à 34 ans`. */
export const describeRule = (rule: Rule, language: Language): string =>
	isGroup(rule)
		? `(${rule.rules.map((one) => describeRule(one, language)).join(WORDS[language].join[rule.match])})`
		: describe(rule, language);

export function describe(criterion: Criterion, language: Language): string {
	const words = WORDS[language];
	if (criterion.by === 'zone') return words.zone[`${criterion.inside}`];
	const period = criterion.lastDays === undefined ? '' : ` ${words.period(criterion.lastDays)}`;
	if (isTrait(criterion)) {
		const values = criterion.values.map(calledIn(criterion.by, language)).join(words.join.any);
		return `${words.name[criterion.by]}${period}${words.colon}${words.choice[criterion.match]}${values}`;
	}
	return `${words.name[criterion.by]}${period}${words.colon}${words.range(criterion.by, criterion)}`;
}

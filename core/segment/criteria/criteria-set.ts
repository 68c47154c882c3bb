import { nearest } from '../../message/names';
import { CriteriaError } from './criteria-error';
import { fold } from './fold';
import { KNOWN_VALUES } from './known-values';
import {
	OVER_TIME,
	type Criterion,
	type Group,
	type Quantity,
	type Rule,
	type Trait,
	type Unknown,
} from './rule';
import { QUANTITIES, TRAITS } from './subject';

/** Criteria with a name and a version, as they are kept in a file and shared between shops. */
export interface CriteriaSet extends Group {
	name: string;
	/** counts up with each change that a person makes */
	version: number;
	description?: string;
}

const isQuantity = (by: string): by is Quantity => Object.hasOwn(QUANTITIES, by);
const isTraitName = (by: string): by is Trait => Object.hasOwn(TRAITS, by);
const NAMES = [...Object.keys(QUANTITIES), ...Object.keys(TRAITS), 'zone'];
const DEEPEST = 5;

/**
 * Reads a set from JSON or its text: `{ "name", "version", "match": "all", "rules": [{ "by": "age", "from": 25, "to": 34 }] }`.
 * @throws CriteriaError with the place of what cannot be read; nothing is left out in silence
 */
export function readCriteriaSet(source: unknown): CriteriaSet {
	const json = typeof source === 'string' ? parse(source) : source;
	if (!isObject(json)) throw unreadable('The criteria set', 'is not a JSON object');
	const { name, version = 1, description, ...group } = json;
	if (typeof name !== 'string' || name.trim() === '') throw unreadable('"name"', 'is missing');
	if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
		throw unreadable('"version"', 'is not a whole number from 1');
	}
	return {
		name: name.trim(),
		version,
		...(typeof description === 'string' && { description }),
		...readGroup(group, 'rules', 0),
	};
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw unreadable('The criteria set', 'is no JSON');
	}
}

function readGroup(json: Fields, where: string, depth: number): Group {
	const { match = 'all', rules, ...rest } = json;
	if (match !== 'all' && match !== 'any' && match !== 'none') {
		throw unreadable(`"match" of ${where}`, 'is not all, any or none');
	}
	if (!Array.isArray(rules)) throw unreadable(`"${where}"`, 'is not a list');
	if (depth >= DEEPEST) throw unreadable(`"${where}"`, `is nested more than ${DEEPEST} deep`);
	refuseRest(rest, where);
	return { match, rules: rules.map((rule, n) => readRule(rule, `${where}[${n}]`, depth)) };
}

function readRule(json: unknown, where: string, depth: number): Rule {
	if (!isObject(json)) throw unreadable(where, 'is not an object');
	return 'rules' in json
		? readGroup(json, `${where}.rules`, depth + 1)
		: readCriterion(json, where);
}

function readCriterion({ by, unknown, ...fields }: Fields, where: string): Criterion {
	const name = typeof by === 'string' ? by : '';
	const policy = policyOf(unknown, where);
	if (name === 'zone') {
		const { inside = true, ...rest } = fields;
		if (typeof inside !== 'boolean')
			throw unreadable(`"inside" of ${where}`, 'is not true or false');
		refuseRest(rest, where);
		return { by: name, inside, ...policy };
	}
	if (isQuantity(name)) {
		const { from, to, lastDays, ...rest } = fields;
		refuseRest(rest, where);
		const range = { ...figure({ from }, where), ...figure({ to }, where) };
		return { by: name, ...range, ...days(name, lastDays, where), ...policy };
	}
	if (isTraitName(name)) {
		const { match = 'any', values, lastDays, ...rest } = fields;
		refuseRest(rest, where);
		if (match !== 'any' && match !== 'all' && match !== 'none') {
			throw unreadable(`"match" of ${where}`, 'is not any, all or none');
		}
		return {
			by: name,
			match,
			values: words(name, values, where),
			...days(name, lastDays, where),
			...policy,
		};
	}
	throw unreadable(
		`"by" of ${where}`,
		`is unknown: "${name}"${meant(name, NAMES)}`,
		`Known are: ${NAMES.join(', ')}.`,
	);
}

function meant(name: string, known: readonly string[]): string {
	const near = nearest(name, known);
	return near === undefined ? '' : `. Did you mean "${near}"?`;
}

function policyOf(value: unknown, where: string): Unknown {
	if (value === undefined) return {};
	if (value === 'in' || value === 'out') return { unknown: value };
	throw unreadable(`"unknown" of ${where}`, 'is not in or out');
}

function figure(given: Fields, where: string): Record<string, number> {
	const read: Record<string, number> = {};
	for (const [name, value] of Object.entries(given)) {
		if (value === undefined || value === null) continue;
		if (typeof value !== 'number' || !Number.isFinite(value)) {
			throw unreadable(`"${name}" of ${where}`, 'is not a number');
		}
		read[name] = value;
	}
	return read;
}

function days(by: Quantity | Trait, value: unknown, where: string): { lastDays?: number } {
	if (value === undefined || value === null) return {};
	if (!OVER_TIME.has(by)) throw unreadable(`"lastDays" of ${where}`, `is not known for "${by}"`);
	if (typeof value === 'number' && Number.isInteger(value) && value > 0) return { lastDays: value };
	throw unreadable(`"lastDays" of ${where}`, 'is not a whole number of days above 0');
}

function words(by: Trait, values: unknown, where: string): string[] {
	const list = texts(values, where);
	const known = Object.keys(KNOWN_VALUES[by]?.en ?? {});
	const foreign =
		known.length === 0
			? undefined
			: list.find((one) => !known.some((value) => fold(value) === fold(one)));
	if (foreign === undefined) return list;
	throw unreadable(
		`"values" of ${where}`,
		`is unknown: "${foreign}"${meant(foreign, known)}`,
		`Known are: ${known.join(', ')}.`,
	);
}

function texts(values: unknown, where: string): string[] {
	const list = Array.isArray(values) ? values : [];
	if (list.length > 0 && list.every((one) => typeof one === 'string' && one.trim() !== ''))
		return list;
	throw unreadable(`"values" of ${where}`, 'is not a list of words');
}

function refuseRest(rest: Fields, where: string): void {
	const [name] = Object.keys(rest);
	if (name !== undefined) throw unreadable(`"${name}" of ${where}`, 'is not known here');
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const unreadable = (what: string, how: string, hint?: string): CriteriaError =>
	new CriteriaError(
		`${what} ${how}`,
		hint ?? 'Correct the criteria set; the guide "Saved criteria sets" shows how one is written.',
	);

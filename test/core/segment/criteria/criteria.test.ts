import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { SmsContact } from '../../../../core/item';
import { compileGroup } from '../../../../core/segment/criteria/compile';
import { CriteriaError } from '../../../../core/segment/criteria/criteria-error';
import { readCriteriaSet } from '../../../../core/segment/criteria/criteria-set';
import { describeRule, explainer } from '../../../../core/segment/criteria/explain';
import { dataQuality } from '../../../../core/segment/criteria/fill-rate';
import { findImpossible } from '../../../../core/segment/criteria/impossible';
import { PRESETS } from '../../../../core/segment/criteria/presets';
import {
	criteriaOf,
	periodsOf,
	type Group,
	type Rule,
} from '../../../../core/segment/criteria/rule';
import type { Bought, Subject } from '../../../../core/segment/criteria/subject';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const subject = (contact: Partial<SmsContact>, more: Partial<Subject> = {}): Subject => {
	return { contact, now: NOW, ...more };
};
const all = (...rules: Rule[]): Group => ({ match: 'all', rules });
const fits = (rule: Rule, one: Subject) => compileGroup(all(rule))(one);

const bought = (overall: Partial<Bought>, lately: Partial<Bought> = {}) => {
	const none = { count: 0, amount: 0, categories: new Set<string>(), stores: new Set<string>() };
	return (lastDays?: number): Bought => ({
		...none,
		...(lastDays === undefined ? overall : lately),
	});
};

describe('one criterion', () => {
	it.each<[string, Rule, Subject, boolean]>([
		['an age at the lower end', { by: 'age', from: 25, to: 34 }, subject({ age: 25 }), true],
		['an age at the upper end', { by: 'age', from: 25, to: 34 }, subject({ age: 34 }), true],
		['an age above it', { by: 'age', from: 25, to: 34 }, subject({ age: 35 }), false],
		['an open end', { by: 'points', from: 100 }, subject({ points: 100_000 }), true],
		['an unknown age', { by: 'age', to: 99 }, subject({}), false],
		['an unknown age taken in', { by: 'age', to: 9, unknown: 'in' }, subject({}), true],
		[
			'a known one, whatever the policy',
			{ by: 'age', to: 9, unknown: 'in' },
			subject({ age: 10 }),
			false,
		],
		[
			'a distance',
			{ by: 'distance', to: 10 },
			subject({ store: { id: 'S', name: 'S', distanceKm: 10.1 } }),
			false,
		],
		[
			'recency by the file',
			{ by: 'recency', to: 20 },
			subject({ purchases: { lastAt: '2026-11-01' } }),
			true,
		],
		[
			'recency by the history',
			{ by: 'recency', to: 19 },
			subject({}, { lastAt: NOW - 20 * 86_400_000 }),
			false,
		],
		[
			'the number of purchases of the file',
			{ by: 'purchases', from: 3 },
			subject({ purchases: { count: 3 } }),
			true,
		],
		[
			'the file, for a period it does not tell',
			{ by: 'purchases', from: 3, lastDays: 30 },
			subject({ purchases: { count: 3 } }),
			false,
		],
		[
			'the history of a period',
			{ by: 'purchases', from: 3, lastDays: 30 },
			subject({ purchases: { count: 9 } }, { bought: bought({ count: 9 }, { count: 2 }) }),
			false,
		],
		[
			'an average basket',
			{ by: 'basket', from: 50 },
			subject({}, { bought: bought({ count: 3, amount: 150 }) }),
			true,
		],
		['a basket of nobody', { by: 'basket', to: 999 }, subject({}, { bought: bought({}) }), false],
		[
			'a share on promotion',
			{ by: 'promotion', from: 50 },
			subject({}, { bought: bought({ promoted: { count: 1, of: 2 } }) }),
			true,
		],
		[
			'interests: any',
			{ by: 'interests', match: 'any', values: ['mode', 'jardin'] },
			subject({ interests: ['Mode'] }),
			true,
		],
		[
			'interests: all',
			{ by: 'interests', match: 'all', values: ['mode', 'jardin'] },
			subject({ interests: ['Mode'] }),
			false,
		],
		[
			'interests: all of them',
			{ by: 'interests', match: 'all', values: ['Bébé', 'bebe', 'mode'] },
			subject({ interests: ['Mode', 'bébé'] }),
			true,
		],
		[
			'interests: none',
			{ by: 'interests', match: 'none', values: ['mode'] },
			subject({ interests: ['Jardin'] }),
			true,
		],
		[
			'none of what is not known',
			{ by: 'interests', match: 'none', values: ['mode'] },
			subject({}),
			false,
		],
		[
			'a tier without its accents',
			{ by: 'tier', match: 'any', values: ['privilege'] },
			subject({ loyaltyTier: 'Privilège' }),
			true,
		],
		[
			'the usual store',
			{ by: 'store', match: 'any', values: ['rennes'] },
			subject({ store: { id: 'S1', name: 'Rennes' } }),
			true,
		],
		[
			'a tier that is another with a plus',
			{ by: 'tier', match: 'any', values: ['Or+'] },
			subject({ loyaltyTier: 'Or' }),
			false,
		],
		[
			'that tier, however it is written',
			{ by: 'tier', match: 'any', values: ['or+'] },
			subject({ loyaltyTier: 'OR +' }),
			true,
		],
		[
			'a word of another script',
			{ by: 'interests', match: 'any', values: ['茶'] },
			subject({ interests: ['花'] }),
			false,
		],
		['inside the zone', { by: 'zone', inside: true }, subject({}, { inZone: true }), true],
		['outside the zone', { by: 'zone', inside: true }, subject({}, { inZone: false }), false],
		['no place known', { by: 'zone', inside: false }, subject({}), false],
	])('%s', (_, rule, one, expected) => expect(fits(rule, one)).toBe(expected));
});

describe('groups', () => {
	const young: Rule = { by: 'age', to: 30 };
	const rich: Rule = { by: 'amount', from: 100 };
	const one = subject({ age: 20, purchases: { total: 5 } });

	it.each<[Group['match'], boolean]>([
		['all', false],
		['any', true],
		['none', false],
	])('%s', (match, expected) => {
		expect(compileGroup({ match, rules: [young, rich] })(one)).toBe(expected);
		expect(compileGroup(all({ match, rules: [young, rich] }))(one)).toBe(expected);
	});

	it('asks for each period once', () => {
		const rules: Rule[] = [
			{ by: 'amount', from: 1, lastDays: 90 },
			{
				match: 'any',
				rules: [
					{ by: 'purchases', from: 1, lastDays: 30 },
					{ by: 'basket', from: 1, lastDays: 90 },
					young,
				],
			},
		];
		expect(periodsOf(rules)).toEqual([30, 90]);
		expect(criteriaOf(rules)).toHaveLength(4);
	});
});

describe('explaining', () => {
	it('names the first criterion that refused, and what the contact has', () => {
		const explain = explainer(
			all({ by: 'points', from: 1 }, { by: 'age', from: 25, to: 34 }),
			'fr',
		);
		expect(explain(subject({ points: 5, age: 41 }))).toBe('âge : de 25 à 34 ans (41 ans)');
		expect(explain(subject({ points: 5 }))).toBe('âge : de 25 à 34 ans (inconnu)');
		expect(explain(subject({ points: 5, age: 30 }))).toBeUndefined();
	});

	it('names every criterion where one would do', () => {
		const explain = explainer(
			{
				match: 'any',
				rules: [
					{ by: 'tier', match: 'any', values: ['Or', 'Platine'] },
					{ by: 'amount', from: 500, lastDays: 365 },
				],
			},
			'en',
		);
		expect(explain(subject({ loyaltyTier: 'Bronze' }))).toBe(
			'loyalty tier: Or or Platine (Bronze) ; amount spent in the last 365 days: at least 500 (not known)',
		);
	});

	it('says which of those left out a contact is', () => {
		const explain = explainer(
			{ match: 'none', rules: [{ by: 'gender', match: 'any', values: ['male'] }] },
			'fr',
		);
		expect(explain(subject({ gender: 'male' }))).toBe('fait partie des exclus : sexe : homme');
	});

	it('calls groups and types as people do', () => {
		const rule: Rule = { by: 'type', match: 'any', values: ['high_potential'] };
		expect(explainer(all(rule), 'fr')(subject({ type: 'lapsed' }))).toBe(
			'type de client : à fort potentiel (inactif)',
		);
		expect(describeRule({ by: 'rfm', match: 'any', values: ['cannot_lose', 'new'] }, 'en')).toBe(
			'RFM group: Cannot lose them or New',
		);
		expect(describeRule({ by: 'amount', lastDays: 1, from: 5 }, 'fr')).toBe(
			'montant dépensé sur 1 jour : au moins 5',
		);
	});

	it('says something exactly when the contact does not fit', () => {
		const range = fc.record({
			by: fc.constantFrom('age' as const, 'points' as const),
			from: fc.integer({ max: 50 }),
			to: fc.integer({ min: 0 }),
		});
		const { group } = fc.letrec<{ group: Group; rule: Rule }>((tie) => ({
			group: fc.record({
				match: fc.constantFrom('all', 'any', 'none'),
				rules: fc.array(tie('rule'), { maxLength: 3 }),
			}),
			rule: fc.oneof({ maxDepth: 3 }, range, tie('group')),
		}));
		fc.assert(
			fc.property(
				group,
				fc.integer(),
				fc.option(fc.integer(), { nil: undefined }),
				(made, age, points) => {
					const one = subject({ age, points });
					expect(explainer(made, 'en')(one) === undefined).toBe(compileGroup(made)(one));
				},
			),
		);
	});
});

describe('what can never be', () => {
	it.each<[string, Group]>([
		['age over 60 and under 30', all({ by: 'age', from: 60 }, { by: 'age', to: 30 })],
		['the same deeper', all({ by: 'age', from: 60 }, all(all({ by: 'age', to: 30 })))],
		[
			'age over 60 with a choice of the young alone',
			all({ by: 'age', from: 60 }, { match: 'any', rules: [{ by: 'age', to: 30 }] }),
		],
		[
			'a choice of which every way is excluded',
			all(
				{ by: 'age', from: 60 },
				all({ match: 'any', rules: [{ by: 'age', to: 30 }, all({ by: 'age', to: 20 })] }),
			),
		],
		['two genders at once', all({ by: 'gender', match: 'all', values: ['male', 'female'] })],
		['a range that ends before it begins', all({ by: 'points', from: 2, to: 1 })],
		[
			'a client who is a prospect',
			all(
				{ by: 'kind', match: 'any', values: ['client'] },
				{ by: 'kind', match: 'any', values: ['Prospect'] },
			),
		],
		[
			'a tier wanted and left out',
			all(
				{ by: 'tier', match: 'any', values: ['Or'] },
				{ by: 'tier', match: 'none', values: ['or', 'argent'] },
			),
		],
		['in and out of the zone', all({ by: 'zone', inside: true }, { by: 'zone', inside: false })],
		[
			'every way impossible',
			{
				match: 'any',
				rules: [
					{ by: 'age', from: 2, to: 1 },
					{ by: 'points', from: 2, to: 1 },
				],
			},
		],
	])('%s', (_, group) => expect(findImpossible(group)).toEqual(expect.stringContaining('"')));

	it.each<[string, Group]>([
		[
			'a choice with one way left',
			all(
				{ by: 'age', from: 60 },
				{
					match: 'any',
					rules: [
						{ by: 'age', to: 30 },
						{ by: 'points', from: 1 },
					],
				},
			),
		],
		[
			'a choice that must not hold',
			all({ by: 'age', from: 60 }, { match: 'none', rules: [{ by: 'age', to: 30 }] }),
		],
		['one gender named twice', all({ by: 'gender', match: 'all', values: ['male', 'Male'] })],
		['ranges that touch', all({ by: 'age', from: 30 }, { by: 'age', to: 30 })],
		['different periods', all({ by: 'amount', from: 100 }, { by: 'amount', to: 50, lastDays: 30 })],
		[
			'two interests',
			all(
				{ by: 'interests', match: 'any', values: ['mode'] },
				{ by: 'interests', match: 'any', values: ['jardin'] },
			),
		],
		[
			'either of two ranges',
			{
				match: 'any',
				rules: [
					{ by: 'age', from: 60 },
					{ by: 'age', to: 30 },
				],
			},
		],
		[
			'one way that can be',
			{
				match: 'any',
				rules: [
					{ by: 'age', from: 2, to: 1 },
					{ by: 'age', to: 1 },
				],
			},
		],
		[
			'what both take in when unknown',
			all({ by: 'age', from: 60, unknown: 'in' }, { by: 'age', to: 30, unknown: 'in' }),
		],
	])('but not %s', (_, group) => expect(findImpossible(group)).toBeUndefined());

	it('is never said of rules that somebody fits', () => {
		const range = fc.record({
			by: fc.constantFrom('age' as const, 'points' as const),
			from: fc.nat(9),
			to: fc.nat(9),
		});
		const kind = fc.record({
			by: fc.constant('gender' as const),
			match: fc.constantFrom('any' as const, 'none' as const),
			values: fc.subarray(['male', 'female'], { minLength: 1 }),
		});
		const { group } = fc.letrec<{ group: Group; rule: Rule }>((tie) => ({
			group: fc.record({
				match: fc.constantFrom('all', 'any', 'none'),
				rules: fc.array(tie('rule'), { maxLength: 4 }),
			}),
			rule: fc.oneof({ maxDepth: 3 }, range, kind, tie('group')),
		}));
		const person = fc.record({
			age: fc.nat(9),
			points: fc.nat(9),
			gender: fc.constantFrom('male' as const, 'female' as const),
		});
		fc.assert(
			fc.property(group, person, (made, contact) => {
				if (compileGroup(made)(subject(contact))) expect(findImpossible(made)).toBeUndefined();
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('a set kept as JSON', () => {
	it('comes back as it was written', () => {
		for (const preset of Object.values(PRESETS)) {
			expect(readCriteriaSet(JSON.stringify(preset))).toEqual(preset);
		}
	});

	it.each<[unknown, string]>([
		['{', 'The criteria set is no JSON'],
		[[], 'The criteria set is not a JSON object'],
		[{ rules: [] }, '"name" is missing'],
		[{ name: 'x' }, '"rules" is not a list'],
		[{ name: 'x', version: 0, rules: [] }, '"version" is not a whole number from 1'],
		[{ name: 'x', match: 'some', rules: [] }, '"match" of rules is not all, any or none'],
		[
			{ name: 'x', rules: [{ by: 'agee' }] },
			'"by" of rules[0] is unknown: "agee". Did you mean "age"?',
		],
		[{ name: 'x', rules: [{ by: 'age', from: '20' }] }, '"from" of rules[0] is not a number'],
		[{ name: 'x', rules: [{ by: 'age', form: 20 }] }, '"form" of rules[0] is not known here'],
		[
			{ name: 'x', rules: [{ by: 'tier', values: [] }] },
			'"values" of rules[0] is not a list of words',
		],
		[
			{ name: 'x', rules: [{ by: 'amount', lastDays: 1.5 }] },
			'"lastDays" of rules[0] is not a whole number of days above 0',
		],
		[
			{ name: 'x', rules: [{ by: 'age', from: 20, lastDays: 30 }] },
			'"lastDays" of rules[0] is not known for "age"',
		],
		[
			{ name: 'x', rules: [{ by: 'rfm', values: ['loyal', 'champion'] }] },
			'"values" of rules[0] is unknown: "champion". Did you mean "champions"?',
		],
		[
			{ name: 'x', rules: [{ by: 'gender', values: ['femme'] }] },
			'"values" of rules[0] is unknown: "femme"',
		],
		[
			{ name: 'x', rules: [{ match: 'any', rules: [{ by: 'zone', inside: 1 }] }] },
			'"inside" of rules[0].rules[0] is not true or false',
		],
		[
			{ name: 'x', rules: [{ by: 'age', unknown: 'maybe' }] },
			'"unknown" of rules[0] is not in or out',
		],
	])('%j is refused with its place', (source, message) => {
		expect(() => readCriteriaSet(source)).toThrow(CriteriaError);
		expect(() => readCriteriaSet(source)).toThrow(message);
	});
});

describe('presets', () => {
	it('are at least twenty, each with a name of its own, and can be', () => {
		const sets = Object.values(PRESETS);
		expect(new Set(sets.map(({ name }) => name)).size).toBe(sets.length);
		expect(sets.length).toBeGreaterThanOrEqual(20);
		for (const one of sets) expect(findImpossible(one)).toBeUndefined();
	});

	it('stand in the guide as they are, to be copied', () => {
		const guide = readFileSync('docs/guides/criteria-sets.md', 'utf8');
		for (const { name, description = '', match, rules } of Object.values(PRESETS)) {
			expect(match).toBe('all');
			expect(guide).toContain(`| ${name} | ${description} | \`${JSON.stringify(rules)}\` |`);
		}
		const example = /```json\n([^`]*)```/.exec(guide)?.[1];
		expect(readCriteriaSet(example)).toMatchObject({ name: 'Near and young', version: 1 });
	});

	it('are said in both languages without a hole', () => {
		for (const { rules } of Object.values(PRESETS)) {
			for (const rule of rules) {
				for (const language of ['fr', 'en'] as const) {
					expect(describeRule(rule, language)).toMatch(/\S{2}/);
					expect(describeRule(rule, language)).not.toMatch(/undefined|Infinity|NaN/);
				}
			}
		}
	});
});

describe('data quality', () => {
	it('tells how many contacts have each value, and scores the file', () => {
		const file = [
			subject({ age: 30, gender: 'female', postalCode: '35000' }),
			subject({ age: 40 }),
		];
		const { contacts, score, rates } = dataQuality(file, [{ by: 'responses', from: 1 }]);
		const filled = Object.fromEntries(rates.map((rate) => [rate.criterion, rate.filled]));
		expect(contacts).toBe(2);
		expect(filled).toMatchObject({ age: 1, gender: 0.5, zone: 0.5, tier: 0, responses: 0 });
		// (1 + 0.5 + 0.5) of eight
		expect(score).toBe(25);
	});

	it('gives an empty file no points', () => {
		expect(dataQuality([], [])).toMatchObject({ contacts: 0, score: 0 });
	});
});

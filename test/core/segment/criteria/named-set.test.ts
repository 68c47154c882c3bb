import { readCriteriaSet, type CriteriaSet } from '../../../../core/segment/criteria/criteria-set';
import { namedSet } from '../../../../core/segment/criteria/named-set';
import { PRESETS } from '../../../../core/segment/criteria/presets';
import type { Group } from '../../../../core/segment/criteria/rule';

const young: Group = { match: 'all', rules: [{ by: 'age', to: 34 }] };
const either: Group = {
	match: 'any',
	rules: [
		{ by: 'points', from: 100 },
		{ by: 'recency', to: 30 },
	],
};
const saved: CriteriaSet = { name: 'Spring', version: 4, description: 'Garden', ...either };

it('rules that must all hold stand side by side', () => {
	const set = namedSet('S', { start: { match: 'all', rules: [PRESETS.women] }, own: young });
	expect(set).toEqual({
		...{ name: 'S', version: 1, match: 'all' },
		rules: [
			{ by: 'gender', match: 'any', values: ['female'] },
			{ by: 'age', to: 34 },
		],
	});
});

it('a saved set stays as it is; with criteria beside it, it is another one', () => {
	expect(namedSet('S', { start: saved })).toBe(saved);
	expect(namedSet('S', { start: saved, own: young })).toEqual({
		...{ name: 'S', version: 1, match: 'all' },
		rules: [either, { by: 'age', to: 34 }],
	});
});

it('one group alone is the set itself; nothing asked is a set without rules', () => {
	expect(namedSet('S', { own: either })).toEqual({ name: 'S', version: 1, ...either });
	expect(namedSet('S', {})).toEqual({ name: 'S', version: 1, match: 'all', rules: [] });
});

it.each(Object.entries(PRESETS))('%s can be read back', (_, preset) => {
	const none: Group = { match: 'none', rules: [preset] };
	for (const own of [young, either, none]) {
		const set = namedSet('S', { start: { match: 'all', rules: [preset] }, own });
		expect(readCriteriaSet(JSON.stringify(set))).toEqual(set);
	}
});

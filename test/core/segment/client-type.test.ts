import { clientTyper, type ClientFacts } from '../../../core/segment/client-type';
import type { Rfm } from '../../../core/segment/rfm';

const typeOf = clientTyper();
const CHAMPION: Rfm = { r: 5, f: 5, m: 5, group: 'champions' };
const SPENDER: Rfm = { r: 4, f: 2, m: 4, group: 'potential_loyalists' };
const settled: ClientFacts = { count: 5, recencyDays: 30, ageDays: 800 };
const hunting = { count: 3, of: 5 };

it.each<[string, ClientFacts, string | undefined]>([
	['a top tier is privileged', { ...settled, loyaltyTier: 'PLATINE' }, 'privileged'],
	['so is a champion', { ...settled, rfm: CHAMPION }, 'privileged'],
	['a lower tier is not', { ...settled, loyaltyTier: 'Bronze' }, 'regular'],
	[
		'a top tier stays privileged when gone',
		{ ...settled, recencyDays: 900, loyaltyTier: 'Vip' },
		'privileged',
	],
	['over a year away is lapsed', { ...settled, recencyDays: 366 }, 'lapsed'],
	['a year to the day is not', { ...settled, recencyDays: 365 }, 'regular'],
	[
		'lapsed comes before opportunist',
		{ ...settled, recencyDays: 366, promoted: hunting },
		'lapsed',
	],
	['first purchase 90 days ago is new', { count: 1, recencyDays: 90, ageDays: 90 }, 'new'],
	['91 days ago is not', { count: 1, recencyDays: 91, ageDays: 91 }, 'regular'],
	[
		'new comes before opportunist',
		{ count: 3, recencyDays: 1, ageDays: 20, promoted: hunting },
		'new',
	],
	['60 % on promotion is opportunist', { ...settled, promoted: hunting }, 'opportunist'],
	['less is not', { ...settled, promoted: { count: 59, of: 100 } }, 'regular'],
	['two purchases tell too little', { ...settled, promoted: { count: 2, of: 2 } }, 'regular'],
	[
		'opportunist comes before high potential',
		{ ...settled, promoted: hunting, rfm: SPENDER },
		'opportunist',
	],
	['recent and spending much is high potential', { ...settled, rfm: SPENDER }, 'high_potential'],
	['spending less is not', { ...settled, rfm: { ...SPENDER, m: 3 } }, 'regular'],
	['a prospect has no type', {}, undefined],
	['nor who only brought things back', { count: 0, recencyDays: 3 }, undefined],
])('%s', (_, facts, type) => {
	expect(typeOf(facts)).toBe(type);
});

it('thresholds can be changed, each alone', () => {
	expect(clientTyper({ lapsedAfterDays: 180 })({ ...settled, recencyDays: 200 })).toBe('lapsed');
	expect(clientTyper({ newWithinDays: 30 })({ count: 1, recencyDays: 60, ageDays: 60 })).toBe(
		'regular',
	);
	expect(clientTyper({ topTiers: ['Or'] })({ ...settled, loyaltyTier: 'or' })).toBe('privileged');
	expect(clientTyper({ topTiers: ['Or'] })({ ...settled, loyaltyTier: 'Platine' })).toBe('regular');
	expect(clientTyper({ topTiers: [''] })(settled)).toBe('regular');
	expect(clientTyper({ promotedOf: 0 })(settled)).toBe('regular');
	expect(clientTyper({ promotedShare: 0.9 })({ ...settled, promoted: hunting })).toBe('regular');
	expect(clientTyper({ highPotentialScore: 5 })({ ...settled, rfm: SPENDER })).toBe('regular');
});

import type { CriteriaSet } from './criteria-set';
import type { Rule } from './rule';

/**
 * Sets that retail uses again and again; a marketer starts from one and changes it. Periods are days: a year is 365.
 * Groups of RFM and client types are those of `rfm` and `client-type`.
 */
const set = (name: string, description: string, ...rules: Rule[]): CriteriaSet => ({
	name,
	version: 1,
	description,
	match: 'all',
	rules,
});

const CLIENT: Rule = { by: 'kind', match: 'any', values: ['client'] };
const PROSPECT: Rule = { by: 'kind', match: 'any', values: ['prospect'] };
const IN_ZONE: Rule = { by: 'zone', inside: true };
const rfm = (...values: string[]): Rule => ({ by: 'rfm', match: 'any', values });
const type = (value: string): Rule => ({ by: 'type', match: 'any', values: [value] });

export const PRESETS = {
	active: set('Active clients', 'Bought in the last 6 months', CLIENT, { by: 'recency', to: 182 }),
	bigBaskets: set('Big baskets', 'Spend 100 or more each time', { by: 'basket', from: 100 }),
	champions: set('Champions', 'Bought lately, often and for much', rfm('champions')),
	cannotLose: set(
		'Cannot lose them',
		'Were among the best and have not come for long',
		rfm('cannot_lose'),
	),
	atRisk: set('At risk', 'Used to buy, and have not come for some time', rfm('at_risk')),
	coldProspects: set('Cold prospects', 'Never bought, in the zone', PROSPECT, IN_ZONE),
	families: set('30 to 49', 'The age of most families', { by: 'age', from: 30, to: 49 }),
	fullPrice: set('Buys at full price', 'At most one purchase in ten on promotion', CLIENT, {
		by: 'promotion',
		to: 10,
	}),
	highPotential: set(
		'High potential',
		'Bought lately and for much, without being among the best yet',
		type('high_potential'),
	),
	lapsed: set('Lapsed', 'Bought 6 to 24 months ago', CLIENT, { by: 'recency', from: 183, to: 730 }),
	lost: set('Lost', 'Not seen for more than 2 years', CLIENT, { by: 'recency', from: 731 }),
	loyal: set('Loyal', 'Come back often or spend much, and came not long ago', rfm('loyal')),
	men: set('Men', 'Men among the contacts', { by: 'gender', match: 'any', values: ['male'] }),
	nearby: set('Within 10 km', 'Live 10 km or less from their store', { by: 'distance', to: 10 }),
	newClients: set(
		'New clients',
		'First purchase not long ago (90 days, unless changed)',
		type('new'),
	),
	oneTime: set(
		'Came once',
		'One purchase, and it is over a month ago',
		{
			by: 'purchases',
			from: 1,
			to: 1,
		},
		{ by: 'recency', from: 31 },
	),
	opportunists: set('Opportunists', 'Buy mostly on promotion', type('opportunist')),
	privileged: set('Privileged', 'Top tier, or the best by RFM', type('privileged')),
	regulars: set('Regulars', 'Four purchases or more in a year', {
		by: 'purchases',
		from: 4,
		lastDays: 365,
	}),
	responsive: set('Responsive', 'Answered at least one earlier campaign', {
		by: 'responses',
		from: 1,
	}),
	seniors: set('60 and over', 'Aged 60 or more', { by: 'age', from: 60 }),
	topSpenders: set('Spent 500 in a year', 'For 500 or more in 12 months', {
		by: 'amount',
		from: 500,
		lastDays: 365,
	}),
	women: set('Women', 'Women among the contacts', {
		by: 'gender',
		match: 'any',
		values: ['female'],
	}),
	youngAdults: set('18 to 29', 'Young adults', { by: 'age', from: 18, to: 29 }),
} as const satisfies Record<string, CriteriaSet>;

export type PresetName = keyof typeof PRESETS;

export const isPresetName = (name: string): name is PresetName => Object.hasOwn(PRESETS, name);

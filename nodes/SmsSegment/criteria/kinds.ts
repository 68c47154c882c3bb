import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { CLIENT_TYPES } from '../../../core/segment/client-type';
import type { Criterion, Quantity, Trait } from '../../../core/segment/criteria/rule';
import { RFM_GROUPS } from '../../../core/segment/rfm-groups';
import { choiceFields, readChoices } from './choice-fields';
import type { FieldReader } from './field-reader';
import { rangeFields, readRange } from './range-fields';

/** A kind of criterion: how it is called on screen, its fields, and what they ask. Adding one is adding a row. */
export interface Kind {
	name: string;
	displayName: string;
	fields: INodeProperties[];
	read: (fields: FieldReader) => Criterion;
}

const range = (
	name: Quantity,
	displayName: string,
	form: Parameters<typeof rangeFields>[0],
): Kind => ({
	name,
	displayName,
	fields: rangeFields(form),
	read: (fields) => readRange(name, fields),
});

const words = (
	name: Trait,
	displayName: string,
	form: Parameters<typeof choiceFields>[0],
): Kind => ({
	name,
	displayName,
	fields: choiceFields(form),
	read: (fields) => readChoices(name, fields),
});

const choices = (names: Readonly<Record<string, string>>) =>
	Object.entries(names)
		.map(([value, name]) => ({ name: titled(name), value }))
		.sort((a, b) => (a.name < b.name ? -1 : 1));

const titled = (name: string): string => name.replace(/(?<=^| )\p{Ll}/gu, (c) => c.toUpperCase());

const lastPurchase: Kind = {
	name: 'recency',
	displayName: 'Last Purchase',
	fields: [
		{
			displayName: 'Was',
			name: 'was',
			type: 'options',
			options: [
				{ name: 'Longer Ago Than', value: 'before' },
				{ name: 'Within the Last', value: 'within' },
			],
			default: 'within',
		},
		{
			displayName: 'Days',
			name: 'days',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 180,
			description: 'Who never bought has no last purchase, so it is unknown',
		},
	],
	read: (fields) => {
		const days = fields.whole('days', 'Days', 0);
		const was = fields.choice('was', 'Was', ['within', 'before']);
		const reach = was === 'within' ? { to: days } : { from: days + 1 };
		return { by: 'recency', ...reach, ...fields.unknown() };
	},
};

const zone: Kind = {
	name: 'zone',
	displayName: 'Zone',
	fields: [
		{
			displayName: 'Lives',
			name: 'lives',
			type: 'options',
			options: [
				{ name: 'Inside the Zone', value: 'inside' },
				{ name: 'Outside the Zone', value: 'outside' },
			],
			default: 'inside',
			description: "The zone is set below, in 'Zone'",
		},
	],
	read: (fields) => ({
		by: 'zone',
		inside: fields.choice('lives', 'Lives', ['inside', 'outside']) === 'inside',
		...fields.unknown(),
	}),
};

/** In the order of the screen: by their names. */
export const KINDS: readonly Kind[] = [
	range('age', 'Age', { from: 18, to: 99 }),
	range('amount', 'Amount Spent', { from: 100, to: 10_000, period: true }),
	range('responses', 'Answers to Campaigns', { from: 1, to: 100 }),
	range('basket', 'Average Basket', { from: 50, to: 10_000, period: true }),
	words('category', 'Category', { several: true, placeholder: 'e.g. Luminaires', period: true }),
	words('kind', 'Client or Prospect', {
		known: choices({ client: 'Client', prospect: 'Prospect' }),
	}),
	words('type', 'Client Type', {
		known: choices(CLIENT_TYPES),
		meaning: "How they buy; what makes each type is set in Options, 'Client Type Limits'",
	}),
	range('distance', 'Distance to Store (Km)', { from: 0, to: 10 }),
	words('gender', 'Gender', { known: choices({ female: 'Woman', male: 'Man' }) }),
	words('interests', 'Interests', { several: true, placeholder: 'e.g. Jardin, Cuisine' }),
	lastPurchase,
	range('points', 'Loyalty Points', { from: 100, to: 100_000 }),
	words('tier', 'Loyalty Tier', { placeholder: 'e.g. Or, Platine' }),
	range('purchases', 'Number of Purchases', { from: 1, to: 1_000, period: true }),
	range('promotion', 'On Promotion (%)', { from: 0, to: 100, period: true }),
	words('rfm', 'RFM Group', {
		known: choices(RFM_GROUPS),
		meaning: 'How lately, how often and for how much they bought, beside the others of this run',
	}),
	words('store', 'Store', { several: true, placeholder: 'e.g. Rennes', period: true }),
	zone,
];

const unknownField: INodeProperties = {
	displayName: 'When Unknown',
	name: 'unknown',
	type: 'options',
	options: [
		{ name: 'Leave Out', value: 'out' },
		{ name: 'Take In', value: 'in' },
	],
	default: 'out',
	description: 'What becomes of a contact of whom this is not known',
};

export const criteriaOptions: INodePropertyCollection[] = KINDS.map(
	({ name, displayName, fields }) => ({
		name,
		displayName,
		values: [...fields, unknownField],
	}),
);

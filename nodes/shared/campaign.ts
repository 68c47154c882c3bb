import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { Gateway } from '../../core/gateway/gateway';
import type { SmsItem } from '../../core/item';
import { readChoice, readText } from './typed-parameters';

/**
 * What makes a message unique for a contact: its campaign and its occasion. SMS Frequency Cap and SMS Send read both
 * here, so that what one reserves the other finds.
 */

/** Campaign of items that carry none, in the sandbox alone. */
const SANDBOX_CAMPAIGN = 'sandbox';

export const campaignProperty: INodeProperties = {
	displayName: 'Campaign',
	name: 'campaign',
	type: 'string',
	default: '',
	placeholder: 'e.g. private-sale-november',
	description:
		'One name for one mailing: nobody gets the same campaign twice. Left empty, the campaign that the contacts carry. Only the sandbox does without.',
};

/** The campaign of a contact: the parameter, else what the contact carries. @throws NodeOperationError when there is none */
export function readCampaign(
	context: IExecuteFunctions,
	gateway: Gateway,
): (sms: SmsItem, index: number) => string {
	const fixed = readText(context, 'campaign', 'Campaign');
	if (fixed !== '') return () => fixed;
	return (sms, index) => {
		if (sms.campaign) return sms.campaign;
		if (!gateway.capabilities.live) return SANDBOX_CAMPAIGN;
		throw new NodeOperationError(context.getNode(), `'Campaign' is empty [item ${index}]`, {
			itemIndex: index,
			description:
				"Give the campaign a name in 'Campaign': it is what keeps a contact from getting the same SMS twice.",
		});
	};
}

const OCCASIONS = {
	month: (at: DateTime) => at.toFormat('yyyy-MM'),
	year: (at: DateTime) => at.toFormat('yyyy'),
} satisfies Record<string, (at: DateTime) => string>;

const KNOWN = ['once', 'month', 'year', 'field', 'item'] as const;

const CHOICES = [
	{
		name: 'Once',
		value: 'once',
		description: 'A contact gets this campaign a single time',
	},
	{
		name: 'Once per Month',
		value: 'month',
		description: 'A campaign that comes back, e.g. the newsletter of the month',
	},
	{
		name: 'Once per Year',
		value: 'year',
		description: 'A campaign that comes back, e.g. a birthday',
	},
	{
		name: 'From a Field',
		value: 'field',
		description: 'Once for each value of a field, e.g. an order number',
	},
];

/** Not `required`: n8n would ask for it as soon as the occasion is an expression. An empty one is refused when it is read. */
const fieldProperty: INodeProperties = {
	displayName: 'Field',
	name: 'occasionField',
	type: 'string',
	default: '',
	placeholder: 'e.g. order_number',
	displayOptions: { show: { occasion: ['field'] } },
	description: 'Name of the field whose value makes another message legitimate',
};

/** @param asReserved whether to offer, and start with, what SMS Frequency Cap decided */
export function occasionProperties(asReserved: boolean): INodeProperties[] {
	const first = {
		name: 'As Reserved',
		value: 'item',
		description: 'As SMS Frequency Cap decided; once when it was left out',
	};
	return [
		{
			displayName: 'Occasion',
			name: 'occasion',
			type: 'options',
			options: asReserved ? [first, ...CHOICES] : CHOICES,
			default: asReserved ? 'item' : 'once',
			description: 'What makes a second message of one campaign to one contact legitimate',
		},
		fieldProperty,
	];
}

/** The occasion of a contact at a moment, in the brand's time zone; empty when the field it comes from is. */
export function readOccasion(
	context: IExecuteFunctions,
): (index: number, moment: { at: number; zone: string; sms: SmsItem }) => string {
	const choice = readChoice(context, 'occasion', 'Occasion', KNOWN);
	if (choice === 'once') return () => choice;
	if (choice === 'item') return (_, { sms }) => sms.occasion ?? 'once';
	if (choice === 'field') return readField(context);
	const name = OCCASIONS[choice];
	let last: { at: number; zone: string; occasion: string } | undefined;
	return (_, { at, zone }) => {
		// One moment serves a whole batch: luxon is asked once, not for every contact.
		if (last?.at !== at || last.zone !== zone) {
			last = { at, zone, occasion: name(DateTime.fromMillis(at, { zone })) };
		}
		return last.occasion;
	};
}

/** In front of a field's value, so that order 2026 is not taken for the year 2026. */
const FROM_FIELD = '#';

function readField(context: IExecuteFunctions): (index: number) => string {
	const field = readOccasionField(context);
	const items = context.getInputData();
	return (index) => {
		const value = items[index]?.json[field];
		const text = typeof value === 'string' || typeof value === 'number' ? `${value}`.trim() : '';
		return text === '' ? '' : FROM_FIELD + text;
	};
}

/** The name of the field that tells the occasion. @throws NodeOperationError when no field is named */
export function readOccasionField(context: IExecuteFunctions): string {
	const field = readText(context, 'occasionField', 'Field');
	if (field !== '') return field;
	throw new NodeOperationError(context.getNode(), "'Field' is empty", {
		itemIndex: 0,
		description: "Name the field that tells the occasion, or choose another 'Occasion'.",
	});
}

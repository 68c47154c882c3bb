import type { INodeProperties } from 'n8n-workflow';
import { TYPE_THRESHOLDS } from '../../core/segment/client-type';
import { ADDRESSES_URL } from '../../core/segment/zone/geocoder/addresses';
import { COMMUNES_URL } from '../../core/segment/zone/geocoder/communes';

const typeLimits: INodeProperties = {
	displayName: 'Client Type Limits',
	name: 'typeLimits',
	type: 'fixedCollection',
	default: {},
	description: 'What makes a client privileged, lapsed, new or an opportunist',
	options: [
		{
			displayName: 'Limits',
			name: 'limits',
			values: [
				{
					displayName: 'Lapsed After (Days)',
					name: 'lapsedAfterDays',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: TYPE_THRESHOLDS.lapsedAfterDays,
					description: 'Lapsed: no purchase for more than so many days',
				},
				{
					displayName: 'New Within (Days)',
					name: 'newWithinDays',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: TYPE_THRESHOLDS.newWithinDays,
					description: 'New: the first purchase at most so many days ago',
				},
				{
					displayName: 'Opportunist From (%)',
					name: 'promotedPercent',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 100 },
					default: TYPE_THRESHOLDS.promotedShare * 100,
					description: 'Opportunist: at least so much of what was bought was on promotion',
				},
				{
					displayName: 'Privileged Tiers',
					name: 'topTiers',
					type: 'string',
					default: TYPE_THRESHOLDS.topTiers.join(', '),
					description: 'Loyalty tiers that make a client privileged, separated by commas',
				},
			],
		},
	],
};

/** What is written on contacts, and where they leave: an estimate does neither. */
const onlySplit = { show: { '/operation': ['split'] } };

/** In the order of their labels. */
export const optionsProperty: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Address Base URL',
			name: 'addressUrl',
			type: 'string',
			default: ADDRESSES_URL,
			description: "Where addresses are looked up, for 'Find Coordinates'",
		},
		{
			displayName: 'Address Column',
			name: 'addressColumn',
			type: 'string',
			default: '',
			placeholder: 'e.g. Adresse',
			description: "Column of the street address, for 'Find Coordinates' by address",
		},
		typeLimits,
		{
			displayName: 'Convert Types Where Required',
			name: 'looseTypeValidation',
			type: 'boolean',
			default: true,
			description:
				'Whether a value of another type is converted before it is compared, such as the text "12" to a number',
		},
		{
			displayName: 'Data Quality',
			name: 'dataQuality',
			type: 'boolean',
			default: true,
			description: 'Whether to say how well the file is filled in, and what is missing most',
		},
		{
			displayName: 'Explain',
			name: 'explain',
			displayOptions: onlySplit,
			type: 'boolean',
			default: true,
			description:
				'Whether to write on each contact, in sms.why, what kept it out of each segment that did not take it',
		},
		{
			displayName: 'Find Coordinates',
			name: 'geocoder',
			type: 'options',
			options: [
				{
					name: 'By Address',
					value: 'address',
					description:
						'From the French national address base, else by postal code: only addresses and codes leave',
				},
				{
					name: 'By Postal Code',
					value: 'postalCode',
					description: 'From geo.api.gouv.fr, one question for each postal code: only codes leave',
				},
				{ name: 'Off', value: 'off', description: 'Only coordinates of the file are used' },
			],
			default: 'postalCode',
			description: 'How to place contacts without coordinates in a zone or near a store',
		},
		{
			displayName: 'Ignore Case',
			name: 'ignoreCase',
			type: 'boolean',
			default: true,
			description: 'Whether capital and small letters count as the same',
		},
		{
			displayName: 'Postal Code Directory URL',
			name: 'postalCodeUrl',
			type: 'string',
			default: COMMUNES_URL,
			description: "Where postal codes are looked up, for 'Find Coordinates'",
		},
		{
			displayName: 'Score Clients',
			name: 'scoreClients',
			displayOptions: onlySplit,
			type: 'boolean',
			default: true,
			description:
				'Whether to write the RFM group and the client type on each contact, for messages and later segments',
		},
		{
			displayName: 'Wires Checked For',
			name: 'wiresCheckedFor',
			displayOptions: onlySplit,
			type: 'string',
			default: '',
			placeholder: 'e.g. Gold, Silver',
			description:
				'After a segment was removed: the names of those left, once you have looked at where their wires go',
		},
	],
};

import type { INodeProperties } from 'n8n-workflow';
import { campaignProperty, occasionProperties } from '../shared/campaign';
import { gatewayProperty } from '../shared/gateway';

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Allow AI Agents to Send',
			name: 'allowAgents',
			type: 'boolean',
			default: false,
			description:
				'Whether an AI agent that uses this as a tool really sends. Off, it only sees what would be sent.',
		},
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 500,
			description: 'Most SMS in one call to the gateway; never more than the gateway takes',
		},
		{
			displayName: 'Calls at Once',
			name: 'callsAtOnce',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 20,
			description:
				'Most calls to the gateway under way at the same time. How many SMS leave per second is a matter of the credential.',
		},
		{
			displayName: 'Hold the Place For (Hours)',
			name: 'holdHours',
			type: 'number',
			typeOptions: { minValue: 0.1, numberPrecision: 2 },
			default: 2,
			description: 'How long a place under the cap stays kept when its SMS could not leave',
		},
		{
			displayName: 'Timeout in Seconds',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description:
				'How long to wait for an answer of the gateway. Without one the SMS leaves by To Check and is not sent again.',
		},
	],
};

export const properties: INodeProperties[] = [
	gatewayProperty,
	campaignProperty,
	...occasionProperties(true),
	{
		displayName: 'Sender',
		name: 'sender',
		type: 'string',
		default: '',
		placeholder: 'e.g. LUMEN',
		description:
			"Name shown on the phone, 3 to 11 letters and digits. Left empty, the brand's sender.",
	},
	{
		displayName: 'Send At',
		name: 'sendAt',
		type: 'dateTime',
		default: '',
		description:
			'Nothing leaves before this moment: contacts come out of Later with the time to come back. Left empty, now.',
	},
	{
		displayName: 'Test Numbers',
		name: 'testNumbers',
		type: 'string',
		default: '',
		placeholder: 'e.g. +33612345678, 06 12 34 56 79',
		description:
			'Your own phones, separated by commas. A run in the editor sends the first texts there, marked [TEST], and nothing to contacts.',
	},
	{
		displayName: 'First Test Contacts',
		name: 'testContacts',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 3,
		description: 'For how many contacts a run in the editor sends the text to the test numbers',
	},
	options,
];

import type { INodeProperties } from 'n8n-workflow';

/** How fast an account may send, asked for in every gateway credential: the gateway grants it by contract, not by API. */
export const rateFields: INodeProperties[] = [
	{
		displayName: 'Most SMS per Second',
		name: 'perSecond',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'How many your contract allows per second. All runs that use this account share it. 0 = no limit is known.',
	},
	{
		displayName: 'Counted In',
		name: 'rateUnit',
		type: 'options',
		options: [
			{ name: 'Messages', value: 'messages', description: 'A long SMS counts once' },
			{ name: 'Billed Parts', value: 'parts', description: 'A long SMS counts once for each part' },
		],
		default: 'messages',
		displayOptions: { hide: { perSecond: [0] } },
		description: 'What the limit counts',
	},
];

import type { INodeProperties } from 'n8n-workflow';
import { gatewayProperty } from '../../shared/gateway';

export const estimateProperties: INodeProperties[] = [
	{
		displayName: 'Objective',
		name: 'objective',
		type: 'options',
		options: [
			{
				name: 'Bring People to the Store',
				value: 'drive_to_store',
				description: 'An answer is a visit to the store',
			},
			{
				name: 'Bring People to the Website',
				value: 'drive_to_web',
				description: 'An answer is a visit to the website',
			},
			{ name: 'Sell', value: 'conversion', description: 'An answer is a purchase' },
		],
		default: 'drive_to_store',
		description:
			'What the campaign is to bring about; earlier campaigns of this kind are looked at',
	},
	{
		displayName: 'Campaign',
		name: 'campaign',
		type: 'string',
		default: '',
		placeholder: 'e.g. private-sale-november',
		description:
			'Who already got it is counted out. Left empty, the campaign that the contacts carry, if any.',
	},
	{
		...gatewayProperty,
		description: 'Whose messages count for the cap: those of the sandbox are apart from real ones',
	},
	{
		displayName: 'Average Basket',
		name: 'basketMethod',
		type: 'options',
		options: [
			{ name: 'Fixed Amount', value: 'fixed', description: 'As given below' },
			{
				name: 'Mean of Purchases',
				value: 'mean',
				description: 'All amounts by all purchases of the segment',
			},
			{
				name: 'Median of Clients',
				value: 'median',
				description: 'The client in the middle: a few very large buyers do not move it',
			},
		],
		default: 'mean',
		description: 'What one purchase brings, from the purchases or from what the file tells of them',
	},
	{
		displayName: 'Amount',
		name: 'basketAmount',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 50,
		displayOptions: { show: { basketMethod: ['fixed'] } },
		description: 'What one purchase brings',
	},
	{
		displayName: 'Buyers Among Answers (%)',
		name: 'buyersPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 100,
		description: 'How many of a hundred who come or click also buy',
	},
	{
		displayName: 'Margin (%)',
		name: 'marginPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 40,
		description: 'How much of a purchase is margin',
	},
	{
		displayName: 'Parts per Message',
		name: 'parts',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description:
			'Billed parts of contacts without a message yet. Put SMS Message before for the real ones.',
	},
	{
		displayName: 'File Cost',
		name: 'fileCost',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'What this campaign carries of the price of the file, shared by segment size',
	},
	{
		displayName: 'Budget',
		name: 'budget',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: 'Most the SMS may cost: says which segments to take first. 0 sets no limit.',
	},
	{
		displayName: 'Clients First',
		name: 'clientsFirst',
		type: 'boolean',
		default: true,
		description: 'Whether the budget goes to clients before any cold prospect',
	},
];

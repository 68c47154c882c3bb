import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Contest', value: 'contest' }],
		default: 'contest',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Draw Winners',
				value: 'draw',
				description: 'Draw winners among the entries so that anyone can check it',
				action: 'Draw winners of a contest',
			},
		],
		default: 'draw',
	},
	{
		displayName: 'Seed',
		name: 'seed',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Loto 28/11/2026: 7 12 23 31 44',
		description:
			'A text nobody can know before entries close, such as a public lottery result. The same entries and seed always give the same winners.',
	},
	{
		displayName: 'Winners',
		name: 'winners',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many win',
	},
	{
		displayName: 'Substitutes',
		name: 'substitutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How many more are drawn in case a winner cannot be reached',
	},
	{
		displayName: 'One Entry Per',
		name: 'keyField',
		type: 'string',
		default: '',
		placeholder: 'e.g. card_number',
		description:
			'Field that tells one person from another. Left empty, the phone number that SMS Contacts or SMS Consent read.',
	},
	{
		displayName: 'Put Out',
		name: 'putOut',
		type: 'options',
		options: [
			{
				name: 'Everyone',
				value: 'all',
				description: 'All entries; those not drawn have no rank',
			},
			{ name: 'Winners and Substitutes', value: 'drawn' },
		],
		default: 'drawn',
	},
];

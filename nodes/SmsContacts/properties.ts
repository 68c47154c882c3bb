import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { brandProperty } from '../shared/brand';
import { columnProperties } from './column-fields';
import { inputProperties } from './input';
import { keepProperties } from './keep-columns';
import { knownClientsProperty } from './known-clients';
import { qualificationProperties } from './qualification';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Read',
			value: 'read',
			description: 'Make contacts of a file or of items: numbers, duplicates, consent',
			action: 'Read contacts',
		},
		{
			name: 'Sum Up',
			value: 'sumUp',
			description:
				'Sum up Ready and Held in one item: raw, cleaned, qualified, with the reasons, as a page',
			action: 'Sum up a file of contacts',
		},
	],
	default: 'read',
};

const contactProperties: INodeProperties[] = [
	{
		displayName: 'File Is',
		name: 'fileIs',
		type: 'options',
		options: [
			{
				name: 'Client File',
				value: 'client',
				description: 'People who bought at least once, unless the purchases in it say otherwise',
			},
			{
				name: 'Prospect File',
				value: 'prospect',
				description: 'People who never bought, unless the purchases in it say otherwise',
			},
		],
		default: 'client',
		description: 'Kept with the consent as where it comes from',
	},
	{
		displayName: 'Duplicates',
		name: 'duplicates',
		type: 'options',
		options: [
			{ name: 'Keep First', value: 'first' },
			{ name: 'Keep Last', value: 'last' },
			{ name: 'Keep Most Complete', value: 'most_complete' },
		],
		default: 'first',
		description:
			'Which of several rows with one number is kept; the others are held. A no to SMS in any of them counts for the kept one, unless a later date says yes.',
	},
];

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Consent Source',
			name: 'consentSource',
			type: 'string',
			default: '',
			placeholder: 'e.g. Till export of 2 November',
			description: "Where the consent comes from. Left empty, the file's name.",
		},
		{
			displayName: 'Country of Numbers',
			name: 'country',
			type: 'string',
			default: '',
			placeholder: 'e.g. FR',
			description:
				"Two letters of the country to which numbers without a prefix belong. Left empty, the brand's.",
		},
	],
};

export const properties: INodeProperties[] = [
	operation,
	...updateDisplayOptions({ show: { operation: ['read'] } }, [
		...inputProperties,
		brandProperty,
		...contactProperties,
		knownClientsProperty,
		...qualificationProperties,
		...columnProperties,
		...keepProperties,
		options,
	]),
];

import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { placeholderList } from '../../core/message/placeholders';
import { gatewayProperty } from '../shared/gateway';
import { campaignFieldsProperty } from './campaign-fields';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Compose',
			value: 'compose',
			description: 'Write the text of each contact, with its STOP footer, billed parts and cost',
			action: 'Compose a text for each contact',
		},
		{
			name: 'Preview',
			value: 'preview',
			description: 'Sum up all contacts in one item: figures, reasons and three real texts',
			action: 'Preview the campaign',
		},
	],
	default: 'compose',
};

const template: INodeProperties = {
	displayName: 'Template',
	name: 'template',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. {first_name | default: "Bonjour"}, vente privée à {store} !',
	description:
		'The text of the SMS. Fields stand between single braces, with a text for contacts that lack them after default.',
};

const availableFields: INodeProperties = {
	displayName: `<b>Available Fields</b>: ${placeholderList()} and every column of your file, such as {date_of_visit} for "Date of visit". French names work too: {prenom}, {magasin}, {fin_offre}, {lien}.`,
	name: 'availableFields',
	type: 'notice',
	default: '',
};

const messageType: INodeProperties = {
	displayName: 'Message Type',
	name: 'messageType',
	type: 'options',
	options: [
		{
			name: 'Marketing',
			value: 'marketing',
			description:
				'Promotes something: needs consent, carries the STOP footer, counts against the cap',
		},
		{
			name: 'Transactional',
			value: 'transactional',
			description:
				'Follows an order or a request of the person: no STOP footer, nothing promotional',
		},
	],
	default: 'marketing',
	description: 'One promotional sentence makes a message marketing',
};

const missingValues: INodeProperties = {
	displayName: 'Missing Values',
	name: 'missingValues',
	type: 'options',
	options: [
		{
			name: 'Hold the Contact',
			value: 'hold',
			description: 'The contact leaves by Held, which names the missing fields',
		},
		{
			name: 'Leave Empty',
			value: 'empty',
			description: 'Nothing is written in its place',
		},
	],
	default: 'hold',
	description: 'What to do with a contact that has no value for a field without default text',
};

const characterRewrite: INodeProperties = {
	displayName: 'Character Rewrite',
	name: 'characterRewrite',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description: 'As Full, but only for texts that then cost fewer billed parts',
		},
		{
			name: 'Full',
			value: 'full',
			description:
				'Letters and symbols too: ê becomes e, ç becomes c, emoji are removed. É, é, è, à, ù, Ç and € stay.',
		},
		{
			name: 'Off',
			value: 'off',
			description: 'Send as written: one ê or ’ makes a part hold 70 characters instead of 160',
		},
		{
			name: 'Typography',
			value: 'typography',
			description:
				'Only quotes, dashes, dots and special spaces become plain ones; no letter is lost',
		},
	],
	default: 'auto',
	description: 'Writes characters that make an SMS cost more with ones that do not',
};

const maxParts: INodeProperties = {
	displayName: 'Most Parts',
	name: 'maxParts',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	description:
		'Most billed parts of one text. A longer text is held, never cut. Above 2, turn on the option Allow Long Texts.',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Allow Long Texts',
			name: 'allowLong',
			type: 'boolean',
			default: true,
			description: 'Whether texts may have more than 2 billed parts, up to 10',
		},
	],
};

export const properties: INodeProperties[] = [
	operation,
	...updateDisplayOptions({ show: { operation: ['compose'] } }, [
		template,
		availableFields,
		campaignFieldsProperty,
		messageType,
		missingValues,
		characterRewrite,
		maxParts,
	]),
	gatewayProperty,
	...updateDisplayOptions({ show: { operation: ['compose'] } }, [options]),
];

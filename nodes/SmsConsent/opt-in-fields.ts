import type { INodeProperties } from 'n8n-workflow';

/** Form of Opt In; `opt-in.ts` beside it reads it. */
export const basisProperty: INodeProperties = {
	displayName: 'Legal Basis',
	name: 'basis',
	type: 'options',
	options: [
		{
			name: 'B2B Interest',
			value: 'b2b_legitimate_interest',
			description: "A professional, about what the person's work has to do with",
		},
		{ name: 'Consent', value: 'consent', description: 'The person said yes, e.g. ticked a box' },
		{
			name: 'Existing Customer',
			value: 'existing_customer',
			description:
				'Bought something similar from the same company and was told how to object; an account alone is not enough',
		},
	],
	default: 'consent',
	description: 'Why the person may receive marketing SMS',
};

export const sourceProperty: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{ name: 'Contest', value: 'contest' },
		{ name: 'Import', value: 'import', description: 'A file that comes with its proof' },
		{ name: 'Keyword', value: 'keyword', description: 'The person texted a word' },
		{ name: 'Paper', value: 'paper', description: 'A signed form' },
		{ name: 'Till', value: 'till' },
		{ name: 'Web Form', value: 'web_form' },
	],
	default: 'web_form',
	description: 'Where the person said so',
};

export const wordingProperty: INodeProperties = {
	displayName: 'Wording',
	name: 'wording',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	required: true,
	placeholder: "e.g. J'accepte de recevoir par SMS les offres de Maison Lumen",
	description: 'The exact text the person agreed to, or was told. The proof keeps it.',
};

export const wordingVersionProperty: INodeProperties = {
	displayName: 'Wording Version',
	name: 'wordingVersion',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2026-11',
};

export const proofProperty: INodeProperties = {
	displayName: 'Proof',
	name: 'proof',
	type: 'collection',
	placeholder: 'Add Proof',
	default: {},
	description: 'What shows that the person said so. Only add what you would show.',
	options: [
		{
			displayName: 'Birth Date',
			name: 'birthDate',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1990-12-31',
			description: 'Under 15 nothing is recorded. The date itself is not kept.',
		},
		{
			displayName: 'Collected By',
			name: 'collectedBy',
			type: 'string',
			default: '',
			placeholder: 'e.g. store 35-01, till 2',
		},
		{
			displayName: 'Document ID',
			name: 'document',
			type: 'string',
			default: '',
			placeholder: 'e.g. form 2026-0412',
		},
		{
			displayName: 'Given At',
			name: 'givenAt',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-11-20T18:05',
			description: 'When the person said so. Left empty, now. Not in the future.',
		},
		{
			displayName: 'IP Address',
			name: 'ip',
			type: 'string',
			default: '',
			placeholder: 'e.g. 203.0.113.7',
		},
		{
			displayName: 'Last Purchase At',
			name: 'lastPurchaseAt',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-09-12',
			description: 'Needed for an existing customer whose item shows no purchase',
		},
		{
			displayName: 'Till or Form',
			name: 'place',
			type: 'string',
			default: '',
			placeholder: 'e.g. till 2, or the address of the form',
		},
	],
};

export const askProperty: INodeProperties = {
	displayName: 'Ask to Confirm',
	name: 'askToConfirm',
	type: 'boolean',
	default: false,
	description:
		'Whether the consent counts only once the person has confirmed it by SMS (double opt-in). The item then goes on to SMS Message and SMS Send as a service message, at most once a day and number.',
};

const whenAsked = { show: { askToConfirm: [true] } };

export const confirmAddressProperty: INodeProperties = {
	displayName: 'Address of the Confirmation Page',
	name: 'confirmAddress',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/sms',
	displayOptions: whenAsked,
	description:
		'Production URL of your SMS Trigger: the text may then hold {confirm_link}. Left empty, the person confirms by answering OUI.',
};

export const confirmDaysProperty: INodeProperties = {
	displayName: 'Days to Confirm',
	name: 'confirmDays',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 7,
	displayOptions: whenAsked,
	description: 'How long the confirmation is good for',
};

export const optInFields: INodeProperties[] = [
	basisProperty,
	sourceProperty,
	wordingProperty,
	wordingVersionProperty,
	askProperty,
	confirmAddressProperty,
	confirmDaysProperty,
	proofProperty,
];

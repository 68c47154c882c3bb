import type { INodeProperties } from 'n8n-workflow';
import { brandProperty } from '../shared/brand';
import { perDaysProperty } from '../shared/per-days';

const SETTINGS: INodeProperties = {
	displayName: 'Settings',
	name: 'settings',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description: 'What is not added here keeps its value; a new brand starts from the default brand',
	options: [
		{
			displayName: 'Consent Valid for Months',
			name: 'consentMaxAgeMonths',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 36,
			description:
				'A consent older than this no longer counts, nor one without a date; 0 for no limit',
		},
		{
			displayName: 'Country',
			name: 'country',
			type: 'string',
			default: 'FR',
			placeholder: 'e.g. FR',
			description: 'Country of the numbers written without a prefix, as two letters',
		},
		{
			displayName: 'Currency',
			name: 'currency',
			type: 'string',
			default: 'EUR',
			placeholder: 'e.g. EUR',
			description: 'Currency of the prices, as three letters',
		},
		{
			displayName: 'Language',
			name: 'language',
			type: 'options',
			options: [
				{ name: 'English', value: 'en' },
				{ name: 'French', value: 'fr' },
			],
			default: 'fr',
			description: 'Language of the reasons that marketers read',
		},
		{
			displayName: 'Minimum Gap in Hours',
			name: 'minGapHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'Least time between two marketing SMS to one person; 0 for none',
		},
		{
			displayName: 'Most per Month',
			name: 'perMonth',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 2,
			description: 'Most marketing SMS to one person in a calendar month',
		},
		perDaysProperty({ max: 2, days: 30 }),
		{
			displayName: 'Phone Page Address',
			name: 'postTo',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://127.0.0.1:5680/sms',
			description: 'Where the sandbox posts each SMS; empty for nowhere',
		},
		{
			displayName: 'Prices',
			name: 'prices',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			description: 'Price of one billed part, by country',
			options: [
				{
					displayName: 'Price',
					name: 'price',
					values: [
						{
							displayName: 'Country',
							name: 'country',
							type: 'string',
							default: 'FR',
							description: 'Two letters, or * for every other country',
						},
						{
							displayName: 'Price per Part',
							name: 'amount',
							type: 'number',
							typeOptions: { numberPrecision: 6 },
							default: 0.049,
						},
					],
				},
			],
		},
		{
			displayName: 'Sandbox Ignores Sending Hours',
			name: 'ignoreHours',
			type: 'boolean',
			default: false,
			description: 'Whether the sandbox, and nothing else, sends at any hour',
		},
		{
			displayName: 'Sending Hours',
			name: 'sendingHours',
			type: 'options',
			options: [
				{ name: '08:00–20:00, Monday to Saturday, No Public Holidays', value: 'strict' },
				{ name: '08:00–21:30 Every Day (AF2M Charter 2026)', value: 'af2m-2026' },
				{ name: '08:00–22:00, Monday to Saturday, No Public Holidays', value: 'brevo' },
			],
			default: 'strict',
			description: 'When marketing SMS may leave, on the clock of the person who receives them',
		},
		{
			displayName: 'STOP Codes',
			name: 'stopCodes',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			description: 'The short number to which STOP is sent, by gateway',
			options: [
				{
					displayName: 'STOP Code',
					name: 'code',
					values: [
						{ displayName: 'Gateway', name: 'gateway', type: 'string', default: 'sandbox' },
						{
							displayName: 'Code',
							name: 'code',
							type: 'string',
							default: '36000',
							placeholder: 'e.g. 36180',
						},
					],
				},
			],
		},
		{
			displayName: 'Time Zone',
			name: 'timezone',
			type: 'string',
			default: 'Europe/Paris',
			placeholder: 'e.g. Europe/Paris',
			description: 'Decides where a month begins',
		},
	],
};

export const brandFields: Record<string, INodeProperties[]> = {
	upsert: [
		{
			displayName: 'Brand ID',
			name: 'slug',
			type: 'string',
			required: true,
			default: 'default',
			placeholder: 'e.g. maison-lumen',
			description: "Lower-case letters, digits and dashes; 'default' is the default brand",
		},
		{
			displayName: 'Legal Name',
			name: 'legalName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Maison Lumen SAS',
		},
		{
			displayName: 'Sender',
			name: 'sender',
			type: 'string',
			default: '',
			placeholder: 'e.g. LUMEN',
			description:
				'Name shown on the phone: 3 to 11 letters and digits. Empty keeps the present one.',
		},
		SETTINGS,
	],
	get: [brandProperty],
};

import type { INodeProperties } from 'n8n-workflow';
import { PRESETS } from '../../core/segment/criteria/presets';
import { criteriaOptions } from './criteria/kinds';

const titled = (name: string): string =>
	name.replace(/(?<=^| )(?!(?:at|in|a|and|of|to)\b)\p{Ll}/gu, (letter) => letter.toUpperCase());

const presets = Object.entries(PRESETS)
	.map(([value, { name, description = '' }]) => ({ name: titled(name), value, description }))
	.sort((a, b) => (a.name < b.name ? -1 : 1));

const segmentValues: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Gold near Rennes',
		description: 'Names the output and is written on each contact as its segment',
	},
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		options: [
			{ name: 'Nothing', value: 'none', description: 'Only the criteria and conditions below' },
			{
				name: 'Saved Criteria Set',
				value: 'set',
				description: 'Criteria that were saved as text to be used again',
			},
			...presets,
		],
		default: 'none',
		description: 'A ready-made group; the criteria and conditions below narrow it further',
	},
	{
		displayName: 'Criteria Set',
		name: 'criteriaSet',
		type: 'json',
		default: '',
		displayOptions: { show: { startFrom: ['set'] } },
		description:
			'The saved text, such as { "name": "Near and young", "version": 1, "rules": [{ "by": "age", "to": 34 }] }',
	},
	{
		displayName: 'Criteria',
		name: 'criteria',
		type: 'fixedCollection',
		placeholder: 'Add Criterion',
		typeOptions: { multipleValues: true },
		default: {},
		description: 'What is known of the contact and its purchases',
		options: criteriaOptions,
	},
	{
		displayName: 'Match',
		name: 'match',
		type: 'options',
		options: [
			{ name: 'All Criteria', value: 'all' },
			{ name: 'Any Criterion', value: 'any' },
		],
		default: 'all',
		description: 'Whether every criterion must hold, or one is enough',
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		placeholder: 'Add Condition',
		type: 'filter',
		default: {},
		description: 'Any other field of the contacts. They must hold beside the criteria.',
		typeOptions: {
			filter: {
				caseSensitive: '={{!$parameter.options.ignoreCase}}',
				typeValidation: '={{ $parameter.options.looseTypeValidation ? "loose" : "strict" }}',
				version: 3,
			},
		},
	},
];

export const segmentsProperty: INodeProperties = {
	displayName: 'Segments',
	name: 'segments',
	type: 'fixedCollection',
	placeholder: 'Add Segment',
	description:
		'Each segment has its own output. Contacts that fit none leave by the first output, Everyone Else.',
	// Not sortable: n8n wires by position, and moving a segment would send its contacts down another segment's wire.
	typeOptions: {
		multipleValues: true,
		fixedCollection: { itemTitle: '={{ $collection.item.value.name }}' },
	},
	default: {
		values: [
			{
				name: '',
				startFrom: 'none',
				criteria: {},
				match: 'all',
				conditions: {
					options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
					conditions: [
						{
							leftValue: '',
							rightValue: '',
							operator: { type: 'string', operation: 'equals' },
						},
					],
					combinator: 'and',
				},
			},
		],
	},
	options: [{ name: 'values', displayName: 'Segment', values: segmentValues }],
};

export const assignProperty: INodeProperties = {
	displayName: 'Assign To',
	name: 'assignTo',
	type: 'options',
	options: [
		{
			name: 'All Matching Segments',
			value: 'all',
			description: 'A contact leaves by the output of every segment that fits',
		},
		{
			name: 'First Matching Segment',
			value: 'first',
			description: 'A contact leaves once, by the first segment from the top that fits',
		},
	],
	default: 'first',
	description: 'What to do with a contact that fits several segments',
};

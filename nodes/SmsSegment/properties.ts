import type { INodeProperties } from 'n8n-workflow';

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
		displayName: 'Conditions',
		name: 'conditions',
		placeholder: 'Add Condition',
		type: 'filter',
		default: {},
		typeOptions: {
			filter: {
				caseSensitive: '={{!$parameter.options.ignoreCase}}',
				typeValidation: '={{ $parameter.options.looseTypeValidation ? "loose" : "strict" }}',
				version: 3,
			},
		},
	},
];

export const properties: INodeProperties[] = [
	{
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
	},
	{
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
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Convert Types Where Required',
				name: 'looseTypeValidation',
				type: 'boolean',
				default: true,
				description:
					'Whether a value of another type is converted before it is compared, such as the text "12" to a number',
			},
			{
				displayName: 'Ignore Case',
				name: 'ignoreCase',
				type: 'boolean',
				default: true,
				description: 'Whether capital and small letters count as the same',
			},
		],
	},
];

import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { campaignProperty, occasionProperties } from '../shared/campaign';
import { gatewayProperty } from '../shared/gateway';
import { perDaysProperty } from '../shared/per-days';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Check Only',
			value: 'check',
			description: 'Decide the same without keeping a place, e.g. before a confirmation page',
			action: 'Check contacts against the cap',
		},
		{
			name: 'Reserve',
			value: 'reserve',
			description: 'Keep a place under the cap for each allowed contact',
			action: 'Reserve places under the cap',
		},
	],
	default: 'reserve',
};

const limits: INodeProperties = {
	displayName: 'Tighter Limits',
	name: 'limits',
	type: 'collection',
	placeholder: 'Add Limit',
	default: {},
	description:
		"The brand's limits always hold. Those added here can only tighten them, for this campaign.",
	options: [
		{
			displayName: 'Minimum Gap in Hours',
			name: 'minGapHours',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 24,
			description: 'Least time between two marketing SMS to one person',
		},
		{
			displayName: 'Most per Month',
			name: 'perMonth',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 1,
			description: 'Most marketing SMS to one person in a calendar month',
		},
		perDaysProperty({ max: 1, days: 7 }),
	],
};

const messageType: INodeProperties = {
	displayName: 'Message Type',
	name: 'messageType',
	type: 'options',
	options: [
		{
			name: 'From Items',
			value: 'item',
			description: 'As SMS Message said, else marketing',
		},
		{
			name: 'Marketing',
			value: 'marketing',
			description: 'Needs consent and counts against the cap',
		},
		{
			name: 'Transactional',
			value: 'transactional',
			description: 'Follows an order or a request of the person; does not count',
		},
	],
	default: 'item',
	description: 'Only marketing messages count against the cap',
};

const holdHours: INodeProperties = {
	displayName: 'Hold the Place For (Hours)',
	name: 'holdHours',
	type: 'number',
	typeOptions: { minValue: 0.1, numberPrecision: 2 },
	default: 2,
	description: 'How long a place that SMS Send does not use stays kept',
};

export const properties: INodeProperties[] = [
	operation,
	campaignProperty,
	gatewayProperty,
	limits,
	...occasionProperties(false),
	messageType,
	...updateDisplayOptions({ show: { operation: ['reserve'] } }, [holdHours]),
];

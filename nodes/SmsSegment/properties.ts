import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { estimateProperties } from './estimate/fields';
import { optionsProperty } from './option-fields';
import { purchaseProperties } from './purchase-fields';
import { assignProperty, segmentsProperty } from './segment-fields';
import { zoneProperties } from './zone-fields';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Estimate',
			value: 'estimate',
			description: 'Say before anything is sent what each segment costs and may bring',
			action: 'Estimate segments',
		},
		{
			name: 'Split',
			value: 'split',
			description: 'Send each contact down the output of its segment',
			action: 'Split contacts into segments',
		},
	],
	default: 'split',
};

export const properties: INodeProperties[] = [
	operation,
	segmentsProperty,
	assignProperty,
	...zoneProperties,
	...purchaseProperties,
	...updateDisplayOptions({ show: { operation: ['estimate'] } }, estimateProperties),
	optionsProperty,
];

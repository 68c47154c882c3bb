import type { INodeProperties } from 'n8n-workflow';
import { brandProperty } from '../shared/brand';
import { gatewayProperty } from '../shared/gateway';

export const messageOperation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['message'] } },
	options: [
		{
			name: 'Get To Check',
			value: 'getToCheck',
			description: 'List messages that may or may not have left',
			action: 'Get messages to check',
		},
		{
			name: 'Mark as Sent',
			value: 'markSent',
			description: 'Let messages to check count as sent',
			action: 'Mark messages as sent',
		},
		{
			name: 'Reconcile',
			value: 'reconcile',
			description: 'Ask the gateway what became of messages to check, and settle what it knows',
			action: 'Reconcile messages to check',
		},
		{
			name: 'Send Again',
			value: 'sendAgain',
			description: 'Let the next run of the campaign send messages to check once more',
			action: 'Send messages again',
		},
	],
	default: 'getToCheck',
};

const brand: INodeProperties = {
	...brandProperty,
	description: 'The retailer in whose name the SMS were sent. Left empty, every brand.',
	modes: brandProperty.modes?.map((mode) =>
		mode.name === 'list' ? { ...mode, placeholder: 'Every brand' } : mode,
	),
};

const campaign: INodeProperties = {
	displayName: 'Campaign',
	name: 'campaign',
	type: 'string',
	default: '',
	placeholder: 'e.g. private-sale-november',
	description:
		'Name of the campaign as in SMS Send; case does not matter. Left empty, every campaign.',
};

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	displayOptions: { show: { returnAll: [false] } },
	description: 'Max number of results to return',
};

const gateway: INodeProperties = {
	...gatewayProperty,
	description: 'The gateway the SMS left through, with the account they left through',
};

const messages: INodeProperties = {
	displayName: 'Messages',
	name: 'messageRefs',
	type: 'string',
	default: '',
	placeholder: 'e.g. AZ2lF7o0AAEPbn3mTg4k',
	description:
		'References of the messages, separated by commas, or a list. Left empty, the message each item carries from Get To Check, Reconcile or SMS Send.',
};

const decidedBy: INodeProperties = {
	displayName: 'Decided By',
	name: 'decidedBy',
	type: 'string',
	default: '',
	placeholder: 'e.g. customer service, Rennes',
	description: 'Who decided, kept with the decision. Left empty, this execution.',
};

export const messageFields: Record<string, INodeProperties[]> = {
	getToCheck: [brand, campaign, returnAll, limit],
	markSent: [messages, decidedBy],
	reconcile: [gateway],
	sendAgain: [messages, decidedBy],
};

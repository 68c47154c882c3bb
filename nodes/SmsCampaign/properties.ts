import {
	updateDisplayOptions,
	type INodeCredentialDescription,
	type INodeProperties,
} from 'n8n-workflow';
import { applyInEditorProperty } from '../shared/apply-in-editor';
import { credentialsShownWith } from '../shared/gateway-account';
import { shownWith } from '../shared/shown-with';
import { brandFields } from './brand-fields';
import { campaignFields } from './campaign';
import { answersFields } from './record-answers';
import { messageFields, messageOperation } from './message-fields';

const WRITES = {
	brand: ['upsert'],
	campaign: ['cancel', 'pause', 'recordAnswers', 'resume', 'setBudget'],
	message: ['markSent', 'reconcile', 'sendAgain'],
};

export const credentials: INodeCredentialDescription[] = credentialsShownWith('message', [
	'reconcile',
]);

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Brand', value: 'brand' },
			{ name: 'Campaign', value: 'campaign' },
			{ name: 'Message', value: 'message' },
		],
		default: 'campaign',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['brand'] } },
		options: [
			{
				name: 'Create or Update',
				value: 'upsert',
				description: 'Create a new record, or update the current one if it already exists (upsert)',
				action: 'Create or update a brand',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Get the record of one brand',
				action: 'Get a brand',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Get many brands',
				action: 'Get many brands',
			},
		],
		default: 'get',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['campaign'] } },
		options: [
			{
				name: 'Cancel',
				value: 'cancel',
				description: 'Send nothing more for it, for good',
				action: 'Cancel a campaign',
			},
			{
				name: 'Get Status',
				value: 'getStatus',
				description: 'Count its messages by state and segment, with parts and cost',
				action: 'Get the status of a campaign',
			},
			{
				name: 'Pause',
				value: 'pause',
				description: 'Send nothing more for it until resumed',
				action: 'Pause a campaign',
			},
			{
				name: 'Record Answers',
				value: 'recordAnswers',
				description: 'Keep how many came, clicked or bought, for later estimates',
				action: 'Record answers to a campaign',
			},
			{
				name: 'Resume',
				value: 'resume',
				description: 'Let a paused one go on',
				action: 'Resume a campaign',
			},
			{
				name: 'Set Budget',
				value: 'setBudget',
				description: 'Limit what it may cost in all',
				action: 'Set the budget of a campaign',
			},
		],
		default: 'getStatus',
	},
	messageOperation,
	...shownWith('brand', brandFields),
	...shownWith('campaign', { ...campaignFields, ...answersFields }),
	...shownWith('message', messageFields),
	...Object.entries(WRITES).flatMap(([resource, operation]) =>
		updateDisplayOptions({ show: { resource: [resource], operation } }, [applyInEditorProperty]),
	),
];

import {
	updateDisplayOptions,
	type INodeCredentialDescription,
	type INodeProperties,
} from 'n8n-workflow';
import { applyInEditorProperty } from '../shared/apply-in-editor';
import { brandProperty } from '../shared/brand';
import { credentialsShownWith } from '../shared/gateway-account';
import { shownWith } from '../shared/shown-with';
import {
	confirmByProperty,
	optOutAtProperty,
	optOutSourceProperty,
	tokenProperty,
} from './consent';
import { brandsProperty, gatewayListProperty } from './gateway-list';
import { optInFields } from './opt-in-fields';
import { phoneColumnProperty, phoneProperty } from './people';
import { dateColumnProperty, listNameProperty } from './suppression';

const brand: INodeProperties = {
	...brandProperty,
	description:
		'The retailer the consent is for. Left empty, the brand that the items carry, else the default brand.',
};

const confirmPhone = updateDisplayOptions({ show: { confirmBy: ['number'] } }, [phoneProperty]);

const WRITES = {
	consent: ['confirm', 'optIn', 'optOut'],
	person: ['erase'],
	suppression: ['importFromGateway', 'importList'],
};

export const credentials: INodeCredentialDescription[] = credentialsShownWith('suppression', [
	'importFromGateway',
]);

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Consent', value: 'consent' },
		{ name: 'Person', value: 'person' },
		{ name: 'Suppression List', value: 'suppression' },
	],
	default: 'consent',
};

const operations: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['consent'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				description: 'Say whether a person may receive marketing SMS, and since when',
				action: 'Check a consent',
			},
			{
				name: 'Confirm',
				value: 'confirm',
				description: 'End a double opt-in: the person followed the link or answered OUI',
				action: 'Confirm a consent',
			},
			{
				name: 'Opt In',
				value: 'optIn',
				description: 'Record a consent with its proof, or ask the person to confirm it first',
				action: 'Opt in a person',
			},
			{
				name: 'Opt Out',
				value: 'optOut',
				description: 'Record that a person asked to receive no more SMS',
				action: 'Opt out a person',
			},
		],
		default: 'optIn',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['person'] } },
		options: [
			{
				name: 'Erase',
				value: 'erase',
				description: 'Write to the person no more, cancel what is reserved and remove the proofs',
				action: 'Erase a person',
			},
			{
				name: 'Export Proof',
				value: 'exportProof',
				description: 'Show all that is kept of a person: consents with their proof, STOP, messages',
				action: 'Export the proof of a person',
			},
		],
		default: 'exportProof',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['suppression'] } },
		options: [
			{
				name: 'Export',
				value: 'exportList',
				description: 'List everybody who may not be written to, without the numbers',
				action: 'Export a suppression list',
			},
			{
				name: 'Import',
				value: 'importList',
				description: 'Add people who said STOP elsewhere, one item each',
				action: 'Import a suppression list',
			},
			{
				name: 'Import From Gateway',
				value: 'importFromGateway',
				description: 'Add everybody who has opted out at the gateway',
				action: 'Import a suppression list from the gateway',
			},
		],
		default: 'importList',
	},
];

export const properties: INodeProperties[] = [
	resource,
	...operations,
	...shownWith('consent', {
		check: [brand, phoneProperty],
		confirm: [confirmByProperty, tokenProperty, brand, ...confirmPhone],
		optIn: [brand, phoneProperty, ...optInFields],
		optOut: [brand, phoneProperty, optOutSourceProperty, optOutAtProperty],
	}),
	...shownWith('person', {
		erase: [brand, phoneProperty],
		exportProof: [brand, phoneProperty],
	}),
	...shownWith('suppression', {
		exportList: [brand],
		importFromGateway: [gatewayListProperty, brandsProperty],
		importList: [brand, phoneColumnProperty, dateColumnProperty, listNameProperty],
	}),
	...Object.entries(WRITES).flatMap(([name, operation]) =>
		updateDisplayOptions({ show: { resource: [name], operation } }, [applyInEditorProperty]),
	),
];

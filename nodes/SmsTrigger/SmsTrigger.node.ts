import {
	NodeConnectionTypes,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { gatewayCredentials } from '../shared/gateway';
import { withLedger } from '../shared/ledger-credential';
import { openLedger } from '../shared/open-ledger';
import { KINDS, OUTPUT_NAMES, properties } from './properties';
import { isRecorded, recordPublication, recordUnpublication } from './publication';
import { receive } from './receive';

export class SmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Trigger',
		name: 'smsTrigger',
		icon: { light: 'file:smsTrigger.svg', dark: 'file:smsTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter.gateway + ": " + $parameter.events.join(", ") }}',
		description: 'Records STOP answers, replies and delivery reports, and starts the workflow',
		eventTriggerDescription: 'Waiting for the gateway to call the test URL',
		activationMessage: 'STOP answers and replies are now recorded.',
		defaults: { name: 'SMS Trigger' },
		inputs: [],
		outputs: KINDS.map((kind) => ({
			type: NodeConnectionTypes.Main,
			displayName: OUTPUT_NAMES[kind],
		})),
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: '={{$parameter["path"]}}',
				isFullPath: true,
			},
			// Confirmation links, and gateways that call with GET: the same address.
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: '={{$parameter["path"]}}',
				isFullPath: true,
				ndvHideUrl: true,
			},
		],
		credentials: withLedger(gatewayCredentials),
		properties,
	};

	methods = {
		loadOptions: {
			async getBrands(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const brands = await (await openLedger(this)).listBrands();
				return brands.map(({ name, slug }) => ({ name, value: slug }));
			},
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRecorded(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await recordPublication(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await recordUnpublication(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}

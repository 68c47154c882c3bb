import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { gatewayCredentials } from '../shared/gateway';
import { asOutputs } from '../shared/items';
import { withLedger } from '../shared/ledger-credential';
import { asArrays, OUTPUTS } from './places';
import { properties } from './properties';
import { send } from './send';

export class SmsSend implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Send',
		name: 'smsSend',
		icon: { light: 'file:smsSend.svg', dark: 'file:smsSend.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ "via " + $parameter.gateway }}',
		description: 'Send each contact its SMS, once, within the cap and the sending hours',
		defaults: { name: 'SMS Send' },
		inputs: [NodeConnectionTypes.Main],
		outputs: OUTPUTS.map(() => NodeConnectionTypes.Main),
		outputNames: OUTPUTS.map(({ label }) => label),
		usableAsTool: true,
		credentials: withLedger(gatewayCredentials),
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return asOutputs(this, asArrays(await send(this)));
	}
}

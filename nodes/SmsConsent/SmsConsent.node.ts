import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { getBrands, searchBrands } from '../shared/brand';
import { withLedger } from '../shared/ledger-credential';
import { record } from './record';
import { credentials, properties } from './properties';

export class SmsConsent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Consent',
		name: 'smsConsent',
		icon: { light: 'file:smsConsent.svg', dark: 'file:smsConsent.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { optIn: "Opt In", confirm: "Confirm", optOut: "Opt Out", check: "Check", importList: "Import STOP List", importFromGateway: "STOP List From Gateway", exportList: "Export STOP List", exportProof: "Export Proof", erase: "Erase Person" }[$parameter.operation] }}',
		description:
			'Record consents with their proof, opt-outs and STOP lists; export or erase a person',
		defaults: { name: 'SMS Consent' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: withLedger(credentials),
		properties,
	};

	methods = { listSearch: { searchBrands }, loadOptions: { getBrands } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await record(this)];
	}
}

import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { allHeld } from '../shared/all-held';
import { asNodeError } from '../shared/errors';
import { addHint } from '../shared/hints';
import { asOutputs } from '../shared/items';
import { smsLedgerConnection } from '../shared/ledger-connection';
import { capContacts } from './cap-contacts';
import { properties } from './properties';

export class SmsFrequencyCap implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Frequency Cap',
		name: 'smsFrequencyCap',
		icon: { light: 'file:smsFrequencyCap.svg', dark: 'file:smsFrequencyCap.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter.operation === "check" ? "check only" : "reserve" }}',
		description: 'Let each contact through only while it has had few enough messages',
		defaults: { name: 'SMS Frequency Cap' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Allowed', 'Held'],
		usableAsTool: true,
		credentials: [{ name: 'smsLedgerApi', required: false, testedBy: 'smsLedgerConnection' }],
		properties,
	};

	methods = { credentialTest: { smsLedgerConnection } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return asOutputs(this, await capContacts(this));
		} catch (error) {
			const shown = asNodeError(this, error);
			if (!this.continueOnFail()) throw shown;
			addHint(this, shown.message, 'warning');
			return asOutputs(this, [[], allHeld(this, shown.message)]);
		}
	}
}

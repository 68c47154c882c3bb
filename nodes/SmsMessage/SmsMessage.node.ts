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
import { withLedger } from '../shared/ledger-credential';
import { compose } from './compose';
import { preview } from './preview';
import { properties } from './properties';

const OPERATIONS: Record<string, (context: IExecuteFunctions) => Promise<INodeExecutionData[][]>> =
	{ compose, preview };

export class SmsMessage implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Message',
		name: 'smsMessage',
		icon: { light: 'file:smsMessage.svg', dark: 'file:smsMessage.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter.operation === "preview" ? "Preview" : "Compose" }}',
		description: 'Write the SMS of each contact, with its STOP footer, billed parts and cost',
		defaults: { name: 'SMS Message' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Ready', 'Held'],
		usableAsTool: true,
		credentials: withLedger(),
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0, 'compose') as string;
		try {
			return asOutputs(this, await (OPERATIONS[operation] ?? compose)(this));
		} catch (error) {
			const shown = asNodeError(this, error);
			if (!this.continueOnFail()) throw shown;
			addHint(this, shown.message, 'warning');
			return asOutputs(this, [[], allHeld(this, shown.message)]);
		}
	}
}

import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { asNodeError } from '../shared/errors';
import { withLedger } from '../shared/ledger-credential';
import { drawContest } from './draw';
import { properties } from './properties';

export class SmsOffer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Offer',
		name: 'smsOffer',
		icon: { light: 'file:smsOffer.svg', dark: 'file:smsOffer.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter.operation + ": " + $parameter.resource }}',
		description: 'Draw the winners of a contest so that anyone can check it',
		defaults: { name: 'SMS Offer' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: withLedger(),
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return [drawContest(this)];
		} catch (error) {
			const shown = asNodeError(this, error);
			if (!this.continueOnFail()) throw shown;
			return [
				[
					{
						json: { error: shown.message },
						pairedItem: this.getInputData().map((_, item) => ({ item })),
					},
				],
			];
		}
	}
}

import {
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
import { readChoice } from '../shared/typed-parameters';
import { estimate } from './estimate/estimate';
import { inputs, outputs } from './outputs';
import { properties } from './properties';
import { countSegments } from './read-segments';
import { split } from './split';

export class SmsSegment implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Segment',
		name: 'smsSegment',
		icon: { light: 'file:smsSegment.svg', dark: 'file:smsSegment.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter.operation === "estimate" ? "estimate: " : "") + ($parameter.segments?.values ?? []).map((segment, index) => segment.name || "Segment " + (index + 1)).join(", ") }}',
		description: 'Split contacts into named segments, or estimate what each of them may bring',
		defaults: { name: 'SMS Segment' },
		inputs,
		outputs,
		parameterPane: 'wide',
		usableAsTool: true,
		credentials: withLedger(),
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = readChoice(this, 'operation', 'Operation', ['split', 'estimate']);
		try {
			return operation === 'split' ? asOutputs(this, await split(this)) : [await estimate(this)];
		} catch (error) {
			const shown = asNodeError(this, error);
			if (!this.continueOnFail()) throw shown;
			addHint(this, shown.message, 'warning');
			if (operation === 'estimate') return [[notEstimated(this, shown)]];
			const empty = Array.from({ length: countSegments(this) }, () => []);
			return asOutputs(this, [allHeld(this, shown.message), ...empty]);
		}
	}
}

const notEstimated = (context: IExecuteFunctions, { message }: Error): INodeExecutionData => ({
	json: { error: message },
	pairedItem: context.getInputData().map((_, item) => ({ item })),
});

import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { SHOWN_ONLY } from '../shared/apply-in-editor';
import { searchBrands } from '../shared/brand';
import { clock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { addHint } from '../shared/hints';
import { withLedger } from '../shared/ledger-credential';
import { openLedger } from '../shared/open-ledger';
import { runMode } from '../shared/run-mode';
import { brandOperations } from './brand';
import { campaignOperations } from './campaign';
import { isOfMessages, runOnMessages } from './message';
import type { Operation } from './operation';
import { credentials, properties } from './properties';
import { recordAnswers } from './record-answers';

const OPERATIONS: Record<string, Record<string, Operation>> = {
	brand: brandOperations,
	campaign: { ...campaignOperations, recordAnswers },
};

export class SmsCampaign implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Campaign',
		name: 'smsCampaign',
		icon: { light: 'file:smsCampaign.svg', dark: 'file:smsCampaign.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ { getToCheck: "Get To Check", markSent: "Mark as Sent", reconcile: "Reconcile", sendAgain: "Send Again" }[$parameter.operation] ?? $parameter.operation + ": " + $parameter.resource }}',
		description:
			'Set up brands; see, pause, resume or cancel SMS campaigns; settle messages to check',
		defaults: { name: 'SMS Campaign' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: withLedger(credentials),
		properties,
	};

	methods = { listSearch: { searchBrands } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		try {
			return [isOfMessages(this) ? await runOnMessages(this) : await runAll(this)];
		} catch (error) {
			const shown = asNodeError(this, error);
			if (!this.continueOnFail()) throw shown;
			return [this.getInputData().map((_, index) => failed(index, shown))];
		}
	}
}

const failed = (index: number, { message }: Error): INodeExecutionData => ({
	json: { error: message },
	pairedItem: { item: index },
});

/** Each item is a task of its own: with Continue On Fail the others go on. */
async function runAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const ledger = await openLedger(context);
	const now = clock.now();
	const { live } = await runMode(context, ledger, now);
	const output: INodeExecutionData[] = [];
	let shownOnly = false;
	for (const index of context.getInputData().keys()) {
		const write = live || context.getNodeParameter('applyInEditor', index, false) === true;
		shownOnly ||= !write;
		try {
			const resource = context.getNodeParameter('resource', index) as string;
			const operation = context.getNodeParameter('operation', index) as string;
			const run = OPERATIONS[resource]?.[operation];
			const json = (await run?.({ context, index, ledger, write, now })) ?? [];
			for (const one of [json].flat()) output.push({ json: one, pairedItem: { item: index } });
		} catch (error) {
			const shown = asNodeError(context, error, index);
			if (!context.continueOnFail()) throw shown;
			output.push(failed(index, shown));
		}
	}
	if (shownOnly && changes(context)) addHint(context, SHOWN_ONLY);
	return output;
}

const changes = (context: IExecuteFunctions): boolean =>
	!String(context.getNodeParameter('operation', 0, '')).startsWith('get');

import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { CampaignState, CampaignStatus } from '../../core/ledger';
import { fromMicros, toMicros } from '../../core/money';
import { brandAt, brandProperty } from '../shared/brand';
import { inProperty } from '../shared/errors';
import { KINDS, oneOf, valueReader } from './brand-values';
import type { Operation, OperationCall } from './operation';

const COUNTED = oneOf(['live', 'sandbox']);

export const campaignProperty: INodeProperties = {
	displayName: 'Campaign',
	name: 'campaign',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. private-sale-november',
	description: 'Name of the campaign as in SMS Frequency Cap and SMS Send; case does not matter',
};

const budgetProperty: INodeProperties = {
	displayName: 'Budget',
	name: 'budget',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 100,
	description: "Most the campaign may cost, in the brand's currency; 0 takes the limit away",
};

const gatewayProperty: INodeProperties = {
	displayName: 'Count',
	name: 'count',
	type: 'options',
	options: [
		{
			name: 'Real SMS',
			value: 'live',
			description: 'What left through a gateway for real phones',
		},
		{ name: 'Sandbox SMS', value: 'sandbox', description: 'What left through the sandbox' },
	],
	default: 'live',
};

export const campaignFields: Record<string, INodeProperties[]> = {
	cancel: [brandProperty, campaignProperty],
	getStatus: [brandProperty, campaignProperty, gatewayProperty],
	pause: [brandProperty, campaignProperty],
	resume: [brandProperty, campaignProperty],
	setBudget: [brandProperty, campaignProperty, budgetProperty],
};

export const campaignOperations: Record<string, Operation> = {
	cancel: async (call) => await change(call, { state: 'cancelled' }),
	getStatus: async (call) => {
		const { context, index, ledger } = call;
		const { brand, campaign } = await named(call);
		const count = context.getNodeParameter('count', index, 'live');
		const live = valueReader(context, index).read('Count', COUNTED, count) === 'live';
		return onScreen(await ledger.campaignStatus(brand, campaign, live));
	},
	pause: async (call) => await change(call, { state: 'paused' }),
	resume: async (call) => await change(call, { state: 'running' }),
	setBudget: async (call) => {
		const { context, index } = call;
		const given = context.getNodeParameter('budget', index);
		const budget = valueReader(context, index).read('Budget', KINDS.amount, given);
		return await change(call, { budget: budget === 0 ? null : toMicros(budget) });
	},
};

async function change(
	call: OperationCall,
	wanted: { state?: CampaignState; budget?: number | null },
): Promise<IDataObject> {
	const { brand, campaign } = await named(call);
	if (!call.write) {
		const budget = typeof wanted.budget === 'number' ? fromMicros(wanted.budget) : wanted.budget;
		return { brand, campaign, ...wanted, ...(budget === undefined ? {} : { budget }) };
	}
	return onScreen(await call.ledger.setCampaign({ brand, campaign, ...wanted, now: call.now }));
}

export async function named({ context, index, ledger }: OperationCall) {
	const brand = await ledger.getBrand(brandAt(context, index));
	const campaign = String(context.getNodeParameter('campaign', index) ?? '').trim();
	if (campaign === '') {
		throw inProperty(
			context,
			index,
			"'Campaign' is empty",
			'Give the name of the campaign as in SMS Send.',
		);
	}
	return { brand: brand.slug, campaign };
}

/** The status as a marketer reads it: amounts in the currency, times in ISO. */
function onScreen(status: CampaignStatus): IDataObject {
	const { budget, spent, cost, currency, messages, segments, firstAt, lastAt, ...plain } = status;
	return {
		...plain,
		...(budget === undefined ? {} : { budget: fromMicros(budget) }),
		spent: fromMicros(spent),
		cost: fromMicros(cost),
		currency,
		messages: { ...messages },
		segments: Object.fromEntries(
			Object.entries(segments).map(([name, states]) => [name, { ...states }]),
		),
		...(firstAt === undefined ? {} : { firstAt: new Date(firstAt).toISOString() }),
		...(lastAt === undefined ? {} : { lastAt: new Date(lastAt).toISOString() }),
	};
}

import type { INodeProperties } from 'n8n-workflow';
import { brandProperty } from '../shared/brand';
import { KINDS, oneOf, valueReader } from './brand-values';
import { campaignProperty, named } from './campaign';
import type { Operation } from './operation';

const objectives = oneOf(['drive_to_store', 'drive_to_web', 'conversion'] as const);
const kinds = oneOf(['client', 'prospect'] as const);

export const answersFields: Record<string, INodeProperties[]> = {
	recordAnswers: [
		brandProperty,
		campaignProperty,
		{
			displayName: 'Objective',
			name: 'objective',
			type: 'options',
			options: [
				{ name: 'Bring People to the Store', value: 'drive_to_store' },
				{ name: 'Bring People to the Website', value: 'drive_to_web' },
				{ name: 'Sell', value: 'conversion' },
			],
			default: 'drive_to_store',
			description: 'What counted as an answer, as in the estimate of SMS Segment',
		},
		{
			displayName: 'Contacts Are',
			name: 'contactsAre',
			type: 'options',
			options: [
				{ name: 'Clients', value: 'client' },
				{
					name: 'Cold Prospects',
					value: 'prospect',
					description: 'People who never bought before',
				},
			],
			default: 'client',
			description: 'Whose answers these are; the two are estimated apart',
		},
		{
			displayName: 'Answers',
			name: 'answers',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: 'How many of them came, clicked or bought',
		},
		{
			displayName: 'SMS Sent to Them',
			name: 'smsSent',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description: 'How many of them were written to. 0 takes all real SMS of the campaign.',
		},
	],
};

/** How many answered a campaign: what later estimates rest on. A second count replaces the first. */
export const recordAnswers: Operation = async (call) => {
	const { context, index, ledger, write, now } = call;
	const { brand, campaign } = await named(call);
	const reader = valueReader(context, index);
	const parameter = (name: string): unknown => context.getNodeParameter(name, index);
	const sent = reader.read('SMS Sent to Them', KINDS.count, parameter('smsSent'));
	const count = {
		brand,
		campaign,
		kind: reader.read('Contacts Are', kinds, parameter('contactsAre')),
		objective: reader.read('Objective', objectives, parameter('objective')),
		responses: reader.read('Answers', KINDS.count, parameter('answers')),
		...(sent > 0 && { sent }),
	};
	const recorded = write ? await ledger.recordResponses({ ...count, now }) : count;
	const { responses: answers, kind, ...shown } = { ...count, ...recorded };
	return {
		...shown,
		contactsAre: kind,
		answers,
		...('at' in shown && { at: new Date(shown.at).toISOString() }),
	};
};

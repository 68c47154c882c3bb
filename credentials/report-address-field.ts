import type { INodeProperties } from 'n8n-workflow';

/** The address of SMS Trigger, for gateways that are told it with each SMS. Hidden like a password: it holds the secret. */
export const reportAddressField = (description: string): INodeProperties => ({
	displayName: 'Report Address',
	name: 'reportUrl',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/sms-lumen?secret=…',
	description: `The Production URL of SMS Trigger followed by ?secret= and its secret. ${description}`,
});

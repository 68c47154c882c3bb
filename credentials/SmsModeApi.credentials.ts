import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { rateFields } from './rate-fields';
import { reportAddressField } from './report-address-field';
import { turnedAway } from './test-rules';

export class SmsModeApi implements ICredentialType {
	name = 'smsModeApi';

	displayName = 'Smsmode API';

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/smsmode.md';

	icon = { light: 'file:smsMode.svg', dark: 'file:smsMode.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Found in your smsmode account, under API keys of the channel you send from',
		},
		reportAddressField(
			'smsmode is told it with each SMS. Left empty, you learn of no STOP, reply or delivery.',
		),
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://rest.smsmode.com',
			description: 'Another address only for a test server',
		},
		...rateFields,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-Api-Key': '={{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "https://rest.smsmode.com").replace(/\\/+$/, "")}}',
			url: '/commons/v1/organisations',
		},
		rules: turnedAway('smsmode does not accept this API key.'),
	};
}

import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { rateFields } from './rate-fields';

export class SmsFactorApi implements ICredentialType {
	name = 'smsFactorApi';

	displayName = 'SMSFactor API';

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/smsfactor.md';

	icon = { light: 'file:smsFactor.svg', dark: 'file:smsFactor.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Made in your SMSFactor account, under Developers → API Tokens',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.smsfactor.com',
			description: 'Another address only for a test server',
		},
		...rateFields,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "https://api.smsfactor.com").replace(/\\/+$/, "")}}',
			url: '/credits',
			headers: { accept: 'application/json' },
		},
		// A wrong token is answered with 200.
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'status',
					value: -1,
					message: 'SMSFactor does not accept this API token.',
				},
			},
		],
	};
}

import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { rateFields } from './rate-fields';
import { turnedAway } from './test-rules';

export class OctopushApi implements ICredentialType {
	name = 'octopushApi';

	displayName = 'Octopush API';

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/octopush.md';

	icon = { light: 'file:octopush.svg', dark: 'file:octopush.dark.svg' } as const;

	properties: INodeProperties[] = [
		{
			displayName: 'API Login',
			name: 'login',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'name@email.com',
			description: 'The e-mail address of your Octopush account',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Found in your Octopush account, under API credentials',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.octopush.com',
			description: 'Another address only for a test server',
		},
		...rateFields,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'api-login': '={{$credentials.login}}',
				'api-key': '={{$credentials.apiKey}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "https://api.octopush.com").replace(/\\/+$/, "")}}',
			url: '/v1/public/wallet/check-balance',
		},
		rules: turnedAway('Octopush does not accept this API login and key.'),
	};
}

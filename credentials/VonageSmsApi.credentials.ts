import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { rateFields } from './rate-fields';
import { reportAddressField } from './report-address-field';
import { turnedAway } from './test-rules';

/** Not n8n's own `vonageApi`: that one has neither a signature secret nor a rate. */
export class VonageSmsApi implements ICredentialType {
	name = 'vonageSmsApi';

	displayName = 'Vonage SMS API';

	icon = { light: 'file:vonage.svg', dark: 'file:vonage.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/vonage.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'On the first page of the Vonage dashboard',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Signature Secret',
			name: 'signatureSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'From API settings, when Vonage signs what it tells SMS Trigger: ask its support to turn that on. Left empty, the secret of SMS Trigger is checked.',
		},
		{
			displayName: 'Signature Method',
			name: 'signatureMethod',
			type: 'options',
			options: [
				{ name: 'MD5 Hash', value: 'md5hash' },
				{ name: 'MD5 HMAC', value: 'md5' },
				{ name: 'SHA-1 HMAC', value: 'sha1' },
				{ name: 'SHA-256 HMAC', value: 'sha256' },
				{ name: 'SHA-512 HMAC', value: 'sha512' },
			],
			default: 'md5hash',
			displayOptions: { hide: { signatureSecret: [''] } },
			description: 'The one chosen in API settings',
		},
		reportAddressField(
			'Left empty, the address for delivery receipts in the Vonage dashboard is used.',
		),
		...rateFields,
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://rest.nexmo.com',
			description: 'Another region or a test server',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			auth: {
				username: '={{$credentials.apiKey}}',
				password: '={{$credentials.apiSecret}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "https://rest.nexmo.com").replace(/\\/+$/, "")}}',
			url: '/account/get-balance',
		},
		rules: turnedAway('Vonage does not accept this API key and secret.'),
	};
}

import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { BREVO_URL } from '../core/gateway/brevo/address';
import { rateFields } from './rate-fields';
import { reportAddressField } from './report-address-field';
import { turnedAway } from './test-rules';

/** Not n8n's own `sendInBlueApi`: that one has neither an address for reports nor a rate. */
export class BrevoSmsApi implements ICredentialType {
	name = 'brevoSmsApi';

	displayName = 'Brevo SMS API';

	icon = { light: 'file:brevo.svg', dark: 'file:brevo.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/brevo.md';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. xkeysib-…',
			description: 'In Brevo under Settings → SMTP & API → API Keys',
		},
		reportAddressField(
			'Brevo tells it what became of each SMS. Left empty, there are no delivery reports.',
		),
		...rateFields,
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: `e.g. ${BREVO_URL}`,
			description: 'Instead of Brevo’s own address: a test server, for example',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'api-key': '={{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{($credentials.baseUrl || "${BREVO_URL}").replace(/\\/+$/, "")}}`,
			url: '/account',
		},
		rules: turnedAway(
			'Brevo does not accept this API key. Copy it again from Settings → SMTP & API → API Keys.',
		),
	};
}

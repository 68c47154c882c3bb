import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { rateFields } from './rate-fields';
import { turnedAway } from './test-rules';

/** Not n8n's own `twilioApi`: that one has neither an address for reports nor a rate. */
export class TwilioSmsApi implements ICredentialType {
	name = 'twilioSmsApi';

	displayName = 'Twilio SMS API';

	icon = { light: 'file:twilio.svg', dark: 'file:twilio.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/twilio.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Account SID',
			name: 'accountSid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. AC0123456789abcdef0123456789abcdef',
			description: 'On the first page of the Twilio Console',
		},
		{
			displayName: 'Auth Token',
			name: 'authToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Beside the Account SID. Twilio also signs with it what it tells SMS Trigger, so an API key does not do.',
		},
		{
			displayName: 'Messaging Service SID',
			name: 'messagingServiceSid',
			type: 'string',
			default: '',
			placeholder: 'e.g. MG0123456789abcdef0123456789abcdef',
			description:
				'The service that chooses the sender. Left empty, the sender of the brand or of SMS Send is used.',
		},
		{
			displayName: 'Report Address',
			name: 'reportUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/sms-lumen',
			description:
				'The Production URL of SMS Trigger. Twilio tells it what became of each SMS. Left empty, there are no delivery reports.',
		},
		...rateFields,
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.twilio.com',
			description: 'Another region or a test server',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			auth: {
				username: '={{$credentials.accountSid}}',
				password: '={{$credentials.authToken}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "https://api.twilio.com").replace(/\\/+$/, "")}}',
			url: '=/2010-04-01/Accounts/{{$credentials.accountSid}}.json',
		},
		rules: turnedAway('Twilio does not accept this Account SID and Auth Token.', {
			404: 'Twilio knows no account with this Account SID.',
		}),
	};
}

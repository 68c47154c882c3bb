import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { rateFields } from './rate-fields';
import { reportAddressField } from './report-address-field';
import { saidOf } from './test-rules';

export class KannelApi implements ICredentialType {
	name = 'kannelApi';

	displayName = 'Kannel API';

	icon = { light: 'file:kannel.svg', dark: 'file:kannel.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/kannel.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Address for Sending',
			name: 'baseUrl',
			type: 'string',
			default: 'http://127.0.0.1:13013/cgi-bin/sendsms',
			required: true,
			description:
				"Where Kannel's smsbox takes messages: its host, its sendsms-port and sendsms-url",
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			description: 'Of a sendsms-user group in the Kannel configuration',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		reportAddressField('Kannel calls it with each delivery report. Left empty, you learn of none.'),
		{
			displayName: 'Route',
			name: 'smsc',
			type: 'string',
			default: '',
			description: 'The smsc-id to send through. Left empty, Kannel chooses.',
		},
		...rateFields,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'X-Kannel-Username': '={{$credentials.username}}',
				'X-Kannel-Password': '={{$credentials.password}}',
			},
		},
	};

	/** A message without a receiver: Kannel looks at the password first, then answers 400 and sends nothing. */
	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			url: '={{$credentials.baseUrl}}',
			headers: { 'content-type': 'text/plain; charset=UTF-8' },
			body: 'test',
			ignoreHttpStatusErrors: { ignore: true, except: [401, 403, 404, 405, 500, 502, 503, 504] },
		},
		rules: saidOf({
			403: 'Kannel knows no sendsms-user with this name and password.',
			404: 'Kannel is there, but its sendsms-url is another than in the address.',
		}),
	};
}

import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { httpWebhookFields } from './http-webhook-fields';
import { rateFields } from './rate-fields';
import { turnedAway } from './test-rules';

export class HttpSmsGatewayApi implements ICredentialType {
	name = 'httpSmsGatewayApi';

	displayName = 'HTTP SMS Gateway API';

	icon = { light: 'file:httpSmsGateway.svg', dark: 'file:httpSmsGateway.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/http.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'<b>What is sent.</b> In URL, body and headers write <code>{to}</code> (+33612345678) or <code>{to_digits}</code> (33612345678), <code>{text}</code>, <code>{from}</code>, <code>{ref}</code> (our reference), <code>{parts}</code> and <code>{secret}</code>. They are escaped as the place asks for.',
			name: 'sendNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			options: [
				{ name: 'GET', value: 'GET' },
				{ name: 'POST', value: 'POST' },
			],
			default: 'POST',
		},
		{
			displayName: 'URL',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://api.gateway.example/v1/messages',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: 'Authorization',
			description: 'Header that holds the secret. Left empty, none is sent.',
		},
		{
			displayName: 'Secret',
			name: 'headerSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. Bearer 0123456789',
			description:
				'Sent as the value of that header. A gateway that wants it elsewhere: leave Header Name empty and write {secret} into URL or body, so that it is hidden here and shown nowhere.',
		},
		{
			displayName: 'More Headers',
			name: 'extraHeaders',
			type: 'json',
			default: '{}',
			description:
				'A JSON object of texts, e.g. {"x-channel":"marketing","idempotency-key":"{ref}"}',
		},
		{
			displayName: 'Body Is',
			name: 'bodyType',
			type: 'options',
			options: [
				{ name: 'Form', value: 'form', description: 'Written as to={to}&text={text}' },
				{ name: 'JSON', value: 'json' },
			],
			default: 'json',
			displayOptions: { show: { method: ['POST'] } },
		},
		{
			displayName: 'Body',
			name: 'body',
			type: 'string',
			typeOptions: { rows: 5 },
			default: '{"to":"{to}","from":"{from}","text":"{text}","reference":"{ref}"}',
			displayOptions: { show: { method: ['POST'] } },
			description: 'Put each text in quotes when it is JSON',
		},
		{
			displayName:
				'<b>What the answer means.</b> An answer that is neither a yes nor a no by what is entered here goes to To Check.',
			name: 'answerNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Where the ID Is',
			name: 'idPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. data.0.id',
			description: 'Left empty, no ID is kept, and reports have to tell our reference',
		},
		{
			displayName: 'Where the Status Is',
			name: 'statusPath',
			type: 'string',
			default: '',
			placeholder: 'e.g. data.0.status',
			description:
				'Left empty, each answer from 200 to 299 is a yes; with values below, a plain text that begins with one of them',
		},
		{
			displayName: 'Values That Mean Accepted',
			name: 'acceptedValues',
			type: 'string',
			default: '',
			placeholder: 'e.g. ok, queued',
			description: 'Separated by commas',
		},
		{
			displayName: 'Values That Mean Refused',
			name: 'refusedValues',
			type: 'string',
			default: '',
			placeholder: 'e.g. invalid_number, blocked',
			description: 'Separated by commas. The SMS surely did not leave and may be sent another way.',
		},
		{
			displayName: 'HTTP Codes That Mean Refused',
			name: 'refusedCodes',
			type: 'string',
			default: '',
			placeholder: 'e.g. 404, 409',
			description:
				'Besides those that mean it anyway, such as 400 and 422. Without an entry, 401 to 405 stop the run and 500 goes to To Check.',
		},
		...httpWebhookFields,
		...rateFields,
		{
			displayName: 'Address for the Connection Test',
			name: 'testUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.gateway.example/v1/balance',
			description:
				'Read with GET when this credential is saved; it must send nothing. Left empty, the first page of the host is read.',
		},
	];

	authenticate: IAuthenticate = async ({ headerName, headerSecret }, request) => {
		const [name, value] = [headerName, headerSecret].map((one) => String(one ?? '').trim());
		if (!name || !value) return request;
		return { ...request, headers: { ...request.headers, [name]: value } };
	};

	test: ICredentialTestRequest = {
		request: {
			url: '={{$credentials.testUrl || $credentials.url.split("/").slice(0, 3).join("/")}}',
		},
		rules: turnedAway('The gateway does not accept the secret in the header.', {
			404: "Nothing is at 'Address for the Connection Test'.",
		}),
	};
}

import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { accountText } from '../core/gateway/account';
import { OVH_CANADA, OVH_EUROPE, ovhBaseUrl } from '../core/gateway/ovh/address';
import { asciiJson, ovhHeaders } from '../core/gateway/ovh/signature';
import { rateFields } from './rate-fields';
import { turnedAway } from './test-rules';

const TOKEN_PAGE = 'https://auth.eu.ovhcloud.com/api/createToken?GET=/sms/*&POST=/sms/*/jobs';

export class OvhSmsApi implements ICredentialType {
	name = 'ovhSmsApi';

	displayName = 'OVHcloud SMS API';

	icon = { light: 'file:ovh.svg', dark: 'file:ovh.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/gateways/ovh.md';

	properties: INodeProperties[] = [
		{
			displayName: `Create the three keys on <a href="${TOKEN_PAGE}" target="_blank">OVHcloud's token page</a>: the rights that are needed are filled in there`,
			name: 'keysNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Region',
			name: 'endpoint',
			type: 'options',
			options: [
				{ name: 'Canada', value: OVH_CANADA },
				{ name: 'Europe', value: OVH_EUROPE },
			],
			default: OVH_EUROPE,
			description: 'Where the OVHcloud account was opened',
		},
		{
			displayName: 'Application Key',
			name: 'applicationId',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Application Secret',
			name: 'applicationSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Consumer Key',
			name: 'consumerToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Service Name',
			name: 'serviceName',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. sms-xx12345-1',
			description: 'Name of the SMS account in the OVHcloud Control Panel, under Telecom → SMS',
		},
		...rateFields,
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: `e.g. ${OVH_EUROPE}`,
			description: 'Instead of the address of the region: a test server, for example',
		},
		{
			// How far OVHcloud's clock is ahead, in seconds. n8n asks for it while it is empty and whenever the credential is tested.
			displayName: 'Clock Offset',
			name: 'clockOffset',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
	];

	/**
	 * A signature holds the time by OVHcloud's clock. n8n keeps the answer with the credential; a clock that is set right
	 * later makes calls fail as a matter of the account, and testing the credential measures it again.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const time: unknown = await this.helpers.httpRequest({
			method: 'GET',
			url: `${ovhBaseUrl(credentials)}/auth/time`,
			json: true,
		});
		const theirs = Number(time);
		if (!Number.isInteger(theirs) || theirs <= 0) throw new Error('OVHcloud did not tell its time');
		return { clockOffset: theirs - unixSeconds() };
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { qs, baseURL, ...call } = request;
		const method = request.method ?? 'GET';
		const url = wholeUrl(baseURL, request.url, qs);
		// What is signed must be what is sent: the text is made here, and an HTTP client leaves a text alone.
		const body = textOf(request.body);
		const headers = ovhHeaders(
			{
				applicationKey: accountText(credentials, 'applicationId'),
				applicationSecret: accountText(credentials, 'applicationSecret'),
				consumerKey: accountText(credentials, 'consumerToken'),
			},
			{ method, url, body, timestamp: unixSeconds() + Number(credentials.clockOffset ?? 0) },
		);
		return {
			...call,
			method,
			url,
			headers: {
				...request.headers,
				...(body !== '' && { 'Content-Type': 'application/json' }),
				...headers,
			},
			body: body === '' ? undefined : body,
		};
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || $credentials.endpoint).replace(/\\/+$/, "")}}',
			url: '=/sms/{{$credentials.serviceName}}',
		},
		rules: turnedAway(
			'OVHcloud does not accept these keys, or they lack a right. Create them again on its token page.',
			{
				400: 'OVHcloud does not accept the signature: check the Application Secret and the Consumer Key.',
				404: 'This OVHcloud account has no SMS account with this Service Name.',
			},
		),
	};
}

const unixSeconds = (): number => Math.round(Date.now() / 1000);

function wholeUrl(base: string | undefined, path: string, qs: IDataObject | undefined): string {
	const url = new URL(base ? `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}` : path);
	for (const [name, value] of Object.entries(qs ?? {})) url.searchParams.set(name, String(value));
	return url.href;
}

function textOf(body: unknown): string {
	if (typeof body === 'string') return body;
	const empty =
		body === undefined ||
		body === null ||
		(typeof body === 'object' && Object.keys(body).length === 0);
	return empty ? '' : asciiJson(body);
}

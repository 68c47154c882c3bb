import twilioSdk from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import type { WebhookRequest } from '../../../../core/gateway/gateway';
import { twilio } from '../../../../core/gateway/twilio';
import { fixtures } from '../fixtures/twilio';
import { formOf, recorder, type Recorded } from './recorder';

/** The official SDK of Twilio is the judge: its requests must be ours, its signatures must pass. */

const account = { ...fixtures.settings.account };
const SID = String(account.accountSid);
const TOKEN = String(account.authToken);
const sms = fixtures.send[0]!.batch[0]!;

const { listening, heard, address } = recorder({ sid: 'SM1', status: 'queued' }, 201);
beforeAll(listening.start);
afterAll(listening.stop);

/** The SDK knows one host only; its own client is told another one and does everything else itself. */
class LocalClient extends RequestClient {
	override async request<T>(options: RequestClient.RequestOptions<T>) {
		const uri = options.uri.replace('https://api.twilio.com', address());
		return await super.request({ ...options, uri });
	}
}

async function bySdk(more: Record<string, string>): Promise<Recorded> {
	const client = twilioSdk(SID, TOKEN, { httpClient: new LocalClient() });
	await client.messages.create({ to: sms.to, body: sms.text, ...more });
	return heard();
}

const ours = (more: Record<string, string> = {}) => {
	const call = twilio.buildSend([sms], { account: { ...account, ...more, baseUrl: address() } });
	return { method: call?.method, path: call?.url.replace(address(), ''), form: call?.form };
};

describe('a request to Twilio', () => {
	it('is the one of the SDK: sender, text, address for reports', async () => {
		const statusCallback = `${String(account.reportUrl)}?ref=${sms.ref}`;
		const theirs = await bySdk({ from: sms.sender, statusCallback });
		const { method, path, form } = ours();
		expect({ method, path, form }).toEqual({
			method: theirs.method,
			path: theirs.path,
			form: formOf(theirs),
		});
		expect(theirs.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
		const basic = Buffer.from(`${SID}:${TOKEN}`).toString('base64');
		expect(theirs.headers.authorization).toBe(`Basic ${basic}`);
	});

	it('is the one of the SDK with a Messaging Service', async () => {
		const theirs = await bySdk({ messagingServiceSid: 'MG01' });
		expect(ours({ messagingServiceSid: 'MG01', reportUrl: '' }).form).toEqual(formOf(theirs));
	});
});

describe('a signature of Twilio', () => {
	const url = 'https://n8n.example/webhook/sms-lumen?ref=aB3_x-9&note=a%20b%27c';
	const body = { MessageSid: 'SM1', To: '+33639980001', Body: 'Arrêt & merci = +', Empty: '' };

	const call = (more: Partial<WebhookRequest> = {}): WebhookRequest => ({
		method: 'POST',
		url,
		query: {},
		headers: {},
		body,
		...more,
	});
	const signed = (
		request: WebhookRequest,
		form: Record<string, unknown> = body,
		by = request.url,
	) => verified(request, twilioSdk.getExpectedTwilioSignature(TOKEN, by, form));
	const verified = (request: WebhookRequest, signature: string, authToken = TOKEN) =>
		twilio.verifyWebhook?.(
			{ ...request, headers: { 'x-twilio-signature': signature } },
			{ secret: 'a-secret-nobody-asks-for', account: { ...account, authToken } },
		);

	it('made by the SDK passes: by POST, by GET, with a field that is there twice', () => {
		expect(signed(call())).toBe(true);
		expect(signed(call({ method: 'GET', body: {} }), {})).toBe(true);
		const twice = { ...body, MediaUrl: ['b', 'a', 'b'] };
		expect(signed(call({ body: twice }), twice)).toBe(true);
	});

	it('passes with and without the port, as the SDK lets it', () => {
		const at = (host: string) => `https://${host}/webhook/sms`;
		const [bare, usual, own] = [at('n8n.example'), at('n8n.example:443'), at('n8n.example:8443')];
		for (const [known, by] of [
			[bare, usual],
			[usual, bare],
			[own, bare],
			[own, own],
		] as const) {
			const signature = twilioSdk.getExpectedTwilioSignature(TOKEN, by, body);
			expect(twilioSdk.validateRequest(TOKEN, signature, known, body)).toBe(true);
			expect(signed(call({ url: known }), body, by)).toBe(true);
		}
		expect(signed(call({ url: bare }), body, own)).toBe(false);
	});

	it('does not pass when anything of the call is altered', () => {
		const signature = twilioSdk.getExpectedTwilioSignature(TOKEN, url, body);
		const altered: Array<Partial<WebhookRequest>> = [
			{ url: url.replace('ref=aB3', 'ref=zz3') },
			{ url: url.replace('%27', "'") },
			{ url: url.replace('n8n.example', 'n8n.example.org') },
			{ url: url.replace('https', 'http') },
			{ body: { ...body, To: '+33639980002' } },
			{ body: { ...body, More: '1' } },
			{ body: {} },
			{ body: undefined },
			{ method: 'GET' },
		];
		expect(verified(call(), signature)).toBe(true);
		for (const more of altered) expect(verified(call(more), signature)).toBe(false);
		expect(verified(call(), signature.toLowerCase())).toBe(false);
		expect(verified(call(), '')).toBe(false);
		expect(verified(call(), signature, 'f'.repeat(32))).toBe(false);
	});

	it('counts for nothing without a token, even one made without a token', () => {
		const empty = twilioSdk.getExpectedTwilioSignature('', url, body);
		expect(verified(call(), empty, '')).toBe(false);
	});
});

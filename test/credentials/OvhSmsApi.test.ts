import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutboundHttp } from '@n8n/backend-network';
import { Container } from '@n8n/di';
import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { OvhSmsApi } from '../../credentials/OvhSmsApi.credentials';
import { fixtures } from '../core/gateway/fixtures/ovh';
import { ovh } from '../../core/gateway/ovh';

interface Call {
	method: string;
	url: string;
	headers: IncomingHttpHeaders;
	bytes: string;
}

const credential = new OvhSmsApi();
const account = { ...fixtures.settings.account, clockOffset: 0 } as Record<string, string | number>;
let base = '';
let calls: Call[] = [];

const server = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const { method = '', url = '', headers } = request;
		calls.push({ method, url, headers, bytes: Buffer.concat(chunks).toString('latin1') });
		response.setHeader('content-type', 'application/json');
		response.end(url.endsWith('/auth/time') ? '1795420800' : '{}');
	});
});

beforeAll(async () => {
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => await new Promise((closed) => server.close(closed)));
beforeEach(() => {
	calls = [];
});

/** n8n's own HTTP helper, which every node and credential calls through. */
const request = async (options: IHttpRequestOptions): Promise<unknown> =>
	await Container.get(OutboundHttp).requests().request(options);

/** What OVHcloud does with a call: it signs the bytes that came in and compares. */
function signatureOf({ method, url, headers, bytes }: Call, address = base): string {
	const signed = [
		account.applicationSecret,
		account.consumerToken,
		method,
		`${address}${url}`,
		bytes,
		headers['x-ovh-timestamp'],
	].join('+');
	return `$1$${createHash('sha1').update(signed, 'latin1').digest('hex')}`;
}

const send = async (options: IHttpRequestOptions, more: object = {}): Promise<Call> => {
	await request(await credential.authenticate({ ...account, ...more }, options));
	return calls[0]!;
};

describe('the credential of OVHcloud', () => {
	it.each(['Vente privée samedi', 'Prêt 🎁 “demain” €', 'a "b"\n\\ + %20 &'])(
		'signs the very bytes that n8n sends: %s',
		async (text) => {
			const batch = fixtures.send[0]!.batch.map((sms) => ({ ...sms, text }));
			const call = ovh.buildSend(batch, { account: { ...account, baseUrl: base } })!;
			const { method, url, body } = call;
			const got = await send({ method, url, body: body as never, json: true });
			expect(JSON.parse(got.bytes)).toEqual(body);
			expect(got.headers).toMatchObject({
				'content-type': 'application/json',
				'x-ovh-application': account.applicationId,
				'x-ovh-consumer': account.consumerToken,
				'x-ovh-signature': signatureOf(got),
			});
		},
	);

	it('signs the whole address, with its query, and an empty body', async () => {
		const got = await send({
			baseURL: `${base}/1.0/`,
			url: '/sms/x/outgoing',
			qs: { tag: 'aB3_x' },
		});
		expect(got.url).toBe('/1.0/sms/x/outgoing?tag=aB3_x');
		expect(got.bytes).toBe('');
		expect(got.headers['x-ovh-signature']).toBe(signatureOf(got));
		expect(got.headers['x-ovh-signature']).not.toBe(signatureOf(got, 'http://other'));
	});

	it('signs with the time of OVHcloud’s clock', async () => {
		const before = Math.round(Date.now() / 1000);
		const got = await send({ url: `${base}/1.0/me` }, { clockOffset: -500 });
		const after = Math.round(Date.now() / 1000);
		const timestamp = Number(got.headers['x-ovh-timestamp']);
		expect(timestamp).toBeGreaterThanOrEqual(before - 500);
		expect(timestamp).toBeLessThanOrEqual(after - 500);
	});

	it('measures how far the clocks are apart, without signing', async () => {
		const helper = { helpers: { httpRequest: request } } as IHttpRequestHelper;
		const before = 1795420800 - Math.round(Date.now() / 1000);
		const found = await credential.preAuthentication.call(helper, { ...account, baseUrl: base });
		const after = 1795420800 - Math.round(Date.now() / 1000);
		expect(found.clockOffset).toBeLessThanOrEqual(before);
		expect(found.clockOffset).toBeGreaterThanOrEqual(after);
		expect(calls[0]!.headers).not.toHaveProperty('x-ovh-signature');
		const wrong = { helpers: { httpRequest: async () => '<html>' } } as IHttpRequestHelper;
		await expect(credential.preAuthentication.call(wrong, account)).rejects.toThrow('time');
	});

	it('is asked for the clock by n8n while it has none: the field is hidden, empty and expires', () => {
		expect(credential.properties.find(({ name }) => name === 'clockOffset')).toMatchObject({
			type: 'hidden',
			default: '',
			typeOptions: { expirable: true },
		});
	});

	it('has every field that the gateway reads', () => {
		const names = credential.properties.map(({ name }) => name);
		for (const name of Object.keys(fixtures.settings.account!)) expect(names).toContain(name);
	});
});

import ovhClient from '@ovhcloud/node-ovh';
import nock from 'nock';
import { asciiJson, ovhHeaders } from '../../../../core/gateway/ovh/signature';

/** OVHcloud's own Node client calls https at fixed hosts only: its calls are caught on the way out. */
interface Client {
	apisLoaded: boolean;
	apiTimeDiff: number;
	request(method: string, path: string, params: object, done: (error: unknown) => void): void;
}

const keys = {
	applicationKey: '7kbG7Bk7S9Nt7ZSV',
	applicationSecret: 'EXEgWIz07P0HYwtQDs7cNIqCiQaWSuHF',
	consumerKey: 'MtSwSrPpNjqfVSmJhLbPyr2i45lSwPU1',
};
const HOST = 'https://eu.api.ovh.com';
const JOBS = '/sms/sms-xx12345-1/jobs';
const OUTGOING = '/sms/sms-xx12345-1/outgoing';

/** What the official client sends: the address with its query, the text of the body, the headers. */
async function sentByClient(method: string, path: string, params: object) {
	const client = ovhClient({
		endpoint: 'ovh-eu',
		appKey: keys.applicationKey,
		appSecret: keys.applicationSecret,
		consumerKey: keys.consumerKey,
	}) as Client;
	Object.assign(client, { apisLoaded: true, apiTimeDiff: 12 });
	const caught = { url: '', body: '', headers: {} as Record<string, string> };
	nock(HOST)
		.intercept(/.*/, method)
		.reply(function (uri, body) {
			const headers = Object.entries(this.req.headers).map(([name, value]) => [
				name,
				String(value),
			]);
			const text = typeof body === 'string' ? body : asciiJson(body);
			Object.assign(caught, {
				url: `${HOST}${uri}`,
				body: text,
				headers: Object.fromEntries(headers),
			});
			return [200, '{}'];
		});
	await new Promise<void>((done, failed) =>
		client.request(method, path, params, (error) => (error ? failed(error) : done())),
	);
	return caught;
}

afterEach(() => nock.cleanAll());
afterAll(() => nock.restore());

describe('a call of OVHcloud’s official client', () => {
	it.each([
		['an SMS', 'POST', JOBS, { message: 'Soldes -20%', receivers: ['+33639980001'] }],
		['accents', 'POST', JOBS, { message: 'Fête à Orléans, ça démarre à 9 h' }],
		['an emoji', 'POST', JOBS, { message: 'Prêt 🎁 “demain” €' }],
		['quotes and new lines', 'POST', JOBS, { message: 'Dites "oui"\n\\o/ + 1' }],
		['a look-up without a body', 'GET', OUTGOING, { tag: 'aB3_x-9' }],
	])('is signed as ours is: %s', async (_, method, path, params) => {
		const { url, body, headers } = await sentByClient(method, path, params);
		const ours = method === 'GET' ? '' : asciiJson(params);
		expect(url).toBe(`${HOST}/1.0${path}${method === 'GET' ? '?tag=aB3_x-9' : ''}`);
		expect(body).toBe(ours);
		const timestamp = Number(headers['x-ovh-timestamp']);
		for (const [name, value] of Object.entries(
			ovhHeaders(keys, { method, url, body: ours, timestamp }),
		)) {
			expect([name, headers[name.toLowerCase()]]).toEqual([name, value]);
		}
		// The client counts characters: right only while its bodies are ASCII, as ours are.
		if (ours !== '') expect(headers['content-length']).toBe(String(Buffer.byteLength(ours)));
	});
});

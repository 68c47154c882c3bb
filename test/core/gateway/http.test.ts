import fc from 'fast-check';
import { http } from '../../../core/gateway/http-gateway';
import type { OutboundSms } from '../../../core/gateway/gateway';
import { HttpSmsGatewayApi } from '../../../credentials/HttpSmsGatewayApi.credentials';
import { fixtures } from './fixtures/http';

const account = { ...fixtures.settings.account };
const sms = fixtures.send[0]!.batch[0]!;
const problem = (more: Record<string, unknown>) => http.accountProblem?.({ ...account, ...more });
const built = (one: OutboundSms, more: Record<string, unknown> = {}) =>
	http.buildSend([one], { account: { ...account, ...more } });

describe('the secret of the HTTP gateway', () => {
	const headerSecret = 'k"3&y\\';
	const body = '{"key":"{secret}","to":"{to}","text":"{text}"}';

	it('goes where {secret} stands, written as the place asks for', () => {
		expect(built(sms, { headerSecret, body })?.body).toMatchObject({ key: headerSecret });
		const form = { headerSecret, bodyType: 'form', body: 'key={secret}&to={to}&text={text}' };
		expect(built(sms, form)?.form).toMatchObject({ key: headerSecret });
		const url = 'https://x.example/send?key={secret}&to={to}&text={text}';
		const called = built(sms, { headerSecret, method: 'GET', url })?.url ?? '';
		expect(new URL(called).searchParams.get('key')).toBe(headerSecret);
	});

	it('is not given away by a text that names it', () => {
		const call = built({ ...sms, text: 'Code {secret}' }, { headerSecret: 'hidden' });
		expect(JSON.stringify(call)).toContain('Code {secret}');
		expect(JSON.stringify(call)).not.toContain('hidden');
	});

	it('is missed when it is named and empty', () => {
		expect(problem({ headerSecret, body })).toBeUndefined();
		expect(problem({ headerSecret: '', body })?.message).toBe(
			"'Secret' of the HTTP gateway is empty",
		);
		expect(problem({ headerSecret: '' })).toBeUndefined();
	});
});

describe('the credential of the HTTP gateway', () => {
	it('has nothing wrong in it when it can be used, with what it is offered too', () => {
		expect(problem({})).toBeUndefined();
		const { properties } = new HttpSmsGatewayApi();
		const offered = Object.fromEntries(properties.map(({ name, default: value }) => [name, value]));
		const url = 'https://api.gateway.example/sms';
		expect(http.accountProblem?.({ ...offered, url })).toBeUndefined();
		expect(built(sms, { ...offered, url })).toMatchObject({
			url,
			body: { to: sms.to, from: 'LUMEN', text: sms.text, reference: sms.ref },
		});
	});

	it.each([
		['an empty address', { url: '' }, "'URL' of the HTTP gateway is not an address"],
		['an address without its scheme', { url: 'api.gateway.example' }, "'URL' of the HTTP gateway"],
		[
			'a host that depends on the contact',
			{ url: 'https://{from}/x' },
			"'URL' of the HTTP gateway",
		],
		[
			'a body without quotes',
			{ body: '{"to":"{to}","text":{text}}' },
			'is no JSON once it is filled',
		],
		[
			'a comma too many',
			{ body: '{"to":"{to}","text":"{text}",}' },
			'is no JSON once it is filled',
		],
		['a form said to be JSON', { body: 'to={to}&text={text}' }, 'is no JSON once it is filled in'],
		[
			'a placeholder nobody knows',
			{ body: '{"to":"{phone}","text":"{text}"}' },
			"'Body' of the HTTP gateway names {phone}, which is not known",
		],
		[
			'one in the address',
			{ url: 'https://x.example/{Text}' },
			"'URL' of the HTTP gateway names {Text}",
		],
		[
			'one in a header',
			{ extraHeaders: '{"x":"{campaign}"}' },
			"'More Headers' of the HTTP gateway names {campaign}",
		],
		['no text', { body: '{"to":"{to}"}' }, 'The HTTP gateway is sent no {text}'],
		['no number', { body: '{"text":"{text}"}' }, 'The HTTP gateway is sent no {to} or {to_digits}'],
		['no text in the address of a GET', { method: 'GET' }, 'The HTTP gateway is sent no {text}'],
		['headers that are no JSON', { extraHeaders: 'x: 1' }, 'is not a JSON object of texts'],
		['headers that are no texts', { extraHeaders: '{"x":1}' }, 'is not a JSON object of texts'],
		['headers in a list', { extraHeaders: '["x"]' }, 'is not a JSON object of texts'],
		[
			'a place of the status without its values',
			{ acceptedValues: ' , ' },
			"'Values That Mean Accepted' of the HTTP gateway is empty",
		],
		[
			'a code that is none',
			{ refusedCodes: '404, 4xx' },
			'Mean Refused\' of the HTTP gateway holds "4xx"',
		],
	])('is told what is wrong with it: %s', (_, more, message) => {
		const said = problem(more);
		expect(said?.message).toContain(message);
		expect(said?.description.length).toBeGreaterThan(20);
	});

	it('makes no call out of a body that is no JSON', () => {
		expect(() => built(sms, { body: '{"text":{text}}' })).toThrow(
			'is no JSON once it is filled in',
		);
	});

	it('keeps its secret for n8n to add: the call that is built has none', () => {
		expect(JSON.stringify(built(sms))).not.toContain('0123456789"');
		expect(JSON.stringify(built(sms))).not.toContain('Bearer');
	});
});

describe('the secret of the HTTP gateway', () => {
	const { authenticate } = new HttpSmsGatewayApi();
	const added = async (headerName: string, headerSecret: string) =>
		typeof authenticate === 'function'
			? await authenticate({ headerName, headerSecret }, { url: 'https://x', headers: { a: '1' } })
			: undefined;

	it('goes into its header, beside the others', async () => {
		const { headers } = (await added(' X-Key ', 'k'))!;
		expect(headers).toEqual({ a: '1', 'X-Key': 'k' });
	});

	it('is left out when there is none, or no name for it', async () => {
		for (const [name, value] of [
			['Authorization', ''],
			['', 'k'],
		] as const) {
			expect((await added(name, value))?.headers).toEqual({ a: '1' });
		}
	});
});

describe('a value in a template', () => {
	const anything = fc.string({ unit: 'binary', maxLength: 40 });

	it('comes out of JSON, form and address as it went in, whatever it holds', () => {
		fc.assert(
			fc.property(anything, anything, (text, sender) => {
				const one = { ...sms, text, sender };
				const well = { text: text.toWellFormed(), from: sender.toWellFormed() };
				const json = built(one, { body: '{"text":"{text}","from":"{from}","to":"{to}"}' });
				expect(json?.body).toEqual({ ...well, to: sms.to });
				const body = 'text={text}&from={from}&to={to}';
				expect(built(one, { bodyType: 'form', body })?.form).toEqual({ ...well, to: sms.to });
				const get = built(one, { method: 'GET', url: `https://x.example/?${body}` });
				expect(Object.fromEntries(new URL(get?.url ?? '').searchParams)).toEqual({
					...well,
					to: sms.to,
				});
				expect(get?.body ?? get?.form).toBeUndefined();
			}),
		);
	});

	it('breaks out of no header', () => {
		const call = built(
			{ ...sms, text: 'a\r\nx-evil: 1\u0000é' },
			{ extraHeaders: '{"x-text":"{text}"}' },
		);
		expect(call?.headers).toEqual({ 'x-text': 'ax-evil: 1' });
	});
});

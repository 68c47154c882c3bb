import type { WebhookRequest } from '../../../core/gateway/gateway';
import { sandbox } from '../../../core/gateway/sandbox';
import { carriesSecret } from '../../../core/gateway/secret';

const call = (more: Partial<WebhookRequest>): WebhookRequest => ({
	method: 'POST',
	url: '',
	query: {},
	headers: {},
	body: {},
	...more,
});
const parse = (body: unknown) => sandbox.parseWebhook?.(call({ body }));

describe('what the sandbox is told', () => {
	it('reads a text, and the number in whatever way it is written', () => {
		const at = '2026-11-21T08:00:00Z';
		const stop = {
			type: 'inbound',
			id: 'e1',
			from: '06 12 34 56 78',
			to: '36000',
			text: 'STOP',
			at,
		};
		const read = {
			kind: 'inbound',
			key: 'e1',
			from: '+33612345678',
			to: '36000',
			text: 'STOP',
			at: Date.parse(at),
			ref: undefined,
		};
		expect(parse(stop)).toEqual([read]);
		expect(parse([stop])).toEqual([read]);
		expect(parse({ events: [stop, { ...stop, id: 2, at: Date.parse(at) }] })).toEqual([
			read,
			{ ...read, key: '2' },
		]);
	});

	it('knows an overseas number by its territory, and keeps a number that is no mobile', () => {
		const from = (number: string) => parse({ type: 'inbound', id: '1', from: number, text: 'x' });
		expect(from('0692123456')).toMatchObject([{ from: '+262692123456' }]);
		expect(from('33612345678')).toMatchObject([{ from: '+33612345678' }]);
		expect(from('+33142685300')).toMatchObject([{ from: '+33142685300' }]);
		expect(from('36000')).toEqual([]);
	});

	it('keeps a STOP that has no id, the same one once', () => {
		const stop = { type: 'inbound', from: '+33639980001', text: 'STOP' };
		expect(parse(stop)?.[0]?.key).toBe(parse(stop)?.[0]?.key);
		expect(parse({ ...stop, text: 'Bonjour' })?.[0]?.key).not.toBe(parse(stop)?.[0]?.key);
	});

	it('reads a delivery report by our reference or by its own id', () => {
		const report = { type: 'report', id: 'r1', ref: 'aB3', status: 'delivered', code: '0' };
		expect(parse(report)).toEqual([
			{
				kind: 'report',
				key: 'r1',
				ref: 'aB3',
				providerId: undefined,
				status: 'delivered',
				code: '0',
				at: undefined,
			},
		]);
		expect(parse({ ...report, ref: undefined, providerId: 'p1' })).toMatchObject([
			{ providerId: 'p1' },
		]);
	});

	it.each([
		['nothing', undefined],
		['a text', 'STOP'],
		['a number', 42],
		['an unknown event', { type: 'click', id: '1', from: '+33639980001' }],
		['a text without a number', { type: 'inbound', id: '1', text: 'STOP' }],
		['a number without a text', { type: 'inbound', id: '1', from: '+33639980001' }],
		['a report of nothing', { type: 'report', id: '1', status: 'delivered' }],
		['a report of an unknown status', { type: 'report', id: '1', ref: 'a', status: 'seen' }],
		['inherited names', { type: 'constructor', id: '1' }],
		['events that are none', { events: [null, 1, 'x', [], { type: 'toString' }] }],
	])('leaves out %s', (_, body) => {
		expect(parse(body)).toEqual([]);
	});
});

describe('the secret of an address', () => {
	const secret = 'k3Yd0fTheTrigger-0123';

	it('is taken from the address or from a header', () => {
		expect(carriesSecret(call({ query: { secret } }), { secret })).toBe(true);
		expect(carriesSecret(call({ headers: { 'x-webhook-secret': secret } }), { secret })).toBe(true);
		expect(sandbox.verifyWebhook?.(call({ query: { secret } }), { secret })).toBe(true);
	});

	it.each([
		['missing', call({})],
		['empty', call({ query: { secret: '' } })],
		['another', call({ query: { secret: 'k3Yd0fTheTrigger-0124' } })],
		['its beginning', call({ query: { secret: 'k3Yd0fTheTrigger' } })],
		['in the body', call({ body: { secret: 'k3Yd0fTheTrigger-0123' } })],
	])('refuses a call where it is %s', (_, request) => {
		expect(carriesSecret(request, { secret })).toBe(false);
	});

	it('lets nothing pass while none is set, or one that can be guessed', () => {
		expect(carriesSecret(call({ query: { secret: '' } }), { secret: '' })).toBe(false);
		expect(carriesSecret(call({ query: { secret: 'short' } }), { secret: 'short' })).toBe(false);
	});
});

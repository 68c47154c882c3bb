import { createHash } from 'node:crypto';
import twilioSdk from 'twilio';
import type { INode } from 'n8n-workflow';
import { GATEWAYS, gatewayById } from '../../core/gateway/gateways';
import { stopWarning } from '../../nodes/shared/stop-listening';
import { properties } from '../../nodes/SmsTrigger/properties';
import {
	call,
	MARTIN,
	NOON,
	publish,
	rows,
	SECRET,
	useScene,
	withLedger,
	type Call,
} from './SmsTrigger.scene';

useScene();

const suppressed = async () =>
	(await withLedger(async (ledger) => await ledger.suppressed('default', [MARTIN])))[0];
const optOuts = async () =>
	(await withLedger(async (ledger) => await ledger.exportPerson('default', MARTIN))).optOuts;

const campaign = {
	...{ brand: 'default', campaign: 'private sale', purpose: 'marketing' as const },
	...{ live: true, now: NOON },
};
/** A message that was accepted by `gateway`; its reference. */
const sent = async (gateway: string, providerId: string) =>
	await withLedger(async (ledger) => {
		const entries = [{ to: MARTIN, occasion: 'once' }];
		const sending = { gateway, run: 'run-1', leaseMs: 60_000 };
		const [verdict] = await ledger.claim({ ...campaign, ...sending, entries });
		const ref = verdict?.outcome === 'claimed' ? verdict.ref : '';
		await ledger.settle([{ ref, outcome: 'accepted', providerId }], NOON);
		return ref;
	});
const states = async () =>
	await withLedger(
		async (ledger) => (await ledger.campaignStatus('default', 'private sale', true)).messages,
	);

const TOKEN = '0123456789abcdef0123456789abcdef';
const PUBLIC = 'https://n8n.example/webhook';

/** A call as Twilio makes it to the public address, and as it arrives at n8n. */
function byTwilio(body: Record<string, string>, more: Partial<Call> = {}): Call {
	const { originalUrl = '/webhook/lumen', publicUrl = PUBLIC, query = {} } = more;
	const search = Object.keys(query).length > 0 ? `?${new URLSearchParams(query).toString()}` : '';
	const address = publicUrl.replace(/\/[^/]*\/?$/, '') + originalUrl + search;
	return {
		parameters: { gateway: 'twilio', secret: '' },
		credentials: { twilioSmsApi: { authToken: TOKEN } },
		headers: {
			host: '10.0.0.7:5678',
			'x-twilio-signature': twilioSdk.getExpectedTwilioSignature(TOKEN, address, body),
		},
		body,
		...more,
		originalUrl: originalUrl + search,
		publicUrl,
	};
}
const text = (Body: string, more: Record<string, string> = {}) => ({
	...{ MessageSid: 'SM1', From: MARTIN, To: '+33757000000', Body, ...more },
});

describe('a call of Twilio', () => {
	it('is known by its signature over the public address, and answered as Twilio wants it', async () => {
		const { status, headers, body, outputs } = await call(byTwilio(text('Stop svp')));
		expect([status, body]).toEqual([200, '<Response></Response>']);
		expect(headers['content-type']).toBe('text/xml; charset=utf-8');
		expect(await suppressed()).toBe(true);
		expect(outputs?.[0]?.[0]?.json).toMatchObject({ text: 'Stop svp', gateway: 'twilio' });
	});

	it.each([
		['from the test address', { mode: 'manual' as const, originalUrl: '/webhook-test/lumen' }],
		['behind a path that a proxy takes away', { publicUrl: 'https://n8n.example/sms/webhook' }],
		['with a path as it was encoded', { originalUrl: '/webhook/lum%C3%A9n' }],
	])('is known %s', async (_, more) => {
		expect(await call(byTwilio(text('STOP'), more))).toMatchObject({ status: 200 });
		expect(await suppressed()).toBe(true);
	});

	it('is refused when it was altered, or is signed for another address; the secret does not help', async () => {
		await call(byTwilio(text('Bonjour', { MessageSid: 'SM0' })));
		const before = rows();
		const honest = byTwilio(text('STOP'));
		const others: Call[] = [
			{ ...honest, body: text('STOP', { From: '+33612345679' }) },
			{ ...honest, publicUrl: 'https://other.example/webhook' },
			{ ...honest, originalUrl: '/webhook/lumen?ref=x' },
			{ ...honest, headers: {} },
			{ ...honest, headers: {}, query: { secret: SECRET }, parameters: { gateway: 'twilio' } },
			{ ...honest, credentials: { twilioSmsApi: { authToken: 'another' } } },
		];
		for (const one of others) {
			expect(await call(one)).toMatchObject({ status: 401, outputs: undefined });
		}
		expect(rows()).toBe(before);
		expect(await suppressed()).toBe(false);
	});

	it('that takes a text for a STOP makes it one, whatever the text says', async () => {
		const { outputs } = await call(byTwilio(text('Ok', { OptOutType: 'STOP' })));
		expect(outputs?.map((items) => items.length)).toEqual([1, 0, 0, 0]);
		expect(outputs?.[0]?.[0]?.json).toMatchObject({ meaning: 'opt_out', text: 'Ok' });
		expect(outputs?.[0]?.[0]?.json).not.toHaveProperty('keyword');
		expect(await suppressed()).toBe(true);
	});

	it('that says a person had opted out is a STOP, once, and the report of the message too', async () => {
		const ref = await sent('twilio', 'SM9');
		const report = { MessageSid: 'SM9', MessageStatus: 'failed', To: MARTIN, ErrorCode: '21610' };
		const parameters = { gateway: 'twilio', events: ['stop', 'report'] };
		const one = byTwilio(report, { query: { ref }, parameters });
		const { status, outputs } = await call(one);
		expect(status).toBe(200);
		const eventId = 'SM9 failed';
		const at = '2026-10-06T10:00:00.000Z';
		expect(outputs).toEqual([
			[
				{
					json: {
						...{ kind: 'stop', sms: { to: MARTIN, brand: 'default' }, brands: ['default'] },
						...{ text: '', meaning: 'opt_out', reported: true, ref, gateway: 'twilio', at },
						eventId: `${eventId} opted out`,
					},
				},
			],
			[],
			[
				{
					json: {
						...{ kind: 'report', sms: { to: MARTIN }, ref, providerId: 'SM9' },
						...{ status: 'refused', code: '21610', optedOut: true, gateway: 'twilio', at, eventId },
					},
				},
			],
			[],
		]);
		expect(await suppressed()).toBe(true);
		expect(await optOuts()).toMatchObject([{ source: 'gateway' }]);
		expect(await states()).toEqual({ undelivered: 1 });
		expect(await call(one)).toMatchObject({ status: 200, outputs: undefined });
		expect(await optOuts()).toHaveLength(1);
	});

	it('closes nothing when a report speaks of another failure', async () => {
		await sent('twilio', 'SM9');
		const report = {
			MessageSid: 'SM9',
			MessageStatus: 'undelivered',
			To: MARTIN,
			ErrorCode: '30003',
		};
		await call(byTwilio(report));
		expect(await states()).toEqual({ undelivered: 1 });
		expect(await suppressed()).toBe(false);
	});
});

const vonage = (more: Partial<Call>): Call => ({
	parameters: { gateway: 'vonage' },
	credentials: { vonageSmsApi: { signatureSecret: '' } },
	query: { secret: SECRET },
	...more,
});
const stop = {
	...{ msisdn: MARTIN.slice(1), to: '33757000000', messageId: '0C1', text: 'STOP', type: 'text' },
};
const form = (values: Record<string, string>) => new URLSearchParams(values).toString();

describe('a call of Vonage', () => {
	it.each<[string, Partial<Call>]>([
		['as JSON', { body: stop }],
		[
			'as a form',
			{ body: { ...stop }, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
		],
		['as a form without its content type', { body: {}, rawBody: Buffer.from(form(stop)) }],
		[
			'as a form that came as text',
			{ body: form(stop), headers: { 'content-type': 'text/plain' } },
		],
		[
			'by GET',
			{
				method: 'GET',
				query: { ...stop, secret: SECRET },
				originalUrl: `/webhook/lumen?${form({ ...stop, secret: SECRET })}`,
			},
		],
	])('is understood %s, and answered with nothing', async (_, more) => {
		const { status, body, headers, outputs } = await call(vonage(more));
		expect([status, body, headers['content-type']]).toEqual([200, '', 'text/plain; charset=utf-8']);
		expect(outputs?.[0]?.[0]?.json).toMatchObject({ eventId: '0C1', sms: { to: MARTIN } });
		expect(await suppressed()).toBe(true);
	});

	it('is refused when it was signed so long ago that the ledger may have forgotten it', async () => {
		const DAY = 24 * 3_600_000;
		const account = { signatureSecret: 's', signatureMethod: 'md5hash' };
		const credentials = { vonageSmsApi: account };
		const signed = (age: number, messageId: string) => {
			const timestamp = String((NOON - age) / 1_000);
			const fields: Record<string, string> = { ...stop, messageId, timestamp };
			const names = Object.keys(fields).sort();
			const line = names.map((name) => `&${name}=${fields[name]}`).join('');
			return { ...fields, sig: createHash('md5').update(`${line}s`).digest('hex') };
		};
		const statusOf = async (body: object) =>
			(await call(vonage({ query: {}, credentials, body }))).status;
		expect(await statusOf(signed(30 * DAY, 'old'))).toBe(401);
		expect(await suppressed()).toBe(false);
		expect(await statusOf(signed(28 * DAY, 'late'))).toBe(200);
		expect(await suppressed()).toBe(true);
	});

	it('is refused as XML, which nothing here speaks', async () => {
		const headers = { 'content-type': 'application/xml' };
		const body = { stop };
		expect(await call(vonage({ headers, body }))).toMatchObject({ status: 400 });
		const rawBody = Buffer.from('<sms from="33612345678">STOP</sms>');
		expect(await call(vonage({ body: {}, rawBody }))).toMatchObject({ status: 400 });
	});
});

describe('a call to a trigger whose credential is gone', () => {
	it.each([
		['never chosen', {}],
		['deleted', { twilioSmsApi: null }],
	])('%s: the gateway is told to come back, and nothing is lost', async (_, credentials) => {
		const one = byTwilio(text('STOP'));
		const refused = await call({ ...one, credentials });
		expect(refused).toMatchObject({ status: 503, outputs: undefined });
		expect(refused.headers['retry-after']).toBe('30');
		expect(await call(one)).toMatchObject({ status: 200 });
		expect(await suppressed()).toBe(true);
	});
});

describe('publishing a trigger of a gateway', () => {
	const parameters = { gateway: 'vonage' };

	it.each([
		['never chosen', {}, 'The credential for Vonage is missing'],
		[
			'deleted',
			{ vonageSmsApi: null },
			'The credential "My vonageSmsApi" for Vonage is not there any more',
		],
	])('says it when the credential was %s', async (_, credentials, message) => {
		for (const isTest of [false, true]) {
			const error: unknown = await publish('create', { parameters, credentials, isTest }).catch(
				(thrown: unknown) => thrown,
			);
			expect(error).toMatchObject({ message });
			expect(error).toMatchObject({
				description: expect.stringContaining('Choose the credential'),
			});
		}
		const listeners = await withLedger(async (ledger) => await ledger.listeners('vonage/7'));
		expect(listeners).toEqual([]);
	});

	it('is known by its credential: another account of the same gateway is still warned about', async () => {
		await publish('create', { parameters, credentials: { vonageSmsApi: {} } });
		const warned = async (id: string) =>
			await withLedger(async (ledger) => {
				const node = { credentials: { vonageSmsApi: { id, name: '' } } } as Partial<INode> as INode;
				return await stopWarning(ledger, gatewayById('vonage')!, node);
			});
		expect(await warned('7')).toBeUndefined();
		expect(await warned('8')).toContain('STOP answers are not received');
	});

	it('needs a secret, except for a gateway that signs', async () => {
		const credentials = { vonageSmsApi: {}, twilioSmsApi: {} };
		await expect(
			publish('create', { parameters: { ...parameters, secret: '' }, credentials }),
		).rejects.toThrow("'Secret' is empty");
		const signed = { gateway: 'twilio', secret: '' };
		expect(await publish('create', { parameters: signed, credentials })).toBe(true);
	});

	it('says it when the gateway is not known', async () => {
		await expect(publish('create', { parameters: { gateway: 'pigeon' } })).rejects.toThrow(
			'\'Gateway\' is unknown: "pigeon"',
		);
	});
});

describe('the address of the trigger', () => {
	it('has a notice for each gateway, which says what to paste where', () => {
		for (const { id } of GATEWAYS) {
			const shown = properties.filter(
				({ name, displayOptions }) =>
					name === 'address' && displayOptions?.show?.gateway?.includes(id),
			);
			expect(shown).toHaveLength(1);
			expect(shown[0]?.displayName).toMatch(/Production URL above.{20}/);
		}
	});

	it('asks for a secret where the gateway signs nothing', () => {
		const secret = properties.find(({ name }) => name === 'secret');
		expect(secret?.displayOptions).toEqual({ hide: { gateway: ['twilio'] } });
	});
});

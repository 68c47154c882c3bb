import { createHash, createHmac } from 'node:crypto';
import { AlgorithmTypes, Auth } from '@vonage/auth';
import { SMS } from '@vonage/sms';
import type { WebhookRequest } from '../../../../core/gateway/gateway';
import { vonage } from '../../../../core/gateway/vonage';
import { fixtures, sign } from '../fixtures/vonage';
import { recorder } from './recorder';

// Tokens, which the SMS API does not use; a package of theirs is an ES module that Jest cannot load.
jest.mock('@vonage/jwt', () => ({}));

/** The official SDK of Vonage is the judge: its requests must be ours, what it takes for signed must pass. */

const account = { ...fixtures.settings.account };
const SECRET = String(account.signatureSecret);
const sms = fixtures.send[0]!.batch[0]!;

const taken = { 'message-count': '1', messages: [{ status: '0', 'message-id': '0A1' }] };
const { listening, heard, address } = recorder(taken);
beforeAll(listening.start);
afterAll(listening.stop);

const sdk = (restHost = 'https://rest.nexmo.com') =>
	new SMS(
		new Auth({
			apiKey: String(account.apiKey),
			apiSecret: String(account.apiSecret),
			privateKey: '',
		}),
		{
			restHost,
		},
	);

describe('a request to Vonage', () => {
	it.each([
		['GSM-7' as const, 'text', 'Vente privée & cadeaux. STOP au 36000'],
		['UCS-2' as const, 'unicode', 'Soldes 🎉 STOP au 36000'],
	])('with a text in %s is the one of the SDK', async (encoding, type, text) => {
		const callback = String(account.reportUrl);
		await sdk(address()).send({
			...{ from: sms.sender, to: sms.to.slice(1), text, type: type as never },
			...{ clientRef: sms.ref, callback },
		});
		const theirs = heard();
		const ours = vonage.buildSend([{ ...sms, text, encoding }], {
			account: { ...account, baseUrl: `${address()}/` },
		});
		expect(ours).toMatchObject({ method: theirs.method, url: `${address()}${theirs.path}` });
		expect(ours?.body).toEqual(JSON.parse(theirs.body));
		expect(theirs.headers['content-type']).toContain('application/json');
		const basic = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64');
		expect(theirs.headers.authorization).toBe(`Basic ${basic}`);
	});
});

const METHODS = [
	['md5hash', AlgorithmTypes.md5hash],
	['md5', AlgorithmTypes.md5hmac],
	['sha1', AlgorithmTypes.sha1hmac],
	['sha256', AlgorithmTypes.sha256hmac],
	['sha512', AlgorithmTypes.sha512hmac],
] as const;

/** Values that only a right escape signs right. */
const params = {
	msisdn: '33639980001',
	to: '33757000000',
	messageId: '0C0000000123451',
	text: 'Arrêt & merci = + % é',
	type: 'text',
	'message-timestamp': '2026-11-23 09:00:00',
	timestamp: '1795424400',
	nonce: '1f2e3d4c',
};

const request = (body: unknown): WebhookRequest => ({
	method: 'POST',
	url: 'https://n8n.example/webhook/sms?secret=a-secret-of-the-trigger',
	query: { secret: 'a-secret-of-the-trigger' },
	headers: {},
	body,
});
const verified = (body: unknown, more: Record<string, unknown> = {}) =>
	vonage.verifyWebhook?.(request(body), {
		secret: 'a-secret-of-the-trigger',
		account: { ...account, ...more },
	});

describe('a signature of Vonage', () => {
	it.each(METHODS)('by %s passes as the SDK lets it, and no altered one', (signatureMethod, by) => {
		const sig = signatureBy(by);
		expect(sdk().verifySignature(sig, params, SECRET, by)).toBe(true);
		for (const one of [sig, sig.toLowerCase(), sig.toUpperCase()]) {
			expect(verified({ ...params, sig: one }, { signatureMethod })).toBe(true);
		}
		const altered = [
			{ ...params, text: 'Arrêt' },
			{ ...params, msisdn: '33639980002' },
			{ ...params, more: '1' },
			{ ...params, text: params.text.replace('&', '=') + ' ' },
		];
		for (const one of altered) {
			expect(sdk().verifySignature(sig, one, SECRET, by)).toBe(false);
			expect(verified({ ...one, sig }, { signatureMethod })).toBe(false);
		}
		expect(verified({ ...params, sig }, { signatureMethod, signatureSecret: 'other' })).toBe(false);
		const [other] = METHODS.find(([name]) => name !== signatureMethod)!;
		expect(verified({ ...params, sig }, { signatureMethod: other })).toBe(false);
	});

	it('made by the fixtures of the contract suite is one of the SDK', () => {
		const { body } = sign(request(params));
		const { sig, ...signed } = body as Record<string, string>;
		expect(sdk().verifySignature(sig!, signed, SECRET, AlgorithmTypes.sha256hmac)).toBe(true);
	});

	it('is asked for once its secret is known: the secret of the address is not enough', () => {
		expect(verified(params)).toBe(false);
		expect(verified({ ...params, sig: '' })).toBe(false);
		expect(verified({ ...params, sig: 5 })).toBe(false);
		expect(verified({ ...params, sig: 'x' }, { signatureMethod: 'rot13' })).toBe(false);
	});

	it('is not asked for without one: then the secret of the address is', () => {
		expect(verified(params, { signatureSecret: '' })).toBe(true);
		const keys = { secret: 'another-secret-of-it', account: { ...account, signatureSecret: '' } };
		expect(vonage.verifyWebhook?.(request(params), keys)).toBe(false);
	});
});

/** The SDK checks webhooks and cannot sign one: we sign by the vendor's page, and the SDK says whether that is right. */
function signatureBy(algorithm: AlgorithmTypes): string {
	const text = Object.entries(params)
		.sort(([one], [two]) => (one < two ? -1 : 1))
		.map(([name, value]) => `&${name}=${value.replaceAll(/[&=]/g, '_')}`)
		.join('');
	if (algorithm === AlgorithmTypes.md5hash) {
		return createHash('md5')
			.update(text + SECRET)
			.digest('hex');
	}
	const digest = algorithm.replace('HMAC', '').toLowerCase();
	return createHmac(digest, SECRET).update(text).digest('hex');
}

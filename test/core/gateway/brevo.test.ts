import { brevo } from '../../../core/gateway/brevo';
import { fixtures } from './fixtures/brevo';

const [sms] = fixtures.send[0]!.batch;
const contentOf = (text: string, purpose: 'marketing' | 'transactional') =>
	fixtures.textsIn(brevo.buildSend([{ ...sms!, text, purpose }], fixtures.settings)!)[0];
const parse = (event: object, query = {}) =>
	brevo.parseWebhook!({ method: 'POST', url: '', headers: {}, body: event, query });

describe('Brevo', () => {
	it('keeps the words of an author who placed the STOP code', () => {
		expect(contentOf('Soldes. STOP : [STOP_CODE]', 'marketing')).toBe('Soldes. STOP : [STOP_CODE]');
	});

	it('never makes a service message marketing by a STOP code in it', () => {
		expect(contentOf('Commande prête\nSTOP au [STOP_CODE]', 'transactional')).toBe(
			'Commande prête',
		);
		expect(contentOf('Commande prête [STOP_CODE]', 'transactional')).toBe('Commande prête');
	});

	it.each(['softBounce', 'soft_bounce', 'SOFT-BOUNCE', 'softBounces'])(
		'knows %s by any spelling',
		(name) => {
			expect(parse({ msg_status: name, messageId: 1 })).toMatchObject([{ status: 'undelivered' }]);
			expect(parse({ event: name, messageId: 1 })).toMatchObject([{ status: 'undelivered' }]);
		},
	);

	it('takes a list of events by their own words, not by the reference of the address', () => {
		const body = [
			{ msg_status: 'sent', messageId: 1 },
			{ msg_status: 'sent', messageId: 2, tag: 'b' },
		];
		expect(parse(body, { ref: 'a' })).toMatchObject([
			{ ref: undefined, providerId: '1' },
			{ ref: 'b', providerId: '2' },
		]);
	});

	it('believes no list that stands beside something else', () => {
		const reply = (body: unknown) => ({ status: 200, headers: {}, body });
		expect(brevo.lookUp!.parse(reply({ code: 'x' }))).toBeUndefined();
		expect(brevo.lookUp!.parse(reply({ events: 'x' }))).toBeUndefined();
		expect(brevo.optOutList!.parse(reply({}))).toBeUndefined();
	});
});

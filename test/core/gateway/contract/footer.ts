import type { Gateway, HttpCall, OutboundSms } from '../../../../core/gateway/gateway';
import type { GatewayFixtures } from './fixtures';
import { batchOf, contentOf } from './scene';

const SERVICE = { purpose: 'transactional', text: 'Votre commande est prête' } as const;

/** The STOP footer reaches the phone once in marketing and never in a service message, whoever writes it. */
export function describeFooter(gateway: Gateway, { settings, textsIn }: GatewayFixtures) {
	const { stopFooter, gatewayFooter } = gateway.capabilities;
	const callOf = (more: Partial<OutboundSms>): HttpCall => {
		const call = gateway.buildSend(batchOf(1, more), settings);
		if (!call) throw new Error('A fixture whose settings make no call');
		return call;
	};
	const textOf = (more: Partial<OutboundSms>) => textsIn(callOf(more))[0];
	const text = 'Vente privée samedi à Rennes';

	it('says who writes the STOP footer, and what it writes when we do not', () => {
		expect(gatewayFooter === undefined).toBe(stopFooter === 'us');
		if (gatewayFooter) expect(gatewayFooter.adds).toMatch(/stop/i);
	});

	it('leaves a service message as it was written', () => {
		expect(textOf(SERVICE)).toBe(SERVICE.text);
	});

	if (gatewayFooter?.placeholder === undefined) {
		it('leaves a marketing text as it was counted', () => {
			expect(textOf({ text })).toBe(text);
		});
	} else {
		const placeholder = gatewayFooter.placeholder;
		const timesIn = (whole = '') => whole.split(placeholder.trim()).length - 1;

		it('ends a marketing text with the placeholder of the gateway, once', () => {
			expect(textOf({ text })).toBe(`${text}${placeholder}`);
			expect(timesIn(textOf({ text: `${text}${placeholder}` }))).toBe(1);
			expect(timesIn(textOf({ text: `${text} ${placeholder.trim()}` }))).toBe(1);
		});
	}

	if (stopFooter === 'gateway') {
		it('tells the gateway which messages are marketing', () => {
			const content = (purpose: OutboundSms['purpose']) =>
				contentOf(callOf({ purpose, text: SERVICE.text }));
			expect(content('marketing')).not.toBe(content('transactional'));
		});
	}
}

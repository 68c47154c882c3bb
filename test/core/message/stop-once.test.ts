import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Gateway, OutboundSms } from '../../../core/gateway/gateway';
import type { E164 } from '../../../core/item';
import { GATEWAYS } from '../../../core/gateway/gateways';
import { composer } from '../../../core/message/compose';
import { countParts } from '../../../core/message/parts';
import { asSent, stopFooter, stopSettings } from '../../../core/message/stop-footer';
import { withoutMentions, withOneMention } from '../../../core/message/stop-mention';
import type { GatewayFixtures } from '../gateway/contract';

const CODE = '36180';
const OTHER_CODE = '30101';

describe('taking a mention out of a text', () => {
	test.each([
		['Soldes.\nSTOP au 36180', 'Soldes.'],
		['Soldes STOP 36180', 'Soldes'],
		['Soldes - STOP au 36XYZ', 'Soldes'],
		['Soldes (STOP au 36180)', 'Soldes'],
		['Soldes. STOP au 36180. À samedi', 'Soldes. À samedi'],
		['Soldes STOP au 36180. À samedi', 'Soldes. À samedi'],
		['Soldes STOP au 36180, à samedi', 'Soldes, à samedi'],
		['Soldes STOP au 36180 à samedi', 'Soldes à samedi'],
		['STOP au 36180\nSoldes', 'Soldes'],
		['Soldes\nSTOP au 36180\nÀ samedi', 'Soldes\nÀ samedi'],
		['Soldes. Stop SMS ? Envoyez Stop au 36180', 'Soldes.'],
		['Soldes. Refus : STOP par SMS au 36180.', 'Soldes.'],
		['Soldes. Pour ne plus recevoir de SMS, envoyez STOP au 36180', 'Soldes.'],
		['Soldes. Désabo: STOP au [STOP_CODE]', 'Soldes.'],
		['Soldes [STOP_CODE]', 'Soldes'],
		['Soldes STOP au XXXXX', 'Soldes'],
		['Sale. Text STOP to 36180', 'Sale.'],
		['Soldes STOP au 36180 STOP au 36180', 'Soldes'],
		['Soldes STOP STOP 36180 36180', 'Soldes'],
		['Soldes STOP au 75001', 'Soldes'],
		['STOP au 36180', ''],
	])('%j becomes %j', (text, rest) => expect(withoutMentions(text)).toBe(rest));

	test.each([
		'Ouvert non-stop, 36180 clients ravis',
		'STOP aux prix fous : 75001 Paris',
		'Prochain stop au 75001 Paris, venez',
		'Stop ! 12500 articles soldés en magasin',
		'Votre code XXXXX en caisse',
		'Répondez STOP',
		'Soldes   - à   samedi ',
	])('%j has none and stays', (text) => expect(withoutMentions(text)).toBe(text));

	test('a code of the brand that is no 36xxx is known in the middle too', () => {
		const text = 'Soldes STOP au 30101. À samedi';
		expect(withoutMentions(text)).toBe(text);
		expect(withoutMentions(text, ['30101'])).toBe('Soldes. À samedi');
		expect(withoutMentions(text, ['(', ''])).toBe(text);
	});

	test('of several mentions the last stays', () => {
		expect(withOneMention('STOP au 36180. Soldes. STOP au 36XYZ. Samedi STOP 36180.')).toBe(
			'Soldes. Samedi STOP 36180.',
		);
		expect(withOneMention('Soldes STOP au 36180')).toBe('Soldes STOP au 36180');
	});

	test('a megabyte of anything is not searched over and over', () => {
		for (const part of ['stop ', ' ', 'STOP 36180', 'Envoyez "', 'Refus :   '])
			expect(withoutMentions(part.repeat(500)).length).toBeLessThanOrEqual(500 * part.length);
		const long = `stop${' '.repeat(1_000_000)}36180`;
		expect(withoutMentions(long)).toBe(long);
	});
});

interface Case {
	gateway: Gateway;
	fixtures: GatewayFixtures;
}

const withFixtures = ({ id }: Gateway): boolean =>
	existsSync(join(__dirname, '../gateway/fixtures', `${id}.ts`));

const CASES: Case[] = GATEWAYS.filter(withFixtures).map((gateway) => ({
	gateway,
	fixtures: jest.requireActual<{ fixtures: GatewayFixtures }>(
		join(__dirname, '../gateway/fixtures', gateway.id),
	).fixtures,
}));

/** What the gateway makes of the text it was handed: what it puts in, or adds, reaches the phone. */
function onPhone({ gateway, fixtures }: Case, text: string, purpose: OutboundSms['purpose']) {
	const call = gateway.buildSend(
		[
			{
				...{
					ref: 'r1_x-aaaaaaaaaaaaaaa',
					call: 'r1_x-aaaaaaaaaaaaaaa',
					to: '+33639980001' as E164,
				},
				...{ text, encoding: countParts(text).encoding, parts: 1, sender: 'LUMEN', purpose },
				...{ brand: 'lumen', campaign: 'sale' },
			},
		],
		fixtures.settings,
	);
	if (!call) throw new Error('no call');
	const handed = fixtures.textsIn(call)[0] ?? '';
	const { stopFooter: by, gatewayFooter } = gateway.capabilities;
	if (by === 'us' || purpose === 'transactional') return handed;
	const adds = (gatewayFooter?.adds ?? '').replace(/\d{5}/, CODE);
	const blank = gatewayFooter?.placeholder?.trim().split(' ').at(-1);
	return blank === undefined ? handed + adds : handed.replaceAll(blank, CODE);
}

/** Counted by another rule than the one under test: STOP, then five digits or a blank, close by. */
const mentionsIn = (text: string): number =>
	text.match(/stop(?:\s?sms)?\s?:?\s?(?:par sms )?(?:au |to )?(?:\d{5}|36xyz|x{5}|\[stop_code\])/gi)
		?.length ?? 0;

const MENTIONS = [
	'STOP au 36180',
	'STOP 36180',
	'Stop SMS ? Envoyez Stop au 36XYZ',
	'STOP au XXXXX',
	'STOP au [STOP_CODE]',
	'STOPSMS 36111',
	'Refus : STOP par SMS au 36180.',
	`STOP au ${OTHER_CODE}`,
];
const WORDS = [
	'Vente privée',
	'samedi',
	'-20 %',
	'à Rennes',
	'chez vous !',
	'Code XXXXX,',
	'Fête ✓',
];
const text = fc
	.array(
		fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...WORDS) }, fc.constantFrom(...MENTIONS)),
		{
			maxLength: 8,
		},
	)
	.map((parts) => ['Lumen :', ...parts].join(' '));
const separated = fc.tuple(text, fc.constantFrom('', '\n', ' ')).map(([one, end]) => one + end);

const settingsOf = (gateway: Gateway) =>
	stopSettings({ stopCodes: { [gateway.id]: CODE, elsewhere: OTHER_CODE } }, gateway);

describe.each(CASES.map((one) => [one.gateway.displayName, one] as const))(
	'through %s',
	(_, one) => {
		const { gateway } = one;
		const settings = settingsOf(gateway);

		test('a template with any mentions reaches the phone with one', () => {
			fc.assert(
				fc.property(separated, (template) => {
					const { message } = composer({
						...{ template, columns: [], purpose: 'marketing', language: 'fr', brandName: 'Lumen' },
						...{ missing: 'empty', rewrite: 'off', maxParts: 9, stop: settings },
					})({ sms: {}, columns: {} });
					const whole = onPhone(one, message?.text ?? '', 'marketing');
					expect(mentionsIn(whole)).toBe(1);
					// Counted as it reaches the phone.
					expect(message).toMatchObject(countParts(whole));
				}),
			);
		});

		test('a text written for another gateway, or edited, never has two', () => {
			fc.assert(
				fc.property(separated, (edited) => {
					const { textOf, reserved } = asSent('marketing', 'fr', settings);
					const whole = onPhone(one, textOf(edited), 'marketing');
					const least = gateway.capabilities.stopFooter === 'gateway' ? 1 : 0;
					const found = mentionsIn(whole);
					expect(found).toBe(Math.max(least, Math.min(mentionsIn(edited), 1)));
					expect(countParts(textOf(edited) + reserved)).toEqual(countParts(whole));
				}),
			);
		});

		test('a service message is left alone', () => {
			const { textOf, reserved } = asSent('transactional', 'fr', settings);
			expect(onPhone(one, textOf('Votre commande est prête'), 'transactional')).toBe(
				'Votre commande est prête',
			);
			expect(reserved).toBe('');
			expect(stopFooter('transactional', 'fr', settings).addTo('Prête')).toBe('Prête');
		});
	},
);

import fc from 'fast-check';
import { isGsmText } from '../../../core/message/gsm';
import { countParts } from '../../../core/message/parts';
import { rewrite } from '../../../core/message/rewrite';
import { generateTexts } from './texts';

const SALE =
	'L’été, c’est là ! «\u00a0-20\u202f%\u00a0» sur la crème brûlée à 3,50\u00a0€ – dès 9\u00a0h… Ça vous tente ? À bientôt, Noël & Cœur d’Œuvre';

test('a French sale fits one part instead of two, and the accents that GSM-7 has stay', () => {
	expect(countParts(SALE)).toMatchObject({ encoding: 'UCS-2', parts: 2 });
	const { text } = rewrite(SALE, 'full');
	expect(text).toBe(
		"L'été, c'est là ! \"-20 %\" sur la crème brulée à 3,50 € - dès 9 h... Ça vous tente ? A bientot, Noel & Coeur d'Oeuvre",
	);
	expect(countParts(text)).toMatchObject({ encoding: 'GSM-7', parts: 1 });
});

test('typography loses no letter', () => {
	expect(rewrite('«\u00a0L’été…\u00a0» – Noël, cœur', 'typography').text).toBe(
		'"L\'été..." - Noël, cœur',
	);
});

test('off sends the text as written', () => {
	expect(rewrite(SALE, 'off')).toEqual({ text: SALE, changes: [] });
});

test('what GSM-7 already has is never touched', () => {
	const text = 'é è à ù ü ä ö ñ Ç É Æ æ ß € @ £ § Δ {x} [y] ~ ^ | \\';
	expect(rewrite(text, 'full')).toEqual({ text, changes: [] });
});

test('every change is told once, in the order met', () => {
	expect(rewrite('ça, reçu l’an 1\u00a0!', 'full').changes).toEqual([
		'ç → c',
		"’ → '",
		'no-break space → space',
	]);
});

test.each([
	['n° 5', 'no 5'],
	['Œuvre, ŒUVRE, œuf', 'Oeuvre, OEUVRE, oeuf'],
	['½ m² × 2 → 5 µm ™ ® © №', '1/2 m2 x 2 -> 5 um TM (R) (c) No'],
	['«\u202fVIP\u202f»', '"VIP"'],
	['Soldes 🎉 demain 🛍️', 'Soldes demain'],
	['👨‍👩‍👧‍👦Famille 👍🏽 🇫🇷', 'Famille'],
	['1️⃣ venez', '1 venez'],
	['Zoë, Łukasz, Jiří, Ångström', 'Zoe, Lukasz, Jiri, Ångström'],
	['a\u200bb\u00adc\ufeff', 'abc'],
	['ligne\u2028suite', 'ligne\nsuite'],
	['e\u0302te', 'ete'],
])('full writes %j as %j', (from, to) => {
	expect(rewrite(from, 'full').text).toBe(to);
});

test('beside a character that GSM-7 can never say, no letter is given up for nothing', () => {
	expect(rewrite('Noël 中文 – ça', 'full').text).toBe('Noël 中文 - ça');
});

test('half a character is replaced in every mode, and said', () => {
	for (const mode of ['off', 'typography', 'full', 'auto'] as const)
		expect(rewrite('ok \ud83d!', mode)).toEqual({ text: 'ok ?!', changes: ['\ufffd → ?'] });
});

describe('auto', () => {
	test('rewrites when that lowers the number of parts', () => {
		expect(rewrite('ê'.repeat(71), 'auto').text).toBe('e'.repeat(71));
	});

	test('leaves a text as written when it would not', () => {
		expect(rewrite('Joyeux Noël 🎄', 'auto')).toEqual({ text: 'Joyeux Noël 🎄', changes: [] });
	});

	test('compares as the caller counts, with room for a footer', () => {
		const withFooter = (text: string) => countParts(`${text}\nSTOP au 36000`);
		expect(rewrite('ê'.repeat(60), 'auto').text).toBe('ê'.repeat(60));
		expect(rewrite('ê'.repeat(60), 'auto', withFooter).text).toBe('e'.repeat(60));
	});

	test('never costs more parts than the text as written', () => {
		for (const text of generateTexts(2_000, 7))
			expect(countParts(rewrite(text, 'auto').text).parts).toBeLessThanOrEqual(
				countParts(text).parts,
			);
	});
});

describe('laws', () => {
	const FRENCH = [
		...'abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ 0123456789',
		...'.,;:!?\'"()-–—…«»“”‘’°€%&@/+*=²³½\u00a0\u202f\u2009\n\t🎉😀🛍👍❤',
		'\u0302',
		'\u0301',
		'\ufe0f',
		'\u200d',
		'\u200b',
	];
	const french = fc
		.array(fc.constantFrom(...FRENCH), { maxLength: 200 })
		.map((list) => list.join(''));
	const anything = fc.string({ unit: 'binary', maxLength: 80 });

	test('full always makes French text GSM-7', () => {
		fc.assert(
			fc.property(french, (text) => isGsmText(rewrite(text, 'full').text)),
			{
				numRuns: 2_000,
			},
		);
	});

	test('rewriting twice changes nothing more, whatever the text and mode', () => {
		fc.assert(
			fc.property(
				fc.oneof(french, anything),
				fc.constantFrom('off', 'typography', 'full', 'auto' as const),
				(text, mode) => {
					const once = rewrite(text, mode).text;
					expect(rewrite(once, mode)).toEqual({ text: once, changes: [] });
				},
			),
			{ numRuns: 4_000 },
		);
	});

	test('a text of one megabyte is rewritten', () => {
		const { text } = rewrite('é ê 🎉 « x » '.repeat(80_000), 'full');
		expect(isGsmText(text)).toBe(true);
	});
});

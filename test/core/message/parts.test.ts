import fc from 'fast-check';
import { countParts, normalise } from '../../../core/message/parts';

const row = (text: string, encoding: 'GSM-7' | 'UCS-2', parts: number, units?: number) =>
	[
		text.length > 24 ? `${text.slice(0, 20)}… (${text.length})` : text,
		text,
		encoding,
		parts,
		units,
	] as const;
const times = (text: string, n: number) => text.repeat(n);

describe('parts as gateways bill them', () => {
	// Live billing of 28 July 2026 (message-segment-calculator issues #66, #39, #18), CRLF sent as LF.
	test.each([
		row(`${times('a', 80)}\r\n${times('a', 79)}`, 'GSM-7', 1, 160),
		row(`${times('a', 80)}\n${times('a', 79)}`, 'GSM-7', 1, 160),
		row(`${times('a', 200)}\r\n${times('a', 105)}`, 'GSM-7', 2, 306),
		row(times('é', 70), 'GSM-7', 1, 70),
		row(times('e\u0301', 70), 'GSM-7', 1, 70),
		row('“curly quotes”', 'UCS-2', 1),
		row('„low\u200c', 'UCS-2', 1),
		row('😀|', 'UCS-2', 1, 3),
		row(times('a', 160), 'GSM-7', 1),
		row(times('a', 161), 'GSM-7', 2),
		row(times('中', 70), 'UCS-2', 1),
		row(times('中', 71), 'UCS-2', 2),
		row('|', 'GSM-7', 1, 2),
		row(times(']', 153), 'GSM-7', 3, 306),
		row(`this is a ${times(']', 74)}😘`, 'UCS-2', 2, 86),
	])('live billing: %s', (_, text, encoding, parts, units) => {
		expect(countParts(text)).toMatchObject({ encoding, parts, ...(units ? { units } : {}) });
	});

	test.each([
		row(times('a', 306), 'GSM-7', 2),
		row(times('a', 307), 'GSM-7', 3),
		row(times('€', 80), 'GSM-7', 1, 160),
		row(times('€', 81), 'GSM-7', 2, 162),
		row(`${times('a', 152)}€${times('a', 152)}`, 'GSM-7', 3, 306),
		row(times('ç', 70), 'UCS-2', 1),
		row(times('ç', 71), 'UCS-2', 2),
		row(times('Ç', 160), 'GSM-7', 1),
		row(times('é', 160), 'GSM-7', 1),
		row(times('😀', 35), 'UCS-2', 1, 70),
		row(times('😀', 36), 'UCS-2', 2, 72),
		row(times('😀', 67), 'UCS-2', 3, 134),
		row(`${times('a', 66)}😀${times('a', 65)}ê`, 'UCS-2', 3, 134),
		row('20\u00a0% soldes', 'UCS-2', 1),
		row(times('Δ', 160), 'GSM-7', 1),
		row('\u0391', 'UCS-2', 1),
		row('\t', 'UCS-2', 1),
		row('`', 'UCS-2', 1),
		row('œ', 'UCS-2', 1),
		row('’', 'UCS-2', 1),
		row('\f', 'GSM-7', 1, 2),
		row('\u001b', 'UCS-2', 1),
		row('', 'GSM-7', 1, 0),
	])('agreed by both libraries: %s', (_, text, encoding, parts, units) => {
		expect(countParts(text)).toMatchObject({
			encoding,
			parts,
			...(units === undefined ? {} : { units }),
		});
	});

	test('every character of the GSM 03.38 table, and no other of Latin-1, is GSM-7', () => {
		const french = 'àäæéèöùüÄÆÇÉÖÜñ£§@#&_¿¡\'"';
		const forcing = 'âçêëîïôœûÿÀÂÈÊËÎÏÔŒÙÛŸ«»“”‘’…–—°²•·№µ½`´\u00a0\u202f\u2009\t';
		for (const char of french) expect([char, countParts(char).encoding]).toEqual([char, 'GSM-7']);
		for (const char of forcing) expect([char, countParts(char).encoding]).toEqual([char, 'UCS-2']);
	});

	test('U+2126 (ohm) is normalised to the Greek omega of GSM-7, as it is sent', () => {
		expect(normalise('\u2126')).toBe('Ω');
		expect(countParts('\u2126').encoding).toBe('GSM-7');
	});
});

describe('what is really sent', () => {
	test('composed letters, LF line ends, and ? for half a character', () => {
		expect(normalise('e\u0301te\u0301\r\nsoldes\rfin')).toBe('été\nsoldes\nfin');
		expect(normalise('a\ud83db\ude00c\ufffd')).toBe('a?b?c?');
		expect(normalise('a😀')).toBe('a😀');
	});

	test('any text is normalised, whatever can be told of it at a glance', () => {
		const written = (text: string): string =>
			text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\ufffd', '?');
		for (let code = 0; code < 0x10000; code++) {
			const unit = String.fromCharCode(code);
			for (const text of [unit, `a${unit}`, `${unit}\u0301`]) {
				if (normalise(text) !== written(text)) throw new Error(JSON.stringify(text));
			}
		}
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(normalise(text)).toBe(written(text));
			}),
		);
	});

	test('a text with half a character is counted as it is sent', () => {
		expect(countParts('a\ud83d')).toEqual({ encoding: 'GSM-7', units: 2, parts: 1 });
	});

	test('a text of one megabyte is counted', () => {
		expect(countParts(times('a', 1_000_000))).toEqual({
			encoding: 'GSM-7',
			units: 1_000_000,
			parts: Math.ceil(1_000_000 / 153),
		});
		expect(countParts(times('ê', 1_000_000)).parts).toBe(Math.ceil(1_000_000 / 67));
	});
});

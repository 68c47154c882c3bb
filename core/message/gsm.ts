/**
 * The GSM 03.38 default alphabet (3GPP TS 23.038 §6.2.1), in the order of its septets; 0x1B is the escape, never a text character.
 * Trap: Unicode's GSM0338.TXT gives 0x09 as small ç; 3GPP and the gateways say Ç. A small ç is not GSM-7.
 */
const BASIC =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
	'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** Written as escape + code: two septets each. */
const EXTENDED = '\f^{}\\[~]|€';

/** Bits of `CLASSES`. */
export const TWO_SEPTETS = 1;
export const NOT_GSM = 2;
/** CR, marks and everything else that normalising may change: the text must be normalised before it is counted */
export const UNSETTLED = 4;
/** one half of a pair: only a look at both halves tells whether it stands alone */
export const HALF = 8;

/** What each UTF-16 unit means for the count: one array read per character instead of a search. */
export const CLASSES = classify();

/** The classes of a text's characters, all bits together. */
export function classesIn(text: string): number {
	let seen = 0;
	for (let i = 0; i < text.length; i++) seen |= CLASSES[text.charCodeAt(i)] ?? 0;
	return seen;
}

export const isGsmText = (text: string): boolean => (classesIn(text) & NOT_GSM) === 0;

function classify(): Uint8Array {
	const classes = new Uint8Array(0x10000).fill(NOT_GSM);
	// Below U+0300 nothing changes under NFC (but CR, which becomes LF).
	for (let code = 0x300; code < 0x10000; code++) {
		if (isUnsettled(code)) classes[code] = NOT_GSM | UNSETTLED;
		if (code >= 0xd800 && code <= 0xdfff) classes[code] = (classes[code] ?? 0) | HALF;
	}
	for (const char of BASIC) classes[char.charCodeAt(0)] = 0;
	for (const char of EXTENDED) classes[char.charCodeAt(0)] = TWO_SEPTETS;
	classes[0x1b] = NOT_GSM;
	classes[0x0d] = UNSETTLED;
	classes[0xfffd] = NOT_GSM | UNSETTLED;
	return classes;
}

function isUnsettled(code: number): boolean {
	// Surrogates: emoji (D83C to D83E) and their second halves never change; the rare other planes are looked at closely.
	if (code >= 0xd800 && code <= 0xdbff) return code < 0xd83c || code > 0xd83e;
	if (code >= 0xdc00 && code <= 0xdfff) return false;
	// Variation marks and the keycap of emoji neither compose nor change places.
	if ((code >= 0xfe00 && code <= 0xfe0f) || code === 0x20e3) return false;
	// Hangul jamo compose with what stands before them.
	if (code >= 0x1100 && code <= 0x11ff) return true;
	const char = String.fromCharCode(code);
	return char.normalize('NFC') !== char || /\p{M}/u.test(char);
}

const MAX_LENGTH = 200;

/** Excel's scientific notation, `6,12E+08`: whole only when no digit was rounded away. */
const SCIENTIFIC = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;
/** A number cell turned into text: `612345678.0`, `612345678,00`. */
const DECIMAL_TAIL = /^(\+?\d{8,15})[.,]0{1,2}$/;
/** Marks of direction and zero width that a copy from a phone or a web page leaves behind. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
/** What separates the digits of one number. */
const PUNCTUATION = /[\s.\-_()/,;|·•‐‑–—:\\]/g;
/** What may separate two numbers of one cell, words such as "ou" or "bureau" included. */
const BETWEEN_NUMBERS = /[/;|,\n\r\t&:]+|[\p{L}°]+\.?/u;
const GLUED_LETTER = /\d\p{L}|\p{L}\d/u;
const NOT_ASCII = /[^\x20-\x7e]/;

/**
 * The numbers a cell may hold, most likely reading first, as `+` and ASCII digits.
 * Undoes what Excel does to numbers; never invents a digit: `6,12E+08` gives nothing.
 */
export function phoneCandidates(value: unknown): string[] {
	const text = cellDigits(value);
	if (text === undefined) return [];
	if (/^\+?\d+$/.test(text)) return [international(text)];
	const whole = digitsOf(text);
	const parts = GLUED_LETTER.test(text)
		? []
		: text
				.split(BETWEEN_NUMBERS)
				.map(digitsOf)
				.filter((part) => part !== undefined);
	const all = whole === undefined ? parts : [whole, ...parts];
	return [...new Set(all)];
}

function cellDigits(value: unknown): string | undefined {
	if (typeof value === 'number')
		return Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
	if (typeof value === 'bigint') return value > 0n ? value.toString() : undefined;
	if (typeof value !== 'string' || value.length > MAX_LENGTH) return undefined;
	const text = plainCharacters(value)
		.trim()
		.replace(/^="(.*)"$/, '$1')
		.replace(/^['’‘`]\s*/, '')
		.replace(/^tel:/i, '');
	const scientific = SCIENTIFIC.exec(text);
	if (scientific) return expand(scientific);
	return DECIMAL_TAIL.exec(text)?.[1] ?? text;
}

function expand([, first = '', decimals = '', exponent]: RegExpExecArray): string | undefined {
	return decimals.length === Number(exponent) ? first + decimals : undefined;
}

/** Arabic-Indic, Persian and full-width digits become ASCII, a full-width plus becomes `+`. */
function plainCharacters(text: string): string {
	if (!NOT_ASCII.test(text)) return text;
	return text
		.replace(INVISIBLE, '')
		.replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
			String((digit.charCodeAt(0) & 0xf) % 10),
		)
		.replace(/\uff0b/g, '+');
}

/** One number's digits, or undefined when the text holds anything else than digits and punctuation. */
function digitsOf(text: string): string | undefined {
	// +33 (0)6 …: the 0 in brackets is dialled only inside France.
	const digits = text.replace(/\(\s*0\s*\)/g, '').replace(PUNCTUATION, '');
	return /^\+?\d+$/.test(digits) ? international(digits) : undefined;
}

/** `0033…` is `+33…`; `+06…` is a national number with a stray plus, since no country code starts with 0. */
function international(digits: string): string {
	if (/^\+?00/.test(digits)) return digits.replace(/^\+?00/, '+');
	return digits.startsWith('+0') ? digits.slice(1) : digits;
}

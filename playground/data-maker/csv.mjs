/** Writing the files as the programs of a shop write them: separators, quotes, line ends, encodings. */

/** Windows-1252 holds these outside Latin-1; every other character used here has the same code in both. */
const ABOVE_LATIN1 = new Map([
	['€', 0x80],
	['…', 0x85],
	['Œ', 0x8c],
	['’', 0x92],
	['–', 0x96],
	['œ', 0x9c],
]);

/** @throws when a character does not exist in Windows-1252: a till would have written `?`. */
export function toWindows1252(text) {
	return Buffer.from(
		Array.from(text, (character) => {
			const code = ABOVE_LATIN1.get(character) ?? character.codePointAt(0);
			if (code > 0xff || (code >= 0x80 && code < 0xa0 && !ABOVE_LATIN1.has(character)))
				throw new Error(`Not in Windows-1252: ${character}`);
			return code;
		}),
	);
}

export const toUtf8 = (text) => Buffer.from(text, 'utf8');
export const toUtf8WithBom = (text) => Buffer.from(`\ufeff${text}`, 'utf8');

/** RFC 4180 with any separator: a cell is quoted only when it must be, as Excel does. */
export function toCsv(header, rows, { separator, newline }) {
	const cell = (value) => {
		const text = String(value);
		const needsQuotes = text.includes(separator) || /["\r\n]/.test(text);
		return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
	};
	return [header, ...rows].map((row) => row.map(cell).join(separator) + newline).join('');
}

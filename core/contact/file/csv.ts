import { Parser } from '../../../vendor/papaparse';
import type { Delimiter } from './delimiter';

interface Parsed {
	data: string[][];
	errors: Array<{ code: string }>;
	meta: { cursor: number };
}

const SLICE = 256 * 1024;
/** So many rows with a quote that nothing closes: quotes mean nothing in this file. */
const LONELY_QUOTES = 20;

/**
 * The rows of a separated text (line ends `\n`), batch by batch, so that the caller can let others work in between.
 * A quote that is never closed would swallow the rest of the file: its row is read with the quote as plain text.
 * Returns how many such rows there were.
 */
export function* csvRows(
	text: string,
	delimiter: Delimiter,
	start: number,
): Generator<string[][], number> {
	let lonely = 0;
	let at = start;
	let size = SLICE;
	while (at < text.length) {
		const last = at + size >= text.length;
		const quoted = lonely < LONELY_QUOTES;
		const { data, errors, meta } = parse(text.slice(at, at + size), delimiter, !last, quoted);
		const unclosed = errors.some(({ code }) => code === 'MissingQuotes');
		yield unclosed ? data.slice(0, -1) : data;
		if (unclosed) {
			at = startOfLast(text, at, delimiter);
			const end = lineEnd(text, at);
			yield parse(text.slice(at, end), delimiter, false, false).data;
			at = end + 1;
			lonely++;
			size = SLICE;
		} else if (last) {
			break;
		} else {
			at += meta.cursor;
			// A row longer than the slice: take more next time.
			size = meta.cursor === 0 ? size * 2 : SLICE;
		}
	}
	return lonely;
}

function parse(text: string, delimiter: Delimiter, partial: boolean, quoted: boolean): Parsed {
	const parser = new Parser({ delimiter, newline: '\n', fastMode: quoted ? undefined : true });
	const parsed: Parsed = parser.parse(text, 0, partial);
	return parsed;
}

/** Where the last row begins: asked of the parser again, this time leaving that row out. */
function startOfLast(text: string, at: number, delimiter: Delimiter): number {
	return at + parse(text.slice(at), delimiter, true, true).meta.cursor;
}

function lineEnd(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end === -1 ? text.length : end;
}

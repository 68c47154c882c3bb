import { Parser } from '../../../vendor/papaparse';
import type { Delimiter } from './delimiter';

interface Parsed {
	data: string[][];
	errors: Array<{ code: string; row: number }>;
	meta: { cursor: number };
}

interface ParseOptions {
	/** the text may end within a row, which is then left out */
	partial?: boolean;
	/** false: quotes are plain text */
	quoted?: boolean;
	/** most rows */
	preview?: number;
}

const SLICE = 256 * 1024;
/** So many rows with a stray quote: quotes mean nothing in this file. */
const MOST_STRAY = 20;

/**
 * The rows of a separated text (line ends `\n`), batch by batch, so that the caller can let others work in between.
 * A quote that opens and is never closed, or only by the quote of a later row, would swallow rows: the line it stands in is
 * read with the quote as plain text. Returns how many such lines there were.
 */
export function* csvRows(
	text: string,
	delimiter: Delimiter,
	start: number,
): Generator<string[][], number> {
	let stray = 0;
	let at = start;
	let size = SLICE;
	while (at < text.length) {
		const slice = text.slice(at, at + size);
		const options = { partial: at + size < text.length, quoted: stray < MOST_STRAY };
		const { data, errors, meta } = parse(slice, delimiter, options);
		const swallowing = options.quoted ? swallowingRow(data, errors) : undefined;
		if (swallowing !== undefined) {
			yield data.slice(0, swallowing);
			at += startOfRow(slice, delimiter, swallowing);
			const end = lineEnd(text, at);
			yield parse(text.slice(at, end), delimiter, { quoted: false }).data;
			at = end + 1;
			stray++;
		} else {
			yield data;
			if (!options.partial) break;
			at += meta.cursor;
		}
		// A row longer than the slice: take more next time.
		size = swallowing === undefined && meta.cursor === 0 ? size * 2 : SLICE;
	}
	return stray;
}

function parse(text: string, delimiter: Delimiter, options: ParseOptions): Parsed {
	const { partial = false, quoted = true, preview } = options;
	const fastMode = quoted ? undefined : true;
	const parser = new Parser({ delimiter, newline: '\n', fastMode, preview });
	const parsed: Parsed = parser.parse(text, 0, partial);
	return parsed;
}

/** A row with a misplaced quote that runs over several lines; a cell of several lines with proper quotes is none. */
function swallowingRow(data: string[][], errors: Parsed['errors']): number | undefined {
	return errors.find(({ code, row }) => code === 'MissingQuotes' || data[row]?.some(spansLines))
		?.row;
}

const spansLines = (cell: string): boolean => cell.includes('\n');

function startOfRow(slice: string, delimiter: Delimiter, row: number): number {
	return row === 0 ? 0 : parse(slice, delimiter, { preview: row }).meta.cursor;
}

function lineEnd(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	return end === -1 ? text.length : end;
}

import { Parser } from '../../../vendor/papaparse';

export const DELIMITER_NAMES = { ';': ';', ',': ',', '\t': 'tabs', '|': '|' } as const;

export type Delimiter = keyof typeof DELIMITER_NAMES;

const DELIMITERS: Delimiter[] = [';', ',', '\t', '|'];
const SAMPLE = 64 * 1024;
const SAMPLE_ROWS = 50;

/** Excel's first line `sep=;` names the separator and is no row. */
const SEPARATOR_LINE = /^"?sep=(;|,|\t|\|)"?[;,\t|]*\n/i;

export interface SeparatedText {
	delimiter: Delimiter;
	/** where the rows begin, after a `sep=` line */
	start: number;
}

/** The separator under which the first rows have most evenly the most cells. One column alone gives `;`. */
export function findDelimiter(text: string): SeparatedText {
	const line = SEPARATOR_LINE.exec(text);
	const named = DELIMITERS.find((delimiter) => delimiter === line?.[1]);
	if (line && named) return { delimiter: named, start: line[0].length };
	const sample = text.slice(0, SAMPLE);
	const scored = DELIMITERS.map((delimiter) => ({ delimiter, ...score(sample, delimiter) }));
	const best = scored.reduce((a, b) => (better(b, a) ? b : a));
	return { delimiter: best.width > 1 ? best.delimiter : ';', start: 0 };
}

interface Score {
	/** cells of the usual row */
	width: number;
	/** share of rows of this width */
	even: number;
}

/** A comma in every price is as even as the true separator, which makes more cells: width decides between even ones. */
function better(a: Score, b: Score): boolean {
	if (a.width < 2 || b.width < 2) return a.width > b.width;
	if (Math.abs(a.even - b.even) > 0.2) return a.even > b.even;
	return a.width > b.width;
}

function score(sample: string, delimiter: Delimiter): Score {
	const widths = parseRows(sample, delimiter, SAMPLE_ROWS)
		.filter((row) => row.some((cell) => cell.trim() !== ''))
		.map((row) => row.length);
	const counts = new Map<number, number>();
	for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
	const [width = 0, times = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
	return { width, even: widths.length === 0 ? 0 : times / widths.length };
}

function parseRows(sample: string, delimiter: Delimiter, preview: number): string[][] {
	const parser = new Parser({ delimiter, newline: '\n', preview });
	// The last row may be cut where the sample ends.
	const parsed: { data: string[][] } = parser.parse(sample, 0, sample.length === SAMPLE);
	return parsed.data;
}

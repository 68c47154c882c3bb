import { csvRows } from './csv';
import { DELIMITER_NAMES, findDelimiter, type Delimiter } from './delimiter';
import { decode, ENCODING_NAMES, findEncoding, type FileEncoding } from './encoding';
import { FileError } from './file-error';
import { isFilled, readHeader } from './header';
import { formatOf } from './signature';
import { readXlsx } from './xlsx';

export type FileRow = Record<string, string>;

export interface FileTable {
	columns: string[];
	/** every cell as text, `''` when empty */
	rows: FileRow[];
	format: 'csv' | 'xlsx';
	delimiter?: Delimiter;
	encoding?: FileEncoding;
	sheet?: string;
	/** what a person should know, in plain words: renamed columns, rows longer than the header … */
	notes: string[];
}

export interface ReadOptions {
	/** awaited between pieces of a big file, so that others can work */
	pause?: () => Promise<void>;
}

type Raw = Omit<FileTable, 'columns' | 'rows'> & { cells: string[][] };

const BATCH = 2_000;
const NO_PAUSE = async (): Promise<void> => {};

/**
 * Reads a CSV or XLSX file as French Excel and LibreOffice write them; separator and encoding are found.
 * @throws FileError `EMPTY_FILE`, `NOT_A_TABLE`, `BROKEN_FILE`, `NO_ROWS`
 */
export async function readFile(
	bytes: Uint8Array,
	{ pause = NO_PAUSE }: ReadOptions = {},
): Promise<FileTable> {
	const raw =
		formatOf(bytes) === 'xlsx' ? await fromXlsx(bytes, pause) : await fromCsv(bytes, pause);
	const { cells, ...found } = raw;
	if (!cells.some(isFilled)) {
		throw new FileError('EMPTY_FILE', 'The file is empty', 'Choose a file with a header and rows.');
	}
	const { columns, first, notes } = readHeader(cells);
	const { rows, longer } = await toRows(cells, columns, first, pause);
	if (rows.length === 0) {
		throw new FileError(
			'NO_ROWS',
			`The file has a header (${columns.slice(0, 5).join(', ')}) but no rows`,
			'Choose a file with at least one contact.',
		);
	}
	if (longer > 0) notes.push(`${plural(longer, 'row')} longer than the header`);
	return { columns, rows, ...found, notes: [...found.notes, ...notes] };
}

async function fromXlsx(bytes: Uint8Array, pause: () => Promise<void>): Promise<Raw> {
	const { name, rows, sheets } = await readXlsx(bytes, pause);
	const notes = sheets > 1 ? [`only the sheet "${name}" of ${sheets} was read`] : [];
	return { cells: rows, format: 'xlsx', sheet: name, notes };
}

async function fromCsv(bytes: Uint8Array, pause: () => Promise<void>): Promise<Raw> {
	const encoding = findEncoding(bytes);
	const text = await decode(bytes, encoding, pause);
	const { delimiter, start } = findDelimiter(text);
	const batches = csvRows(text, delimiter, start);
	const cells: string[][] = [];
	let next = batches.next();
	for (; !next.done; next = batches.next()) {
		for (const row of next.value) cells.push(row);
		await pause();
	}
	const notes = next.value > 0 ? [`${plural(next.value, 'row')} with a stray quote`] : [];
	return { cells, format: 'csv', delimiter, encoding, notes };
}

async function toRows(
	cells: string[][],
	columns: string[],
	first: number,
	pause: () => Promise<void>,
): Promise<{ rows: FileRow[]; longer: number }> {
	const rows: FileRow[] = [];
	// A copy of one row has its layout; rows filled key by key can each get one of their own, which is slow and big.
	const blank: FileRow = Object.fromEntries(columns.map((column) => [column, '']));
	let longer = 0;
	for (let i = first; i < cells.length; i++) {
		const row = cells[i] ?? [];
		if (i % BATCH === 0) await pause();
		if (!isFilled(row)) continue;
		const record = { ...blank };
		columns.forEach((column, c) => (record[column] = row[c] ?? ''));
		// Nothing is lost: cells beyond the header get a name of their own.
		const extra = row.slice(columns.length).some((cell) => cell.trim() !== '');
		if (extra) {
			longer++;
			for (let c = columns.length; c < row.length; c++) record[`column_${c + 1}`] = row[c] ?? '';
		}
		rows.push(record);
	}
	return { rows, longer };
}

/** What was found, in plain words: `5,000 rows, separated by ;, encoded as Windows-1252`. */
export function describeFile(table: FileTable): string {
	const { rows, delimiter, encoding, sheet, notes } = table;
	return [
		plural(rows.length, 'row'),
		delimiter && `separated by ${DELIMITER_NAMES[delimiter]}`,
		encoding && `encoded as ${ENCODING_NAMES[encoding]}`,
		sheet && `Excel sheet "${sheet}"`,
		...notes,
	]
		.filter((part) => part !== undefined && part !== '')
		.join(', ');
}

const plural = (n: number, word: string): string =>
	`${n.toLocaleString('en-US')} ${word}${n === 1 ? '' : 's'}`;

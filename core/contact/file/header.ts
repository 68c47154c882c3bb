import { readPhone } from '../phone';

export interface Header {
	columns: string[];
	/** position of the first row of data */
	first: number;
	/** what a person should know, in plain words */
	notes: string[];
}

const LOOK_AT = 10;

/**
 * The column names of a table whose first rows are `rows`. A title above the header is passed over; a file without
 * header gets `column_1` …; empty names become `column_3`, a repeated one `name_2`. `__proto__` is no name for a field.
 */
export function readHeader(rows: string[][]): Header {
	const notes: string[] = [];
	const at = headerAt(rows);
	const cells = (rows[at] ?? []).map((cell) => cell.replace(/\s+/g, ' ').trim());
	if (at > 0 && rows.slice(0, at).some(isFilled)) {
		notes.push(`the header was found in row ${at + 1}`);
	}
	if (cells.some((cell) => looksLikePhone(cell))) {
		const width = Math.max(...rows.slice(0, LOOK_AT).map((row) => row.length));
		notes.push('no header row: columns are called column_1, column_2 …');
		return { columns: numbered(width), first: at, notes };
	}
	return { columns: uniqueNames(trimEnd(cells), notes), first: at + 1, notes };
}

/** The first row with at least two filled cells among the first ten, else the first filled one. */
function headerAt(rows: string[][]): number {
	const top = rows.slice(0, LOOK_AT);
	const wide = top.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1);
	return Math.max(0, wide === -1 ? top.findIndex(isFilled) : wide);
}

export const isFilled = (row: string[]): boolean => row.some((cell) => cell.trim() !== '');

function looksLikePhone(cell: string): boolean {
	if (!/\d{2}.*\d{2}.*\d{2}.*\d{2}/.test(cell)) return false;
	const reading = readPhone(cell);
	return 'e164' in reading || reading.problem === 'NOT_MOBILE';
}

const numbered = (width: number): string[] =>
	Array.from({ length: width }, (_, i) => `column_${i + 1}`);

function trimEnd(cells: string[]): string[] {
	return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

function uniqueNames(cells: string[], notes: string[]): string[] {
	const given = new Set(cells);
	const used = new Set<string>();
	return cells.map((cell, i) => {
		const base = cell === '__proto__' ? '_proto_' : cell || `column_${i + 1}`;
		let name = base;
		for (let n = 2; used.has(name) || (name !== cell && given.has(name)); n++)
			name = `${base}_${n}`;
		if (cell !== '' && name !== cell) notes.push(`a column "${cell}" is called "${name}"`);
		used.add(name);
		return name;
	});
}

import { readText } from '../../contact/values';

/** The texts of a column (customers, orders, stores …), numbered from 0 as they are met: the same text, the same number. */
export interface Names {
	readonly all: readonly string[];
	/** Met or not, as long as the cell holds a text; -1 for one that does not. */
	numberOf(cell: unknown): number;
	/** Undefined for a text that was never met. */
	find(text: string): number | undefined;
}

/** A Map that grows moves all it holds at once, which takes 100 ms for half a million texts: many small ones do not. */
const PARTS = 32;

/** @param read the text of a cell, undefined when there is none; a text is read as itself */
export function names(read: (cell: unknown) => string | undefined = readText): Names {
	const all: string[] = [];
	const parts = Array.from({ length: PARTS }, () => new Map<unknown, number>());
	const [first = new Map<unknown, number>()] = parts;
	const partFor = (cell: unknown): Map<unknown, number> => parts[spread(cell)] ?? first;

	/** Cells repeat in many rows: each way of writing a text is read once. */
	function add(cell: unknown): number {
		const text = read(cell);
		if (text === undefined || text === '') return -1;
		const part = partFor(text);
		const number = part.get(text) ?? all.push(text) - 1;
		part.set(text, number);
		if (text !== cell) partFor(cell).set(cell, number);
		return number;
	}

	return {
		all,
		numberOf: (cell) => partFor(cell).get(cell) ?? add(cell),
		find: (text) => partFor(text).get(text),
	};
}

/** Numbers and codes that count up differ at their end. */
function spread(cell: unknown): number {
	if (typeof cell === 'number') return cell & (PARTS - 1);
	if (typeof cell !== 'string') return 0;
	const { length } = cell;
	return (cell.charCodeAt(length - 1) + 7 * cell.charCodeAt(length - 2)) & (PARTS - 1);
}

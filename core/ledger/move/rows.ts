import { createHash } from 'node:crypto';
import { storable } from '../postgres/transaction';

export type Cell = string | number | Uint8Array | null;
export type Cells = Cell[];

/** A table as both engines have it. */
export interface Table {
	name: string;
	columns: string[];
}

/** The version of the schema is each engine's own. */
export const whichRows = ({ name }: Table): string =>
	name === 'meta' ? " WHERE key <> 'schema'" : '';

/** Rows and a checksum of them in which their order does not matter: engines sort text in different ways. */
export interface Tally {
	rows: number;
	/** 64 bits, in hexadecimal */
	checksum: string;
}

const MODULUS = 1n << 64n;

export class Counting {
	private rows = 0;
	private sum = 0n;

	add(cells: Cells): void {
		const hash = createHash('sha256');
		// Kind and length before each value: else two rows could read the same.
		for (const cell of cells) hash.update(written(cell));
		this.rows += 1;
		this.sum = (this.sum + hash.digest().readBigUInt64BE()) % MODULUS;
	}

	get tally(): Tally {
		return { rows: this.rows, checksum: this.sum.toString(16).padStart(16, '0') };
	}
}

function written(cell: Cell): string {
	if (cell === null) return 'n;';
	if (typeof cell === 'number') return `i${cell};`;
	if (typeof cell === 'string') return `t${cell.length}:${cell};`;
	return `b${Buffer.from(cell).toString('hex')};`;
}

/** A value as both engines can keep it. @throws RangeError for what no ledger holds */
export function asCell(value: unknown): Cell {
	if (value === null || typeof value === 'number') return value;
	if (typeof value === 'string') return storable(value);
	if (value instanceof Uint8Array) return value;
	throw new RangeError(`A ledger holds no ${typeof value}`);
}

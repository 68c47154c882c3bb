/**
 * The rows of a batch that could be read, column by column. Rows come by date and jump from contact to contact, and each jump
 * waits for the memory; where one column is worked through at a time, the processor has several jumps under way at once.
 */
export interface Sales<Row> {
	size: number;
	rows: Row[];
	/** of the rows in the file, from 0 */
	positions: Int32Array;
	/** since 1970 */
	days: Int32Array;
	/** in units of the currency; below 0 it is a return */
	amounts: Float64Array;
	/** NOBODY for a row that is left out */
	contacts: Int32Array;
	/** 1, 0, or -1 when the row does not tell */
	promoted: Int8Array;
	/** 0 for returns and for further rows of one order */
	counts: Uint8Array;
}

export const NOBODY = -1;

/** Filled anew for each batch; nobody keeps it. */
export const emptySales = <Row>(most: number): Sales<Row> => ({
	size: 0,
	rows: [],
	positions: new Int32Array(most),
	days: new Int32Array(most),
	amounts: new Float64Array(most),
	contacts: new Int32Array(most),
	promoted: new Int8Array(most),
	counts: new Uint8Array(most),
});

/** A used row that is no return. */
export const isPurchase = ({ contacts, amounts }: Sales<unknown>, sale: number): boolean =>
	contacts[sale] !== NOBODY && (amounts[sale] ?? 0) >= 0;

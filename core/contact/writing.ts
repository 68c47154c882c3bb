/** How a column writes what can be read in two ways: decided for the column, by the cells that leave no doubt. */

export type CellAt = (row: number) => unknown;

/** Rows looked at, spread over the file: a file in the order of days begins with days up to 12. */
const LOOKED_AT = 5_000;

/** Whether some cells can be read so alone, and none the other way alone. */
function isWritten(
	size: number,
	cellAt: CellAt,
	{ so, otherwise }: Record<'so' | 'otherwise', (cell: string) => boolean>,
): boolean {
	const step = Math.max(1, Math.floor(size / LOOKED_AT));
	let found = false;
	for (let at = 0; at < size; at += step) {
		const cell = cellAt(at);
		if (typeof cell !== 'string') continue;
		if (otherwise(cell)) return false;
		found ||= so(cell);
	}
	return found;
}

/** `12/31/2026 8:26 AM` as American files write it, and `31/12/2026`, which only looks alike. */
const MONTH_FIRST =
	/^\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T,]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?\s*$/i;

const above12 = (cell: string, part: 1 | 3): boolean => Number(MONTH_FIRST.exec(cell)?.[part]) > 12;

/** Whether a column writes the month before the day; the day is first where no date tells. */
export const writesMonthFirst = (size: number, cellAt: CellAt): boolean =>
	isWritten(size, cellAt, {
		so: (cell) => above12(cell, 3),
		otherwise: (cell) => above12(cell, 1),
	});

/** `12/31/2026` as `31/12/2026`. */
export const dayBeforeMonth = (value: unknown): unknown =>
	typeof value === 'string' ? value.replace(MONTH_FIRST, '$3$2$1$2$4') : value;

/** `1,234,567`, `1,234.50`, and `12.5`: where the point is decimal the comma is not. */
const COMMA_GROUPS = /\d,\d{3},\d{3}(?!\d)|\d,\d{3}\.\d|^[^.,]*\d\.(?:\d{1,2}|\d{4,})(?!\d)[^.,]*$/;
/** `12,5`, `0,250`, `1 234,567`, `12345,678` */
const COMMA_DECIMAL = /,(?!\d{3}(?!\d))|(?<![\d.,])0,\d|[.\s]\d{3},\d|\d{4},\d/;

/** Whether a column of figures groups thousands by commas, `1,234`; the comma is decimal where no figure tells. */
export const groupsByComma = (size: number, cellAt: CellAt): boolean =>
	isWritten(size, cellAt, {
		so: (cell) => COMMA_GROUPS.test(cell),
		otherwise: (cell) => COMMA_DECIMAL.test(cell),
	});

/** `1,234` as `1234`. */
export const withoutGroups = (value: unknown): unknown =>
	typeof value === 'string' ? value.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '') : value;

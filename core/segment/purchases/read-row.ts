import { readDate } from '../../contact/dates';
import { readNumber, readYesNo } from '../../contact/values';

/** Why a row of the history was left out. */
export type RowTrouble =
	'no_key' | 'no_date' | 'bad_date' | 'future_date' | 'no_amount' | 'bad_amount';

const DAY_MS = 86_400_000;
/** Two hundred years of days; columns of date-times must not fill the memory. */
const REMEMBERED = 75_000;
const TIME = /^[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

/** Days since 1 January 1970, of an ISO date. */
export const dayNumber = (iso: string): number => Date.parse(iso.slice(0, 10)) / DAY_MS;

export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const dayStart = (day: number): number => day * DAY_MS;

const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** `12/31/2026 8:26 AM` as American files write it, and `31/12/2026`, which only looks alike. */
const MONTH_FIRST =
	/^\s*(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T,]+\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?)?\s*$/i;
/** Rows looked at, spread over the file: a file in the order of days begins with days up to 12. */
const LOOKED_AT = 5_000;

/** Whether a column writes the month before the day: some dates can be read so alone, and none the other way alone. */
export function writesMonthFirst(size: number, cellAt: (row: number) => unknown): boolean {
	const step = Math.max(1, Math.floor(size / LOOKED_AT));
	let found = false;
	for (let at = 0; at < size; at += step) {
		const cell = cellAt(at);
		const parts = typeof cell === 'string' ? MONTH_FIRST.exec(cell) : null;
		if (parts === null) continue;
		if (Number(parts[1]) > 12) return false;
		found ||= Number(parts[3]) > 12;
	}
	return found;
}

const dayBeforeMonth = (value: unknown): unknown =>
	typeof value === 'string' ? value.replace(MONTH_FIRST, '$3$2$1$2$4') : value;

/**
 * Reads the day of a cell as `readDate` does: the day that is written, whatever the time and zone beside it. Rows of one day
 * are many: each day is read once.
 * @param monthFirst `12/31/2026` instead of `31/12/2026`
 */
export function dayReader(monthFirst = false): (value: unknown) => number | 'no_date' | 'bad_date' {
	const days = new Map<unknown, number | 'bad_date'>();
	const read = (value: unknown): number | 'bad_date' => {
		const iso = readDate(monthFirst ? dayBeforeMonth(value) : value);
		return iso === undefined ? 'bad_date' : dayNumber(iso);
	};
	const remembered = (value: unknown): number | 'bad_date' => {
		const known = days.get(value);
		if (known !== undefined) return known;
		const day = read(value);
		if (days.size < REMEMBERED) days.set(value, day);
		return day;
	};
	return (value) => {
		if (typeof value === 'string' && value.length > 10) {
			const day = TIME.test(value.slice(10)) ? remembered(value.slice(0, 10)) : 'bad_date';
			if (day !== 'bad_date') return day;
		}
		if (isEmpty(value)) return 'no_date';
		return typeof value === 'object' ? read(value) : remembered(value);
	};
}

/** An amount in units of the currency; below 0 it is a return. */
export function readAmount(value: unknown): number | 'no_amount' | 'bad_amount' {
	return readNumber(value) ?? (isEmpty(value) ? 'no_amount' : 'bad_amount');
}

/** Yes or no; a number is a discount, and yes above 0. Undefined when the cell does not tell. */
export function promotionReader(): (value: unknown) => boolean | undefined {
	const answers = new Map<unknown, boolean | undefined>();
	return (value) => {
		const known = answers.get(value);
		if (known !== undefined || typeof value === 'boolean') return known ?? value === true;
		if (isEmpty(value) || answers.has(value)) return undefined;
		const discount = readNumber(value);
		const answer = readYesNo(value) ?? (discount === undefined ? undefined : discount !== 0);
		if (answers.size < REMEMBERED) answers.set(value, answer);
		return answer;
	};
}

import { readDate } from '../../contact/dates';
import { readNumber, readYesNo } from '../../contact/values';
import { dayBeforeMonth, withoutGroups } from '../../contact/writing';

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

/**
 * An amount in units of the currency; below 0 it is a return.
 * @param commaGroups `1,234` is a thousand, not one
 */
export function readAmount(
	value: unknown,
	commaGroups = false,
): number | 'no_amount' | 'bad_amount' {
	const amount = readNumber(commaGroups ? withoutGroups(value) : value);
	return amount ?? (isEmpty(value) ? 'no_amount' : 'bad_amount');
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

import { DateTime } from 'luxon';
import { readDate } from '../../core/contact';

/** ms UTC of a date as people and forms write it, on the clock of `zone`; NaN for what is none, undefined for nothing. */
export function momentOf(value: unknown, zone: string): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (DateTime.isDateTime(value)) return value.toMillis();
	const iso = readDate(value);
	return iso === undefined ? Number.NaN : DateTime.fromISO(iso, { zone }).toMillis();
}

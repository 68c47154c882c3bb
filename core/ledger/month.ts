import { DateTime } from 'luxon';

/** A calendar month as a half-open span of milliseconds since 1970 UTC. */
export interface Month {
	start: number;
	end: number;
}

const known = new Map<string, Month[]>();
const MONTHS_KEPT = 24;

/** The calendar month of `zone` that holds `at`: a message of 31 October 23:30 in Paris is October's. */
export function monthOf(at: number, zone: string): Month {
	const months = known.get(zone) ?? [];
	// A campaign falls into a month or two: luxon is asked once for each, not 100,000 times.
	const found = months.find(({ start, end }) => start <= at && at < end);
	if (found) return found;
	const first = DateTime.fromMillis(at, { zone }).startOf('month');
	const month = { start: first.toMillis(), end: first.plus({ months: 1 }).toMillis() };
	known.set(zone, [month, ...months].slice(0, MONTHS_KEPT));
	return month;
}

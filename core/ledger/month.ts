import { DateTime } from 'luxon';

/** A calendar month as a half-open span of milliseconds since 1970 UTC. */
export interface Month {
	start: number;
	end: number;
}

const latest = new Map<string, Month>();

/** The calendar month of `zone` that holds `at`: a message of 31 October 23:30 in Paris is October's. */
export function monthOf(at: number, zone: string): Month {
	const known = latest.get(zone);
	// A whole campaign falls into one month: luxon is asked once, not 100,000 times.
	if (known && known.start <= at && at < known.end) return known;
	const start = DateTime.fromMillis(at, { zone }).startOf('month');
	const month = { start: start.toMillis(), end: start.plus({ months: 1 }).toMillis() };
	latest.set(zone, month);
	return month;
}

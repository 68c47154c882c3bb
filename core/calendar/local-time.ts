import { IANAZone } from 'luxon';

/** The wall clock of a time zone, exact over daylight-saving changes. Times are ms UTC. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** More than any zone's offset, so that a local day lies between its UTC day ± this. */
const MARGIN_MS = 16 * 3_600_000;

export interface LocalTime {
	/** days since 1970-01-01 on the local calendar */
	day: number;
	/** 1 = Monday … 7 = Sunday */
	weekday: number;
	/** ms since local midnight, as the clock shows it */
	time: number;
}

function offsetMs(at: number, zone: string): number {
	return IANAZone.create(zone).offset(at) * MINUTE_MS;
}

export function localTime(at: number, zone: string): LocalTime {
	const local = at + offsetMs(at, zone);
	const day = Math.floor(local / DAY_MS);
	return { day, weekday: weekdayOf(day), time: local - day * DAY_MS };
}

/** 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
	return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** ISO date of a day number. */
export function dateOfDay(day: number): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The moment the clocks change, to the minute, when they do on that local day. */
function clockChange(day: number, zone: string): number | undefined {
	let before = day * DAY_MS - MARGIN_MS;
	let after = (day + 1) * DAY_MS + MARGIN_MS;
	const old = offsetMs(before, zone);
	if (offsetMs(after, zone) === old) return undefined;
	while (after - before > MINUTE_MS) {
		const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS;
		if (offsetMs(middle, zone) === old) before = middle;
		else after = middle;
	}
	return localTime(after, zone).day === day ? after : undefined;
}

/**
 * The moments of a local day at which the clock can enter a span starting `minutes` after midnight: none or one when the
 * clocks go forward over it, two when they go back over it, and the change itself, which may land inside a span.
 */
export function entries(day: number, minutes: number, zone: string): number[] {
	const wall = day * DAY_MS + minutes * MINUTE_MS;
	const offsets = new Set([offsetMs(wall - MARGIN_MS, zone), offsetMs(wall + MARGIN_MS, zone)]);
	const starts = [...offsets]
		.map((offset) => ({ at: wall - offset, offset }))
		.filter(({ at, offset }) => offsetMs(at, zone) === offset)
		.map(({ at }) => at);
	const change = offsets.size > 1 ? clockChange(day, zone) : undefined;
	return change === undefined ? starts : [...starts, change];
}

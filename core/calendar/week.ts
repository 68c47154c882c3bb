import { isHoliday } from './holidays';
import { dateOfDay, entries, localTime, weekdayOf } from './local-time';
import type { Span, Weekday } from './presets';
import type { Territory } from './territories';

/** Local opening spans by weekday (1–7), in minutes since midnight. */
export interface Week {
	spans: ReadonlyArray<ReadonlyArray<readonly [from: number, to: number]>>;
	holidays: boolean;
}

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
/** Far more than the longest run of closed days any timetable and holidays can make. */
const HORIZON_DAYS = 400;

/** @throws RangeError when `clock` is not a time of day from 00:00 to 24:00 */
function minutesOf(clock: string): number {
	const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock === '24:00' ? '00:00' : clock);
	if (match === null) throw new RangeError(`Not a time of day (HH:MM): ${clock}`);
	return clock === '24:00' ? 1440 : Number(match[1]) * 60 + Number(match[2]);
}

/** Spans of a timetable by weekday, in minutes. */
export function weekOf(spans: readonly Span[], holidays: boolean): Week {
	const onDay = (day: Weekday) =>
		spans
			.filter((span) => span.days.includes(day))
			.map((span) => [minutesOf(span.from), minutesOf(span.to)] as const)
			.filter(([from, to]) => from < to);
	return { spans: [[], ...WEEKDAYS.map(onDay)], holidays };
}

/** What both weeks allow. */
export function both(a: Week, b: Week): Week {
	const spans = a.spans.map((list, day) =>
		list.flatMap(([from, to]) =>
			(b.spans[day] ?? [])
				.map((other) => [Math.max(from, other[0]), Math.min(to, other[1])] as const)
				.filter(([start, end]) => start < end),
		),
	);
	return { spans, holidays: a.holidays && b.holidays };
}

function opensOn(day: number, territory: Territory, week: Week) {
	if (!week.holidays && isHoliday(territory.id, dateOfDay(day))) return [];
	return week.spans[weekdayOf(day)] ?? [];
}

function openIn(zone: string, at: number, territory: Territory, week: Week): boolean {
	const { day, time } = localTime(at, zone);
	const minute = time / 60_000;
	return opensOn(day, territory, week).some(([from, to]) => minute >= from && minute < to);
}

/** Whether the week is open at `at` on every clock the recipient may live by. */
export function isOpen(at: number, territory: Territory, week: Week): boolean {
	return territory.timeZones.every((zone) => openIn(zone, at, territory, week));
}

function nextIn(zone: string, at: number, territory: Territory, week: Week): number {
	if (openIn(zone, at, territory, week)) return at;
	const { day: today } = localTime(at, zone);
	for (let day = today; day <= today + HORIZON_DAYS; day++) {
		const moments = opensOn(day, territory, week)
			.flatMap(([from]) => entries(day, from, zone))
			.filter((moment) => moment >= at && openIn(zone, moment, territory, week));
		if (moments.length > 0) return Math.min(...moments);
	}
	return Infinity;
}

/** The first moment at or after `at` at which the week is open on every clock; `Infinity` when it never is. */
export function nextOpen(at: number, territory: Territory, week: Week): number {
	let moment = at;
	for (let round = 0; round < HORIZON_DAYS; round++) {
		const from = moment;
		moment = Math.max(...territory.timeZones.map((zone) => nextIn(zone, from, territory, week)));
		if (moment === from || moment === Infinity) return moment;
	}
	return Infinity;
}

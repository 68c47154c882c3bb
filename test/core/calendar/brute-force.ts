import type { Territory } from '../../../core/calendar/territories';

/**
 * The next allowed moment found by walking quarter hours on the platform's own clock (Intl): shares no code with the
 * calendar under test. All spans, offsets and clock changes of these zones fall on quarter hours.
 */
export interface Rules {
	/** 1 = Monday; minutes since local midnight */
	open(weekday: number, minute: number): boolean;
	closedOn(date: string): boolean;
}

const QUARTER_MS = 900_000;
const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
	const known = formats.get(zone);
	if (known !== undefined) return known;
	const made = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		weekday: 'short',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	formats.set(zone, made);
	return made;
}

/** e.g. `Sat, 21/11/2026, 19:59` */
const SHOWN = /^(\w{3}), (\d\d)\/(\d\d)\/(\d{4}), (\d\d):(\d\d)$/;

export function openAt(at: number, { timeZones }: Territory, rules: Rules): boolean {
	return timeZones.every((zone) => {
		const [, name = '', day, month, year, hour, minute] = SHOWN.exec(clock(zone).format(at)) ?? [];
		if (rules.closedOn(`${year}-${month}-${day}`)) return false;
		return rules.open(DAYS.indexOf(name), Number(hour) * 60 + Number(minute));
	});
}

export function nextByWalking(at: number, territory: Territory, rules: Rules): number {
	if (openAt(at, territory, rules)) return at;
	let moment = Math.ceil((at + 1) / QUARTER_MS) * QUARTER_MS;
	while (!openAt(moment, territory, rules)) moment += QUARTER_MS;
	return moment;
}

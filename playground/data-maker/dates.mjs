/** Days as whole numbers since 1970-01-01 (UTC), so that no time zone of the machine can shift a date. */
const DAY = 86_400_000;

/** The day the till export was "made"; nothing in the files is later. */
export const EXPORT_DAY = toDay(2026, 11, 2);

export function toDay(year, month, day) {
	return Date.UTC(year, month - 1, day) / DAY;
}

export const toIso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** `dd/mm/yyyy`, as French tills write it. */
export const toFrench = (day) => toIso(day).split('-').reverse().join('/');

import { clean, readText } from './values';

const ISO =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY_FIRST =
	/^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?:[ T,]+(?:à )?(\d{1,2}[:h]\d{2}(?::\d{2})?))?$/;
/** `11-Feb-13`, `11 février 2013`, `Feb 11, 2013`: the names tell which is the month. */
const DAY_NAME =
	/^(\d{1,2})(?:er|st|nd|rd|th)?[ \-/.]+(\p{L}{3,9})\.?[ \-/.,]+(\d{4}|\d{2})(?:[ T,]+(?:à )?(\d{1,2}[:h]\d{2}(?::\d{2})?))?$/iu;
const NAME_DAY =
	/^(\p{L}{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[ T,]+(\d{1,2}:\d{2}(?::\d{2})?))?$/iu;
/** French and English, in the order of the year. */
const MONTHS =
	'jan|janv|janvier|january feb|fev|fevr|fevrier|february mar|mars|march apr|avr|avril|april may|mai jun|juin|june jul|juil|juillet|july aug|aou|aout|august sep|sept|septembre|september oct|octobre|october nov|novembre|november dec|decembre|december'
		.split(' ')
		.map((names) => names.split('|'));
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
/** Excel's day count from 1927 to 2099: shorter or longer numbers are not taken for dates. */
const SERIAL = /^(\d{5})(?:[.,](\d+))?$/;
const SERIAL_RANGE = [10_000, 73_050] as const;
const DAY_MS = 86_400_000;

/**
 * A date as files write it (`31/12/1990`, `31-12-90`, `31 déc. 1990`, ISO, `20241231`, Excel's serial number), as ISO date or
 * date-time without zone unless one was given. Two-digit years lie at most in `latest`'s year (default this century's 99).
 */
export function readDate(value: unknown, latest = '2099-12-31'): string | undefined {
	if (value instanceof Date)
		return Number.isNaN(value.getTime()) ? undefined : withoutMidnight(value);
	const text = readText(value);
	if (text === undefined) return undefined;
	const iso = ISO.exec(text);
	if (iso) return dateTime(Number(iso[1]), iso[2], iso[3], iso[4], iso[5]);
	const french = DAY_FIRST.exec(text);
	if (french) return dateTime(fullYear(french[3] ?? '', latest), french[2], french[1], french[4]);
	const named = DAY_NAME.exec(text);
	if (named) {
		const [, day, month = '', year = '', time] = named;
		return dateTime(fullYear(year, latest), monthNamed(month), day, time);
	}
	const english = NAME_DAY.exec(text);
	if (english) return dateTime(Number(english[3]), monthNamed(english[1]), english[2], english[4]);
	const compact = COMPACT.exec(text);
	if (compact) return dateTime(Number(compact[1]), compact[2], compact[3]);
	return SERIAL.test(text) ? fromSerial(Number(text.replace(',', '.'))) : undefined;
}

/** `0` for what is no month. */
function monthNamed(name = ''): string {
	const word = clean(name);
	return String(MONTHS.findIndex((names) => names.includes(word)) + 1);
}

function fullYear(year: string, latest: string): number {
	if (year.length === 4) return Number(year);
	const century = Math.floor(Number(latest.slice(0, 4)) / 100) * 100;
	const recent = century + Number(year);
	return recent <= Number(latest.slice(0, 4)) ? recent : recent - 100;
}

function dateTime(
	year: number,
	month = '',
	day = '',
	time?: string,
	zone = '',
): string | undefined {
	if (year < 1000 || Number(day) < 1 || Number(day) > daysIn(year, Number(month))) return undefined;
	const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const clock = time && clockTime(time);
	if (time && clock === undefined) return undefined;
	return clock && (clock !== '00:00:00' || zone) ? `${iso}T${clock}${zone}` : iso;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 0 for a month that does not exist. */
function daysIn(year: number, month: number): number {
	const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
	return (MONTH_DAYS[month - 1] ?? 0) + (leap && month === 2 ? 1 : 0);
}

function clockTime(time: string): string | undefined {
	const [hours = '', minutes = '', seconds = '00'] = time.split(/[:h]/);
	if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
	return `${hours.padStart(2, '0')}:${minutes}:${seconds}`;
}

function fromSerial(serial: number): string | undefined {
	if (serial < SERIAL_RANGE[0] || serial > SERIAL_RANGE[1]) return undefined;
	return withoutMidnight(new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400) * 1000));
}

function withoutMidnight(date: Date): string {
	const iso = date.toISOString();
	return date.getTime() % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/**
 * Full years on `day` (ISO date) of someone born on `birthDate` (ISO date). Born on 29 February: a year older from
 * 1 March in common years. Undefined for a birth after `day` or more than 120 years before.
 */
export function ageAt(birthDate: string, day: string): number | undefined {
	const before = birthDate.slice(5, 10) > day.slice(5, 10) ? 1 : 0;
	const age = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - before;
	return age >= 0 && age <= 120 ? age : undefined;
}

import { FRENCH_TERRITORIES, type FrenchTerritory, type Territory } from './territories';

/**
 * Public holidays as data. France: the official list (etalab/jours-feries-france-data, 13 zones); custom days that the list
 * does not hold (Good Friday in the Antilles, local days of the Pacific territories) are left out on purpose.
 * Other countries: days that hold in the whole country.
 */
export interface Holiday {
	/** ISO date */
	date: string;
	/** in French, as the official list writes it */
	name: string;
}

interface HolidayRule {
	name: string;
	/** `MM-DD`, or days after Easter Sunday */
	on: string | number;
	/** first and last year */
	since?: number;
	until?: number;
	/** given back on the eve when it falls on a Sunday (Dutch King's Day) */
	eveOnSunday?: true;
	/** every so many years (Dutch Liberation Day) */
	every?: number;
}

const day = (on: string | number, name: string, more: Partial<HolidayRule> = {}): HolidayRule => ({
	on,
	name,
	...more,
});

const EASTER_MONDAY = day(1, 'Lundi de Pâques');
const ASCENSION = day(39, 'Ascension');
const WHIT_MONDAY = day(50, 'Lundi de Pentecôte');
const GOOD_FRIDAY = day(-2, 'Vendredi saint');
const NEW_YEAR = day('01-01', '1er janvier');
const LABOUR_DAY = day('05-01', '1er mai');
const ASSUMPTION = day('08-15', 'Assomption');
const ALL_SAINTS = day('11-01', 'Toussaint');
const CHRISTMAS = day('12-25', 'Jour de Noël');
const SAINT_STEPHEN = day('12-26', '2ème jour de Noël');
const abolition = (on: string, more?: Partial<HolidayRule>) =>
	day(on, "Abolition de l'esclavage", more);

const FRANCE: readonly HolidayRule[] = [
	NEW_YEAR,
	EASTER_MONDAY,
	LABOUR_DAY,
	day('05-08', '8 mai'),
	ASCENSION,
	WHIT_MONDAY,
	day('07-14', '14 juillet'),
	ASSUMPTION,
	ALL_SAINTS,
	day('11-11', '11 novembre'),
	CHRISTMAS,
];

const FRENCH_EXTRA: Partial<Record<FrenchTerritory, readonly HolidayRule[]>> = {
	'alsace-moselle': [GOOD_FRIDAY, SAINT_STEPHEN],
	guadeloupe: [abolition('05-27')],
	martinique: [abolition('05-22')],
	guyane: [abolition('06-10')],
	'la-reunion': [abolition('12-20')],
	mayotte: [abolition('04-27')],
	'saint-barthelemy': [abolition('10-09')],
	'saint-martin': [abolition('05-27', { until: 2017 }), abolition('05-28', { since: 2018 })],
};

/** Nationwide days; United Kingdom, United States and Canada have none here, since their hours do not depend on them. */
const ABROAD: Partial<Record<Territory['id'], readonly HolidayRule[]>> = {
	BE: [
		...[NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, ASSUMPTION, ALL_SAINTS],
		...[day('07-21', 'Fête nationale'), day('11-11', 'Armistice'), CHRISTMAS],
	],
	LU: [
		...[NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, ASSUMPTION, ALL_SAINTS],
		...[day('05-09', "Journée de l'Europe", { since: 2019 }), day('06-23', 'Fête nationale')],
		...[CHRISTMAS, SAINT_STEPHEN],
	],
	// The cantons decide: the federal day and those that nearly all keep.
	CH: [
		...[NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, ASCENSION, WHIT_MONDAY],
		...[day('08-01', 'Fête nationale'), CHRISTMAS, SAINT_STEPHEN],
	],
	DE: [
		...[NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY],
		...[day('10-03', "Jour de l'unité"), CHRISTMAS, SAINT_STEPHEN],
	],
	ES: [
		...[NEW_YEAR, day('01-06', 'Épiphanie'), GOOD_FRIDAY, LABOUR_DAY, ASSUMPTION, ALL_SAINTS],
		...[day('10-12', 'Fête nationale'), day('12-06', 'Constitution')],
		...[day('12-08', 'Immaculée Conception'), CHRISTMAS],
	],
	IT: [
		...[NEW_YEAR, day('01-06', 'Épiphanie'), EASTER_MONDAY, LABOUR_DAY, ASSUMPTION, ALL_SAINTS],
		...[day('04-25', 'Libération'), day('06-02', 'Fête de la République')],
		...[day('10-04', 'Saint François', { since: 2026 }), day('12-08', 'Immaculée Conception')],
		...[CHRISTMAS, SAINT_STEPHEN],
	],
	NL: [
		...[NEW_YEAR, EASTER_MONDAY, day('04-27', 'Fête du Roi', { since: 2014, eveOnSunday: true })],
		...[day('05-05', 'Libération', { every: 5 }), ASCENSION, WHIT_MONDAY, CHRISTMAS, SAINT_STEPHEN],
	],
};

const DAY_MS = 86_400_000;
const isoDate = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Easter Sunday as ms UTC at midnight (Gregorian computus of Meeus, Jones and Butcher). */
export function easter(year: number): number {
	const a = year % 19;
	const b = Math.floor(year / 100);
	const c = year % 100;
	const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
	const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
	const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
	const m = Math.floor((a + 11 * h + 22 * l) / 451);
	const n = h + l - 7 * m + 114;
	return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1);
}

function dateOf(rule: HolidayRule, year: number): string {
	if (typeof rule.on === 'number') return isoDate(easter(year) + rule.on * DAY_MS);
	const ms = Date.parse(`${year}-${rule.on}T00:00:00Z`);
	return isoDate(rule.eveOnSunday && new Date(ms).getUTCDay() === 0 ? ms - DAY_MS : ms);
}

function rulesOf(id: Territory['id']): readonly HolidayRule[] {
	const french = FRENCH_TERRITORIES.find((name) => name === id);
	if (french === undefined) return ABROAD[id] ?? [];
	return [...FRANCE, ...(FRENCH_EXTRA[french] ?? [])];
}

/** The public holidays of a territory in a year, by date. Two that coincide (1 May 2008) are two rows. */
export function holidays(id: Territory['id'], year: number): Holiday[] {
	return rulesOf(id)
		.filter((rule) => year >= (rule.since ?? 0) && year <= (rule.until ?? 9999))
		.filter((rule) => year % (rule.every ?? 1) === 0)
		.map((rule) => ({ date: dateOf(rule, year), name: rule.name }))
		.sort((a, b) => a.date.localeCompare(b.date));
}

const YEARS = new Map<string, ReadonlySet<string>>();

/** Whether an ISO date (`2027-03-29`) is a public holiday there. A set of dates, not of names: holidays may coincide. */
export function isHoliday(id: Territory['id'], date: string): boolean {
	const year = date.slice(0, 4);
	const key = `${id} ${year}`;
	const known = YEARS.get(key);
	if (known !== undefined) return known.has(date);
	const dates = new Set(holidays(id, Number(year)).map((holiday) => holiday.date));
	YEARS.set(key, dates);
	return dates.has(date);
}

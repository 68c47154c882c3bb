import type { FrenchTerritory } from '../../../core/calendar/territories';

/**
 * The official list of French public holidays, typed from etalab/jours-feries-france-data (data/csv, Licence Ouverte),
 * not computed: the days that move (Good Friday, Easter Monday, Ascension, Whit Monday) and the days that do not.
 * 2028 to 2031 follow the dates of Easter as published (16 April, 1 April, 21 April, 13 April).
 */
export const MOVING: ReadonlyArray<readonly [year: number, days: string]> = [
	[2006, '04-14 04-17 05-25 06-05'],
	[2007, '04-06 04-09 05-17 05-28'],
	[2008, '03-21 03-24 05-01 05-12'],
	[2009, '04-10 04-13 05-21 06-01'],
	[2010, '04-02 04-05 05-13 05-24'],
	[2011, '04-22 04-25 06-02 06-13'],
	[2012, '04-06 04-09 05-17 05-28'],
	[2013, '03-29 04-01 05-09 05-20'],
	[2014, '04-18 04-21 05-29 06-09'],
	[2015, '04-03 04-06 05-14 05-25'],
	[2016, '03-25 03-28 05-05 05-16'],
	[2017, '04-14 04-17 05-25 06-05'],
	[2018, '03-30 04-02 05-10 05-21'],
	[2019, '04-19 04-22 05-30 06-10'],
	[2020, '04-10 04-13 05-21 06-01'],
	[2021, '04-02 04-05 05-13 05-24'],
	[2022, '04-15 04-18 05-26 06-06'],
	[2023, '04-07 04-10 05-18 05-29'],
	[2024, '03-29 04-01 05-09 05-20'],
	[2025, '04-18 04-21 05-29 06-09'],
	[2026, '04-03 04-06 05-14 05-25'],
	[2027, '03-26 03-29 05-06 05-17'],
	[2028, '04-14 04-17 05-25 06-05'],
	[2029, '03-30 04-02 05-10 05-21'],
	[2030, '04-19 04-22 05-30 06-10'],
	[2031, '04-11 04-14 05-22 06-02'],
];

const FIXED = '01-01 05-01 05-08 07-14 08-15 11-01 11-11 12-25';

const EXTRA: Partial<Record<FrenchTerritory, (year: number) => string>> = {
	'alsace-moselle': () => '12-26',
	guadeloupe: () => '05-27',
	martinique: () => '05-22',
	guyane: () => '06-10',
	'la-reunion': () => '12-20',
	mayotte: () => '04-27',
	'saint-barthelemy': () => '10-09',
	'saint-martin': (year) => (year < 2018 ? '05-27' : '05-28'),
};

/** Every row of the official list for a territory and year, by date; coinciding holidays are two rows. */
export function officialDays(id: FrenchTerritory, year: number): string[] {
	const [goodFriday = '', ...moving] =
		MOVING.find(([listed]) => listed === year)?.[1].split(' ') ?? [];
	return [
		...FIXED.split(' '),
		...moving,
		...(id === 'alsace-moselle' ? [goodFriday] : []),
		...(EXTRA[id]?.(year) ?? '').split(' ').filter(Boolean),
	]
		.map((day) => `${year}-${day}`)
		.sort();
}

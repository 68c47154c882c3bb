import DateHolidays from 'date-holidays';
import { easter, holidays, isHoliday } from '../../../core/calendar/holidays';
import { FRENCH_TERRITORIES, type Territory } from '../../../core/calendar/territories';
import { MOVING, officialDays } from './official-days';

const dates = (id: Territory['id'], year: number) => holidays(id, year).map(({ date }) => date);
const years = (from: number, to: number) =>
	Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('French public holidays', () => {
	test.each(FRENCH_TERRITORIES)('%s equals the official list, row by row', (id) => {
		for (const [year] of MOVING)
			expect([year, dates(id, year)]).toEqual([year, officialDays(id, year)]);
	});

	test('the day slavery is remembered is each territory’s own, and Saint-Martin moved it in 2018', () => {
		const only = (date: string) => FRENCH_TERRITORIES.filter((id) => isHoliday(id, date));
		expect(only('2027-05-28')).toEqual(['saint-martin']);
		expect(only('2027-05-27')).toEqual(['guadeloupe']);
		expect(only('2017-05-27')).toEqual(['guadeloupe', 'saint-martin']);
		expect(only('2026-05-22')).toEqual(['martinique']);
		expect(only('2027-06-10')).toEqual(['guyane']);
		expect(only('2027-12-20')).toEqual(['la-reunion']);
		expect(only('2027-04-27')).toEqual(['mayotte']);
		expect(only('2027-10-09')).toEqual(['saint-barthelemy']);
		expect(only('2027-03-26')).toEqual(['alsace-moselle']);
		expect(only('2027-12-26')).toEqual(['alsace-moselle']);
		expect(only('2027-03-29')).toEqual([...FRENCH_TERRITORIES]);
	});

	test('two holidays on one date are two rows and one closed day', () => {
		const rows = holidays('metropole', 2008).filter(({ date }) => date === '2008-05-01');
		expect(rows.map(({ name }) => name).sort()).toEqual(['1er mai', 'Ascension']);
		expect(isHoliday('metropole', '2008-05-01')).toBe(true);
	});

	test.each([
		[1954, '1954-04-18'],
		[1981, '1981-04-19'],
		[2049, '2049-04-18'],
		[2000, '2000-04-23'],
	])('Easter of %i is %s', (year, date) => {
		expect(new Date(easter(year)).toISOString()).toBe(`${date}T00:00:00.000Z`);
	});
});

/** Second opinion. Left: what date-holidays has and the official list has not; right: the reverse. All explained. */
const REGIONS: ReadonlyArray<[Territory['id'], string[], string[], string[]]> = [
	['metropole', ['FR'], [], []],
	['alsace-moselle', ['FR', '57'], [], []],
	['guyane', ['FR', 'GF'], [], []],
	['la-reunion', ['FR', 'RE'], [], []],
	['mayotte', ['FR', 'YT'], [], []],
	['saint-barthelemy', ['FR', 'BL'], [], []],
	// Good Friday is a custom of the Antilles, not a legal day.
	['guadeloupe', ['FR', 'GP'], ['good friday'], []],
	['martinique', ['FR', 'MQ'], ['good friday'], []],
	// It does not know that Saint-Martin moved its day.
	['saint-martin', ['FR', 'MF'], ['05-27'], ['05-28']],
	['BE', ['BE'], [], []],
	['LU', ['LU'], [], []],
	['DE', ['DE'], [], []],
	['ES', ['ES'], [], []],
	['IT', ['IT'], [], []],
	// Liberation Day is a day off once in five years, which date-holidays does not list as public.
	['NL', ['NL'], [], ['05-05']],
	// A day of prayer that is always a Sunday, when nothing is sent anyway.
	['CH', ['CH'], [], []],
];

describe('date-holidays as a second opinion, 2026–2031', () => {
	test.each(REGIONS)('%s', (id, [country = '', region], more, fewer) => {
		const oracle = region ? new DateHolidays(country, region) : new DateHolidays(country);
		for (const year of years(2026, 2031)) {
			const goodFriday = new Date(easter(year) - 2 * 86_400_000).toISOString().slice(5, 10);
			const known = (days: string[]) => days.map((d) => (d === 'good friday' ? goodFriday : d));
			const theirs = new Set(
				oracle
					.getHolidays(year)
					.filter(({ type }) => type === 'public')
					.map(({ date }) => date.slice(0, 10))
					// Sundays of Easter and Whitsun are listed by some; nothing is sent on a Sunday there.
					.filter((date) => new Date(date).getUTCDay() !== 0 || isHoliday(id, date)),
			);
			const ours = new Set(dates(id, year));
			const beyond = (a: Set<string>, b: Set<string>) =>
				[...a].filter((date) => !b.has(date)).map((date) => date.slice(5));
			expect([year, beyond(theirs, ours).filter((d) => !known(more).includes(d))]).toEqual([
				year,
				[],
			]);
			expect([year, beyond(ours, theirs).filter((d) => !fewer.includes(d))]).toEqual([year, []]);
		}
	});
});

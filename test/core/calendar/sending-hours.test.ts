import fc from 'fast-check';
import {
	isAllowed,
	nextAllowed,
	tighten,
	warnings,
	type OwnHours,
} from '../../../core/calendar/sending-hours';
import { COUNTRIES, FRENCH_TERRITORIES, territory } from '../../../core/calendar/territories';
import { nextOpen, isOpen, weekOf, WEEKDAYS } from '../../../core/calendar/week';
import { nextByWalking, openAt, type Rules } from './brute-force';
import { officialDays } from './official-days';

const strict = tighten('strict');
const brevo = tighten('brevo');
const af2m = tighten('af2m-2026');
const metropole = territory('metropole');
const ms = (iso: string) => Date.parse(iso);

describe('strict hours in mainland France', () => {
	test.each([
		['Saturday 19:59', '2026-11-21T18:59:59.999Z', true],
		['Saturday 20:00 is out', '2026-11-21T19:00Z', false],
		['Saturday 07:59', '2026-11-21T06:59:59.999Z', false],
		['Saturday 08:00', '2026-11-21T07:00Z', true],
		['Sunday', '2026-11-22T11:00Z', false],
		['Easter Monday', '2027-03-29T10:00Z', false],
		['Good Friday', '2027-03-26T10:00Z', true],
	])('%s', (_, iso, expected) => {
		expect(isAllowed(ms(iso), metropole, strict)).toBe(expected);
	});

	test.each([
		['after Saturday evening comes Monday 08:00', '2026-11-21T19:00Z', '2026-11-23T07:00Z'],
		['or Tuesday when Monday is a holiday', '2027-03-27T19:00Z', '2027-03-30T06:00Z'],
		['clocks go forward in between', '2027-03-27T20:00Z', '2027-03-30T06:00Z'],
		['clocks go back in between, then All Saints', '2027-10-30T20:00Z', '2027-11-02T07:00Z'],
		['an allowed moment is its own', '2026-11-20T12:34:56.789Z', '2026-11-20T12:34:56.789Z'],
		['1 May on a Saturday closes two days', '2027-04-30T18:00Z', '2027-05-03T06:00Z'],
	])('%s', (_, iso, expected) => {
		expect(new Date(nextAllowed(ms(iso), metropole, strict)).toISOString()).toBe(
			new Date(expected).toISOString(),
		);
	});
});

test('a Réunion number is judged by its own clock: 09:00 there while Paris sleeps', () => {
	const at = ms('2026-07-01T05:00Z');
	expect(isAllowed(at, territory('la-reunion'), strict)).toBe(true);
	expect(isAllowed(at, metropole, strict)).toBe(false);
});

test('Good Friday 2027 closes Alsace-Moselle alone, 28 May Saint-Martin alone', () => {
	const closed = (iso: string) =>
		FRENCH_TERRITORIES.filter((id) => !isAllowed(ms(iso), territory(id), af2mNoHolidays));
	const af2mNoHolidays = tighten('af2m-2026', { holidays: false });
	const nearNoonEverywhere = (date: string) => closed(`${date}T12:15Z`);
	expect(nearNoonEverywhere('2027-03-26')).toContain('alsace-moselle');
	expect(nearNoonEverywhere('2027-03-26')).not.toContain('metropole');
	expect(nearNoonEverywhere('2027-05-28')).toContain('saint-martin');
	expect(nearNoonEverywhere('2027-05-28')).not.toContain('guadeloupe');
});

test('brevo runs to 22:00, af2m-2026 to 21:30 and on Sundays and holidays, with a warning', () => {
	expect(isAllowed(ms('2026-11-20T20:59Z'), metropole, brevo)).toBe(true);
	expect(isAllowed(ms('2026-11-20T21:00Z'), metropole, brevo)).toBe(false);
	expect(isAllowed(ms('2026-11-20T20:29Z'), metropole, af2m)).toBe(true);
	expect(isAllowed(ms('2026-11-20T20:30Z'), metropole, af2m)).toBe(false);
	expect(isAllowed(ms('2026-11-22T11:00Z'), metropole, af2m)).toBe(true);
	expect(warnings(ms('2026-11-22T11:00Z'), metropole, af2m)).toEqual(['sunday']);
	expect(warnings(ms('2026-11-11T11:00Z'), metropole, af2m)).toEqual(['holiday']);
	expect(warnings(ms('2026-11-20T11:00Z'), metropole, af2m)).toEqual([]);
	expect(warnings(ms('2026-11-22T11:00Z'), metropole, strict)).toEqual([]);
});

describe('other countries keep their own hours whatever the preset', () => {
	test.each([
		['BE', '2026-11-20T07:30Z', false],
		['BE', '2026-11-20T08:00Z', true],
		['BE', '2026-07-21T10:00Z', false],
		['ES', '2026-11-21T10:00Z', false],
		['ES', '2026-11-20T19:59Z', true],
		['IT', '2026-11-20T20:59Z', true],
		['IT', '2026-11-22T11:00Z', false],
		['DE', '2026-10-03T10:00Z', false],
		['GB', '2026-11-22T08:00Z', true],
		['GB', '2026-11-22T20:00Z', false],
		// 09:00 in New York, 06:00 in Los Angeles: the number does not tell which.
		['US', '2026-11-20T14:00Z', false],
		['US', '2026-11-20T17:00Z', true],
		['US', '2026-11-22T19:00Z', false],
		['US', '2026-11-22T20:00Z', true],
		['CA', '2026-11-22T18:00Z', true],
		['*', '2026-11-20T08:00Z', true],
		['*', '2026-11-20T07:59Z', false],
	] as const)('%s at %s: %s', (id, iso, expected) => {
		expect(isAllowed(ms(iso), territory(id), strict)).toBe(expected);
		expect(isAllowed(ms(iso), territory(id), brevo)).toBe(expected);
	});
});

describe('one’s own hours tighten and never loosen', () => {
	test('wider hours change nothing', () => {
		const wide = tighten('strict', { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' });
		expect(isAllowed(ms('2026-11-22T11:00Z'), metropole, wide)).toBe(false);
		expect(isAllowed(ms('2026-11-20T19:30Z'), metropole, wide)).toBe(false);
	});

	test('a brand’s and a node’s hours both hold', () => {
		const brand = tighten('strict', { from: '10:00' });
		const node = tighten(brand, { to: '12:00', days: [2] });
		expect(nextAllowed(ms('2026-11-21T12:00Z'), metropole, node)).toBe(ms('2026-11-24T09:00Z'));
		expect(isAllowed(ms('2026-11-24T11:00Z'), metropole, node)).toBe(false);
	});

	test('hours that never open abroad say so instead of looping', () => {
		const weekend = tighten('strict', { days: [6] });
		expect(nextAllowed(ms('2026-11-20T12:00Z'), territory('ES'), weekend)).toBe(Infinity);
	});

	test.each([
		['leave no moment', 'strict', { days: [7] } as OwnHours],
		['leave no moment', 'strict', { from: '21:00' } as OwnHours],
		['Not a time of day', 'strict', { from: '8h' } as OwnHours],
		['Not a time of day', 'strict', { to: '25:00' } as OwnHours],
		['Unknown sending hours "night"', 'night', {} as OwnHours],
		['Unknown sending hours "toString"', 'toString', {} as OwnHours],
	])('%s', (message, preset, own) => {
		expect(() => tighten(preset, own)).toThrow(message);
	});

	test('a missing time is an error, not a year of searching', () => {
		expect(() => nextAllowed(Number.NaN, metropole, strict)).toThrow(RangeError);
	});
});

/** Rules written once more, from the documents, for the walker. */
const rulesOf = (id: (typeof FRENCH_TERRITORIES)[number]): Rules => {
	const closed = new Set([2024, 2025, 2026, 2027].flatMap((year) => officialDays(id, year)));
	return {
		open: (weekday, minute) => weekday <= 6 && minute >= 480 && minute < 1200,
		closedOn: (date) => closed.has(date),
	};
};

describe('against a walk over quarter hours on the platform’s clock', () => {
	test.each(FRENCH_TERRITORIES)('%s: 150 moments of 2024–2027', (id) => {
		const rules = rulesOf(id);
		const arbitrary = fc.integer({ min: ms('2024-01-01'), max: ms('2027-12-20') });
		fc.assert(
			fc.property(arbitrary, (at) => {
				expect(nextAllowed(at, territory(id), strict)).toBe(
					nextByWalking(at, territory(id), rules),
				);
			}),
			{ numRuns: 150, seed: 20261121 },
		);
	});

	test.each([
		['Europe/Paris night', metropole],
		['Miquelon night', territory('saint-pierre-et-miquelon')],
		['London night', territory('GB')],
	])('%s: hours inside the change of clocks, both ways', (_, place) => {
		const spans = [
			[120, 180],
			[135, 150],
			[150, 165],
			[60, 135],
			[0, 1440],
		] as const;
		const changes = ['2027-03-14', '2027-03-28', '2027-10-31', '2027-11-07'].map(ms);
		for (const [from, to] of spans) {
			const clock = (minute: number) =>
				`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
			const week = weekOf([{ days: WEEKDAYS, from: clock(from), to: clock(to) }], true);
			const rules: Rules = {
				open: (_day, minute) => minute >= from && minute < to,
				closedOn: () => false,
			};
			for (const change of changes) {
				for (let at = change - 6 * 3_600_000; at < change + 12 * 3_600_000; at += 900_000) {
					expect(nextOpen(at, place, week)).toBe(nextByWalking(at, place, rules));
					expect(isOpen(at, place, week)).toBe(openAt(at, place, rules));
				}
			}
		}
	});
});

describe('laws', () => {
	const places = [...FRENCH_TERRITORIES, ...COUNTRIES, '*' as const].map((id) => territory(id));
	const arbitrary = fc.record({
		at: fc.integer({ min: ms('2024-01-01'), max: ms('2032-12-31') }),
		place: fc.constantFrom(...places),
		hours: fc.constantFrom(strict, brevo, af2m, tighten('strict', { from: '10:30', to: '19:45' })),
	});
	test('the next allowed moment is allowed, not earlier, its own next, and nothing before it is', () => {
		fc.assert(
			fc.property(
				arbitrary,
				fc.double({ min: 0, max: 1, noNaN: true }),
				({ at, place, hours }, share) => {
					const next = nextAllowed(at, place, hours);
					expect(next).toBeGreaterThanOrEqual(at);
					expect(isAllowed(next, place, hours)).toBe(true);
					expect(nextAllowed(next, place, hours)).toBe(next);
					const between = Math.floor(at + (next - at) * share);
					if (between < next) expect(isAllowed(between, place, hours)).toBe(false);
				},
			),
			{ numRuns: 500 },
		);
	});
	test('tighter hours never open earlier', () => {
		fc.assert(
			fc.property(arbitrary, ({ at, place, hours }) => {
				const own = tighten(hours, { from: '11:00', to: '16:00', holidays: false });
				expect(nextAllowed(at, place, own)).toBeGreaterThanOrEqual(nextAllowed(at, place, hours));
			}),
			{ numRuns: 200 },
		);
	});
});

import fc from 'fast-check';
import { capAllows, capReach, capRules, nextAllowed } from '../../../core/ledger/cap';
import { DAY, HOUR, NOON } from './scene';

const PARIS = 'Europe/Paris';

/** The law, written the slow way: the month by Intl, windows by trying each start. */
function keepsCap(cap: Parameters<typeof capRules>[1], slots: number[]): boolean {
	const month = new Intl.DateTimeFormat('en-CA', {
		timeZone: PARIS,
		year: 'numeric',
		month: '2-digit',
	});
	const months = slots.map((slot) => month.format(slot));
	const inMonth = months.map((one) => months.filter((other) => other === one).length);
	const inWindow = (ms: number) =>
		slots.map((start) => slots.filter((slot) => slot >= start && slot < start + ms).length);
	const { perMonth = Infinity, perDays, minGapHours = 0 } = cap ?? {};
	return (
		Math.max(0, ...inMonth) <= perMonth &&
		Math.max(0, ...inWindow((perDays?.days ?? 0) * DAY)) <= (perDays?.max ?? Infinity) &&
		Math.max(0, ...inWindow(minGapHours * HOUR)) <= 1
	);
}

const anyCap = fc.record(
	{
		perMonth: fc.integer({ min: 0, max: 3 }),
		perDays: fc.record({
			max: fc.integer({ min: 0, max: 3 }),
			days: fc.integer({ min: 1, max: 40 }),
		}),
		minGapHours: fc.integer({ min: 0, max: 80 }),
	},
	{ requiredKeys: [] },
);
/** Half hours around the end of October, when Paris also changes its clocks. */
const anyTime = fc
	.integer({ min: -48 * 50, max: 48 * 50 })
	.map((n) => Date.UTC(2026, 9, 31, 22) + n * 1_800_000);

/** Keeps what the cap allows, as the ledger does. */
function fill(cap: Parameters<typeof capRules>[1], times: number[]): number[] {
	const rules = capRules(PARIS, cap);
	return times.reduce<number[]>(
		(slots, at) => (capAllows(rules, slots, at) ? [...slots, at] : slots),
		[],
	);
}

describe('the cap', () => {
	it('allows a message exactly when no month, window or gap is broken', () => {
		fc.assert(
			fc.property(anyCap, fc.array(anyTime, { maxLength: 12 }), anyTime, (cap, times, at) => {
				const slots = fill(cap, times);
				expect(capAllows(capRules(PARIS, cap), slots, at)).toBe(keepsCap(cap, [...slots, at]));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('names the first moment that is allowed', () => {
		fc.assert(
			fc.property(anyCap, fc.array(anyTime, { maxLength: 8 }), anyTime, (cap, times, at) => {
				const rules = capRules(PARIS, cap);
				const slots = fill(cap, times);
				const next = nextAllowed(rules, slots, at);
				if (next === undefined) {
					const never = cap.perMonth === 0 || cap.perDays?.max === 0;
					expect(never).toBe(true);
					return;
				}
				expect(capAllows(rules, slots, next)).toBe(true);
				const hours = Array.from(
					{ length: Math.ceil((next - at) / HOUR) },
					(_, n) => at + n * HOUR,
				);
				expect(hours.filter((moment) => capAllows(rules, slots, moment))).toEqual([]);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('looks back no further than it must, and far enough', () => {
		expect(capReach([])).toBe(0);
		fc.assert(
			fc.property(anyCap, fc.array(anyTime, { maxLength: 12 }), anyTime, (cap, times, at) => {
				const rules = capRules(PARIS, cap);
				const slots = fill(cap, times);
				const near = slots.filter((slot) => slot > at - capReach(rules));
				expect(nextAllowed(rules, near, at)).toBe(nextAllowed(rules, slots, at));
			}),
			{ numRuns: 1_000 },
		);
	});

	it('adds the caps of brand and node up, so that each can only tighten', () => {
		const rules = capRules(PARIS, { perMonth: 1 }, { perMonth: 9, perDays: { max: 1, days: 30 } });
		const month = (day: number) => Date.UTC(2026, 9, day, 10);
		expect(capAllows(rules, [month(1)], month(31))).toBe(false);
		expect(capAllows(rules, [month(20)], Date.UTC(2026, 10, 5))).toBe(false);
		expect(capAllows(rules, [month(1)], Date.UTC(2026, 10, 5))).toBe(true);
	});

	it('counts a rolling day as 24 hours when the clocks change', () => {
		const rules = capRules(PARIS, { perDays: { max: 1, days: 1 } });
		const before = Date.UTC(2026, 9, 24, 10); // noon in Paris, summer time
		expect(capAllows(rules, [before], before + DAY - 1)).toBe(false);
		expect(nextAllowed(rules, [before], before + HOUR)).toBe(before + DAY);
		expect(capAllows(rules, [], NOON)).toBe(true);
	});
});

import { MINUTE, NOON } from '../scene';
import type { Stage } from '../suite';

const ACCOUNT = 'ovh/7';
const SECOND = 1_000;

export function turnRules({ ledger }: Stage): void {
	const take = async (units: number, perSecond: number | undefined, now: number, name = ACCOUNT) =>
		(await ledger().takeTurn({ account: name, units, perSecond, now })).startAt - NOON;

	it('the first turn begins at once, each next one when the one before is over', async () => {
		expect(await take(100, 50, NOON)).toBe(0);
		expect(await take(25, 50, NOON)).toBe(2 * SECOND);
		expect(await take(1, 50, NOON)).toBe(2.5 * SECOND);
	});

	it('time that nobody used is not made up for', async () => {
		await take(50, 50, NOON);
		expect(await take(50, 50, NOON + MINUTE)).toBe(MINUTE);
		expect(await take(50, 50, NOON + MINUTE)).toBe(MINUTE + SECOND);
	});

	it('a turn of less than a millisecond still takes one', async () => {
		await take(1, 3_000, NOON);
		expect(await take(1, 3_000, NOON)).toBe(1);
	});

	it('each account has turns of its own', async () => {
		await take(100, 10, NOON);
		expect(await take(100, 10, NOON, 'ovh/8')).toBe(0);
	});

	it('without a limit nobody waits, but for those who have one', async () => {
		expect(await take(1_000, undefined, NOON)).toBe(0);
		expect(await take(1_000, undefined, NOON)).toBe(0);
		await take(50, 50, NOON);
		expect(await take(1_000, undefined, NOON)).toBe(SECOND);
	});

	it('gives turns that do not overlap, however many are taken at once', async () => {
		const starts = await Promise.all(
			Array.from({ length: 8 }, async () => await take(10, 10, NOON)),
		);
		expect(starts.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((n) => n * SECOND));
	});

	describe('a pause that the gateway asked for', () => {
		const paused = async (now: number, name = ACCOUNT) => await ledger().accountPause(name, now);

		it('is told until it is over, for this account alone', async () => {
			expect(await paused(NOON)).toBeUndefined();
			await ledger().pauseAccount(ACCOUNT, NOON + MINUTE);
			expect(await paused(NOON)).toBe(NOON + MINUTE);
			expect(await paused(NOON + MINUTE)).toBeUndefined();
			expect(await paused(NOON, 'ovh/8')).toBeUndefined();
		});

		it.each([50, undefined])('no turn begins before its end, with %s per second', async (limit) => {
			await ledger().pauseAccount(ACCOUNT, NOON + MINUTE);
			expect(await take(50, limit, NOON)).toBe(MINUTE);
		});

		it('is not made shorter by a later, shorter one', async () => {
			await ledger().pauseAccount(ACCOUNT, NOON + 2 * MINUTE);
			await ledger().pauseAccount(ACCOUNT, NOON + MINUTE);
			expect(await paused(NOON)).toBe(NOON + 2 * MINUTE);
		});

		it('leaves a turn that was given before it as it is', async () => {
			await take(100, 50, NOON);
			await ledger().pauseAccount(ACCOUNT, NOON + SECOND);
			expect(await take(50, 50, NOON)).toBe(2 * SECOND);
		});
	});
}

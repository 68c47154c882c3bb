import fc from 'fast-check';
import type { SendOutcome } from '../../core/gateway/gateway';
import { planCalls, textKey } from '../../nodes/SmsSend/calls';
import { GatewayDown } from '../../nodes/SmsSend/halt';
import { Pace, type PacedTurn } from '../../nodes/SmsSend/pace';
import { Patience } from '../../nodes/SmsSend/patience';
import { rateOf } from '../../nodes/SmsSend/rate';

describe('pace', () => {
	const ALWAYS: PacedTurn = { beginsAt: 0, endsAt: Infinity };

	/** When units leave if the process stands still for `stalls[n]` ms before it looks at the nth one. */
	function leave(perSecond: number, units: readonly number[], stalls: readonly number[]) {
		const pace = new Pace(perSecond);
		const left: Array<{ at: number; units: number }> = [];
		let now = 0;
		units.forEach((one, n) => {
			now += stalls[n] ?? 0;
			now += pace.waitFor(one, ALWAYS, now) ?? 0;
			pace.left(one, ALWAYS, now);
			left.push({ at: now, units: one });
		});
		return left;
	}

	const most = (left: ReadonlyArray<{ at: number; units: number }>) =>
		Math.max(
			...left.map(({ at }) =>
				left
					.filter((one) => one.at >= at && one.at < at + 1_000)
					.reduce((sum, one) => sum + one.units, 0),
			),
		);

	it('no more than the limit leaves in any second, wherever the process stood still', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 5, max: 300 }),
				fc.array(fc.oneof(fc.constant(0), fc.integer({ max: 1_500, min: 0 })), { maxLength: 60 }),
				(perSecond, stalls) => {
					const units = Array.from({ length: perSecond * 3 }, () => 1);
					expect(most(leave(perSecond, units, stalls))).toBeLessThanOrEqual(perSecond);
				},
			),
			{ numRuns: 60 },
		);
	});

	it('counts what a call weighs; one heavier than a second waits for what it takes after it', () => {
		const left = leave(10, [4, 4, 4, 25, 1], []);
		expect(most(left.slice(0, 3))).toBeLessThanOrEqual(10);
		expect(left[4]!.at - left[3]!.at).toBeGreaterThanOrEqual(2_400);
	});

	it('uses most of the limit when nothing stands still', () => {
		const left = leave(200, Array<number>(2_000).fill(1), []);
		expect(left.at(-1)!.at).toBeLessThanOrEqual(10_600);
	});

	it('a delay of some milliseconds is caught up, one of a second is not', () => {
		const even = leave(100, Array<number>(50).fill(1), []);
		const short = leave(100, Array<number>(50).fill(1), [0, 0, 0, 8]);
		const long = leave(100, Array<number>(50).fill(1), [0, 0, 0, 1_000]);
		expect(short.at(-1)!.at).toBe(even.at(-1)!.at);
		expect(long.at(-1)!.at - even.at(-1)!.at).toBeGreaterThan(950);
	});

	it('nothing leaves before its turn, nor after it: another process may be sending', () => {
		const pace = new Pace(100);
		const turn = { beginsAt: 1_000, endsAt: 2_000 };
		expect(pace.waitFor(1, turn, 400)).toBe(600);
		expect(pace.waitFor(1, turn, 2_000)).toBe(0);
		expect(pace.waitFor(1, turn, 2_001)).toBeUndefined();
	});

	it('without a limit only the beginning of the turn is waited for', () => {
		const pace = new Pace(undefined);
		for (let n = 0; n < 1_000; n++) pace.left(1, ALWAYS, 5);
		expect(pace.waitFor(1, { beginsAt: 9, endsAt: 0 }, 5)).toBe(4);
	});
});

describe('the rate of an account', () => {
	it.each([
		[{ perSecond: 30 }, 10, 30],
		[{ perSecond: '30' }, undefined, 30],
		[{ perSecond: 0 }, 10, 10],
		[{}, undefined, undefined],
		[undefined, 10, 10],
		[{ perSecond: 'many' }, 10, 10],
	])('%j, the gateway knows of %s: %s', (account, perSecond, expected) => {
		expect(rateOf(account, { perSecond }).perSecond).toBe(expected);
	});

	it('counts parts where the contract does', () => {
		expect(rateOf({ rateUnit: 'parts' }, {}).unitsOf({ parts: 3 })).toBe(3);
		expect(rateOf({ rateUnit: 'messages' }, {}).unitsOf({ parts: 3 })).toBe(1);
	});
});

describe('which SMS leave together', () => {
	it('neighbours, as many as fit', () => {
		expect(planCalls([1, 2, 3, 4, 5], { batchSize: 2 })).toEqual([[1, 2], [3, 4], [5]]);
	});

	it('equal ones wherever they stand', () => {
		const keyOf = (one: string) => one;
		expect(planCalls([...'abacaba'], { batchSize: 3, keyOf }).map((call) => call.join(''))).toEqual(
			['aaa', 'bb', 'c', 'a'],
		);
	});

	it('no call weighs more than a second of the account, unless a single SMS does', () => {
		const unitsOf = (parts: number) => parts;
		expect(planCalls([2, 2, 9, 1, 3], { batchSize: 9, mostUnits: 4, unitsOf })).toEqual([
			...[[2, 2], [9], [1, 3]],
		]);
	});

	it('a service text is not the marketing text with the same words', () => {
		const message = { text: 'Bonjour', encoding: 'GSM-7' as const };
		const keys = [{ message }, { message, purpose: 'transactional' as const }].map(textKey);
		expect(new Set(keys).size).toBe(2);
	});
});

describe('patience', () => {
	const busy: SendOutcome = { outcome: 'not_sent', code: 'HTTP_429', retryAfterMs: 1_000 };
	const down: SendOutcome = { outcome: 'not_sent', code: 'ECONNREFUSED' };
	const silent: SendOutcome = { outcome: 'in_doubt', code: 'ECONNABORTED' };
	const fine: SendOutcome = { outcome: 'accepted' };
	const later = () => performance.now() + 1;

	it('waits as long as the gateway says, for everybody, and a little longer', () => {
		const pause = new Patience('Carrier').hear([fine, busy], later());
		expect(pause).toMatchObject({ forAll: true });
		expect(pause!.ms).toBeGreaterThanOrEqual(1_000);
		expect(pause!.ms).toBeLessThanOrEqual(1_100);
	});

	it('waits twice as long each time nobody answers, for itself alone, then gives up', () => {
		const patience = new Patience('Carrier');
		const waits = [1, 2, 3].map(() => patience.hear([down], later())!);
		expect(waits.map(({ forAll }) => forAll)).toEqual([false, false, false]);
		waits.forEach(({ ms }, n) => expect(ms).toBeGreaterThanOrEqual(500 * 2 ** n));
		expect(() => patience.hear([down], later())).toThrow(GatewayDown);
	});

	it('begins anew after a clear answer', () => {
		const patience = new Patience('Carrier');
		for (let n = 0; n < 10; n++) {
			for (const one of [down, down, down, fine]) patience.hear([one], later());
		}
		expect(() => patience.hear([down], later())).not.toThrow();
	});

	it('calls that were under way together fail once', () => {
		const patience = new Patience('Carrier');
		const began = performance.now();
		const heard = Array.from({ length: 20 }, () => patience.hear([silent], began));
		expect(heard[0]).toMatchObject({ ms: 0 });
		expect(heard.slice(1)).toEqual(Array<undefined>(19).fill(undefined));
	});

	it('a trouble of the account ends it at once', () => {
		const noCredit: SendOutcome = { outcome: 'not_sent', code: 'HTTP_402', account: true };
		expect(() => new Patience('Carrier').hear([fine, noCredit], later())).toThrow(
			'turned the whole account away',
		);
	});

	it('a pause longer than n8n should be kept waiting ends it, and the others are told', () => {
		const day: SendOutcome = { ...busy, retryAfterMs: 86_400_000 };
		let error: unknown;
		try {
			new Patience('Carrier').hear([day], later());
		} catch (thrown) {
			error = thrown;
		}
		expect(error).toMatchObject({ pause: { forAll: true } });
	});
});

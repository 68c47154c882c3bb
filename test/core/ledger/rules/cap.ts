import { DAY, DURAND, HOUR, MARTIN, NOON, word } from '../scene';
import type { Stage } from '../suite';

const LATE_OCTOBER = Date.UTC(2026, 9, 31, 22, 30); // 23:30 in Paris, winter time
const NOVEMBER = Date.UTC(2026, 9, 31, 23, 30); // 1 November 00:30 in Paris
const DECEMBER_STARTS = Date.UTC(2026, 10, 30, 23);

export function capRules({ scene, ledger }: Stage): void {
	const campaign = (name: string, now = NOON) => ({ campaign: name, now });

	it('allows two messages a calendar month by default, and says when the third may go', async () => {
		await scene().send({ to: MARTIN }, campaign('a'));
		await scene().reserve([{ to: MARTIN }], campaign('b', NOON + DAY));
		expect(
			await scene().reserve([{ to: MARTIN }, { to: DURAND }], campaign('c', NOON + DAY)),
		).toEqual([
			{ outcome: 'held', reason: 'CAPPED', nextAllowedAt: Date.UTC(2026, 9, 31, 23) },
			{ outcome: 'reserved', ref: expect.any(String) },
		]);
	});

	it('counts months in the time zone of the brand', async () => {
		await scene().send({ to: MARTIN }, campaign('a', LATE_OCTOBER - DAY));
		await scene().send({ to: MARTIN }, campaign('b', LATE_OCTOBER - DAY));
		const october = await scene().reserve([{ to: MARTIN }], campaign('c', LATE_OCTOBER));
		const november = await scene().reserve([{ to: MARTIN }], campaign('c', NOVEMBER));
		expect([...october, ...november].map(word)).toEqual(['CAPPED', 'reserved']);
	});

	it('counts a reservation of 31 October that is claimed on 1 November in November', async () => {
		await scene().reserve([{ to: MARTIN }], campaign('a', LATE_OCTOBER));
		await scene().send({ to: MARTIN }, campaign('b', NOVEMBER));
		await scene().send({ to: MARTIN }, campaign('c', NOVEMBER));
		expect(await scene().claim([{ to: MARTIN }], campaign('a', NOVEMBER))).toEqual([
			{ outcome: 'held', reason: 'CAPPED', nextAllowedAt: DECEMBER_STARTS },
		]);
	});

	it('moves a place from October to November with the claim', async () => {
		await scene().reserve([{ to: MARTIN }], campaign('a', LATE_OCTOBER));
		await scene().send({ to: MARTIN }, campaign('a', NOVEMBER));
		await scene().send({ to: MARTIN }, campaign('b', NOVEMBER));
		const verdicts = await scene().reserve([{ to: MARTIN }], campaign('c', NOVEMBER));
		expect(verdicts.map(word)).toEqual(['CAPPED']);
	});

	it('keeps a rolling window that looks both ways', async () => {
		const cap = { perDays: { max: 1, days: 7 } };
		const over = (name: string) => ({ campaign: name, cap });
		await scene().reserve([{ to: MARTIN, slotAt: NOON + 10 * DAY }], over('planned'));
		expect(await scene().reserve([{ to: MARTIN, slotAt: NOON + 4 * DAY }], over('before'))).toEqual(
			[{ outcome: 'held', reason: 'CAPPED', nextAllowedAt: NOON + 17 * DAY }],
		);
		const fits = await scene().reserve([{ to: MARTIN, slotAt: NOON + 3 * DAY }], over('earlier'));
		expect(fits.map(word)).toEqual(['reserved']);
	});

	it('keeps the least time between two messages', async () => {
		const cap = { minGapHours: 48 };
		await scene().send({ to: MARTIN }, campaign('a'));
		const over = (now: number) => ({ ...campaign('b', now), cap });
		expect(await scene().reserve([{ to: MARTIN }], over(NOON + 47 * HOUR))).toEqual([
			{ outcome: 'held', reason: 'CAPPED', nextAllowedAt: NOON + 48 * HOUR },
		]);
		const verdicts = await scene().reserve([{ to: MARTIN }], over(NOON + 48 * HOUR));
		expect(verdicts.map(word)).toEqual(['reserved']);
	});

	it('lets a node tighten the cap of the brand, never loosen it', async () => {
		await ledger().saveBrand({ slug: 'default', cap: { perMonth: 1 } }, NOON);
		await scene().send({ to: MARTIN }, campaign('a'));
		const looser = await scene().reserve([{ to: MARTIN }], {
			campaign: 'b',
			cap: { perMonth: 5, perDays: { max: 9, days: 1 } },
		});
		const tighter = await scene().reserve([{ to: DURAND }], {
			campaign: 'b',
			cap: { perMonth: 0 },
		});
		expect(looser.map(word)).toEqual(['CAPPED']);
		expect(tighter).toEqual([{ outcome: 'held', reason: 'CAPPED' }]);
	});

	it('never caps a transactional message, nor counts it', async () => {
		const order = (n: number) => ({ to: MARTIN, occasion: `order ${n}` });
		for (const n of [1, 2, 3])
			await scene().send(order(n), { purpose: 'transactional', campaign: 'orders' });
		await scene().send({ to: MARTIN }, campaign('a'));
		await scene().send({ to: MARTIN }, campaign('b'));
		const verdicts = await scene().reserve([order(4)], {
			purpose: 'transactional',
			campaign: 'orders',
		});
		expect(verdicts.map(word)).toEqual(['reserved']);
	});

	it.each([
		['delivered', 'CAPPED'],
		['undelivered', 'CAPPED'],
		['expired', 'CAPPED'],
		['accepted', 'CAPPED'],
	] as const)('keeps counting a message that was %s', async (status, reason) => {
		await scene().send({ to: MARTIN }, campaign('a'));
		const ref = await scene().send({ to: MARTIN }, campaign('b'));
		await ledger().report([{ key: '1', gateway: 'sandbox', ref, status, at: NOON }], NOON);
		expect((await scene().reserve([{ to: MARTIN }], campaign('c'))).map(word)).toEqual([reason]);
	});

	it.each([
		['refused', 'reserved'],
		['in_doubt', 'CAPPED'],
		['not_sent', 'CAPPED'],
	] as const)('after the answer %s the next message is %s', async (outcome, next) => {
		await scene().send({ to: MARTIN }, campaign('a'));
		await scene().send({ to: MARTIN }, campaign('b'), { outcome });
		expect((await scene().reserve([{ to: MARTIN }], campaign('c'))).map(word)).toEqual([next]);
	});

	it('frees the place of a reservation that lapsed, for good', async () => {
		const cap = { perMonth: 1 };
		const [kept] = await scene().reserve([{ to: MARTIN }], { ...campaign('a'), cap, ttlMs: HOUR });
		const early = await scene().reserve([{ to: MARTIN }], {
			...campaign('b', NOON + HOUR - 1),
			cap,
		});
		const late = await scene().reserve([{ to: MARTIN }], { ...campaign('b', NOON + HOUR), cap });
		expect([...early, ...late].map(word)).toEqual(['CAPPED', 'reserved']);
		// The clock is set back an hour: the first reservation does not come to life again.
		const ref = kept?.outcome === 'reserved' ? kept.ref : undefined;
		const back = await scene().claim([{ to: MARTIN, ref }], { ...campaign('a', NOON + 1), cap });
		expect(back.map(word)).toEqual(['CAPPED']);
	});

	it('counts the sandbox among itself only', async () => {
		const sandbox = (name: string) => ({ ...campaign(name), live: false });
		await scene().send({ to: MARTIN }, sandbox('a'));
		await scene().send({ to: MARTIN }, sandbox('b'));
		expect((await scene().reserve([{ to: MARTIN }], sandbox('c'))).map(word)).toEqual(['CAPPED']);
		expect((await scene().reserve([{ to: MARTIN }], campaign('c'))).map(word)).toEqual([
			'reserved',
		]);
	});

	it('counts two occasions of one contact in one call one after the other', async () => {
		const entries = ['1', '2', '3'].map((n) => ({ to: MARTIN, occasion: `order ${n}` }));
		expect((await scene().reserve(entries)).map(word)).toEqual(['reserved', 'reserved', 'CAPPED']);
		const dry = await scene().reserve(
			entries.map((entry) => ({ ...entry, to: DURAND })),
			{ dryRun: true },
		);
		expect(dry.map(word)).toEqual(['reserved', 'reserved', 'CAPPED']);
	});
}

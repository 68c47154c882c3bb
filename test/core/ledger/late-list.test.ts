import { ENGINES } from './engines';
import { DAY, HOUR, MARTIN, MINUTE, NOON } from './scene';

/** Found by the property test of STOP: a list that arrives late dates a STOP before one that was already ended. */
it.each(ENGINES)(
	'an old list imported late makes no room for a consent older than the last STOP: $name',
	async ({ makeEngine }) => {
		const engine = await makeEngine();
		const ledger = await engine.open();
		const brand = 'default';
		const optIn = async (at: number, now: number) => {
			const statement = { to: MARTIN, status: 'granted' as const, at, proof: {} };
			await ledger.recordConsent({
				brand,
				now,
				statements: [{ ...statement, basis: 'consent', source: 'till' }],
			});
		};
		const isStopped = async () => (await ledger.suppressed(brand, [MARTIN]))[0];

		await ledger.optOut({ brand, to: MARTIN, source: 'sms', sourceRef: '1', at: NOON, now: NOON });
		await optIn(NOON + MINUTE, NOON + MINUTE);
		expect(await isStopped()).toBe(false);
		const entries = [{ to: MARTIN, at: NOON - DAY }];
		await ledger.importOptOuts({ brand, entries, source: 'old list', now: NOON + HOUR });
		expect(await isStopped()).toBe(true);
		await optIn(NOON - HOUR, NOON + 2 * HOUR);
		expect(await isStopped()).toBe(true);
		await optIn(NOON + 2 * HOUR, NOON + 2 * HOUR);
		expect(await isStopped()).toBe(false);
		await ledger.close();
		await engine.discard();
	},
);

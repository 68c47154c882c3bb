import { openEmbeddedLedger } from '../../../core/ledger';
import { DAY, HOUR, MARTIN, MINUTE, NOON, scratchFolder } from './scene';

/** Found by the property test of STOP: a list that arrives late dates a STOP before one that was already ended. */
it('an old list imported late makes no room for a consent older than the last STOP', async () => {
	const { file, discard } = await scratchFolder();
	const ledger = await openEmbeddedLedger({ file });
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
	await discard();
});

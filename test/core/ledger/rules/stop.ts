import { DURAND, MARTIN, NOON, reservedRef, word } from '../scene';
import type { Stage } from '../suite';

export function stopRules({ scene, ledger }: Stage): void {
	const stop = async (to = MARTIN, sourceRef = 'event 1', at = NOON) =>
		await ledger().optOut({ brand: 'default', to, source: 'sms', sourceRef, at, now: NOON });

	it('lets a STOP that arrives between reservation and sending win', async () => {
		const ref = reservedRef((await scene().reserve([{ to: MARTIN }]))[0]);
		expect(await stop()).toEqual({ cancelled: 1 });
		expect(await scene().states()).toEqual({ cancelled: 1 });
		expect((await scene().claim([{ to: MARTIN, ref }])).map(word)).toEqual(['SUPPRESSED']);
	});

	it('cancels every marketing reservation, and no transactional one', async () => {
		await scene().reserve([{ to: MARTIN }], { campaign: 'a' });
		await scene().reserve([{ to: MARTIN }], { campaign: 'a', live: false });
		await scene().reserve([{ to: MARTIN }], { campaign: 'orders', purpose: 'transactional' });
		expect(await stop()).toEqual({ cancelled: 2 });
		const verdicts = await scene().claim([{ to: MARTIN }], {
			campaign: 'orders',
			purpose: 'transactional',
		});
		expect(verdicts.map(word)).toEqual(['claimed']);
	});

	it('keeps the STOP of a number never seen', async () => {
		expect(await stop()).toEqual({ cancelled: 0 });
		expect(await ledger().suppressed('default', [DURAND, MARTIN])).toEqual([false, true]);
		const verdicts = await scene().reserve([{ to: MARTIN }, { to: DURAND }]);
		expect(verdicts.map(word)).toEqual(['SUPPRESSED', 'reserved']);
	});

	it('takes the same STOP once, and leaves what is on its way alone', async () => {
		await scene().claim([{ to: MARTIN }]);
		await stop();
		expect(await stop(MARTIN, 'event 1', NOON + 1)).toEqual({ cancelled: 0 });
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('is the STOP of one brand', async () => {
		await ledger().saveBrand({ slug: 'other' }, NOON);
		await stop();
		expect(await ledger().suppressed('other', [MARTIN])).toEqual([false]);
	});

	it('stops an answer of not sent from leading to another try', async () => {
		const verdicts = await scene().claim([{ to: MARTIN }]);
		await stop();
		const ref = verdicts[0]?.outcome === 'claimed' ? verdicts[0].ref : '';
		await ledger().settle([{ ref, outcome: 'not_sent' }], NOON);
		expect((await scene().claim([{ to: MARTIN, ref }])).map(word)).toEqual(['SUPPRESSED']);
	});
}

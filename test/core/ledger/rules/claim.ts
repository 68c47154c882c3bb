import { claimedRef, DAY, DURAND, HOUR, MARTIN, MINUTE, NOON, reservedRef, word } from '../scene';
import type { Stage } from '../suite';

export function claimRules({ scene, ledger }: Stage): void {
	it('claims what was reserved, under its reference', async () => {
		const ref = reservedRef((await scene().reserve([{ to: MARTIN }]))[0]);
		expect(await scene().claim([{ to: MARTIN, ref }])).toEqual([{ outcome: 'claimed', ref }]);
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('reserves by itself when no cap node was used, under the same cap', async () => {
		for (const campaign of ['a', 'b']) await scene().send({ to: MARTIN }, { campaign });
		const verdicts = await scene().claim([{ to: MARTIN }, { to: DURAND }], { campaign: 'c' });
		expect(verdicts.map(word)).toEqual(['CAPPED', 'claimed']);
	});

	it('takes a lapsed reservation again, under its reference', async () => {
		const ref = reservedRef((await scene().reserve([{ to: MARTIN }]))[0]);
		const verdicts = await scene().claim([{ to: MARTIN, ref }], { now: NOON + 3 * DAY });
		expect(verdicts).toEqual([{ outcome: 'claimed', ref }]);
	});

	it.each([
		['number', { to: DURAND }, {}],
		['occasion', { occasion: '2026-11' }, {}],
		['campaign', {}, { campaign: 'reopening' }],
		['purpose', {}, { purpose: 'transactional' as const }],
		['gateway from live to sandbox', {}, { live: false }],
		['reference', { ref: 'AAAAAAAAAAAAAAAAAAAA' }, {}],
	])('holds an item whose %s was changed after the cap', async (_, entry, over) => {
		const [martin] = await scene().reserve([{ to: MARTIN }, { to: DURAND }]);
		const verdicts = await scene().claim(
			[{ to: MARTIN, ref: reservedRef(martin), ...entry }],
			over,
		);
		expect(verdicts.map(word)).toEqual(['REF_MISMATCH']);
		const right = await scene().claim([{ to: MARTIN, ref: reservedRef(martin) }]);
		expect(right.map(word)).toEqual(['claimed']);
	});

	it('does not let an edited number take the turn of the contact it now names', async () => {
		const [martin, durand] = (await scene().reserve([{ to: MARTIN }, { to: DURAND }])).map(
			reservedRef,
		);
		const verdicts = await scene().claim([
			{ to: DURAND, ref: martin },
			{ to: DURAND, ref: durand },
		]);
		expect(verdicts.map(word)).toEqual(['REF_MISMATCH', 'claimed']);
	});

	it('answers what this run, or the one it retries, has sent as replayed, even after a STOP', async () => {
		const ref = reservedRef((await scene().reserve([{ to: MARTIN }]))[0]);
		await scene().send({ to: MARTIN, ref }, { run: 'first' }, { providerId: 'gw-1' });
		await ledger().optOut({
			brand: 'default',
			to: MARTIN,
			source: 'sms',
			sourceRef: '1',
			at: NOON,
			now: NOON,
		});
		const replayed = [{ outcome: 'replayed', ref, providerId: 'gw-1' }];
		const entry = [{ to: MARTIN, ref }];
		expect(await scene().claim(entry, { run: 'first' })).toEqual(replayed);
		expect(await scene().claim(entry, { run: 'second', formerRuns: ['first'] })).toEqual(replayed);
		expect((await scene().claim(entry, { run: 'third' })).map(word)).toEqual(['SUPPRESSED']);
	});

	it('replays by an earlier reference of the same message too', async () => {
		const first = await scene().send({ to: MARTIN }, {}, { outcome: 'refused' });
		const second = await scene().send({ to: MARTIN, ref: first });
		expect(second).not.toBe(first);
		expect(await scene().claim([{ to: MARTIN, ref: first }])).toEqual([
			{ outcome: 'replayed', ref: second },
		]);
	});

	it('gives each attempt its own reference, so that a late answer cannot move the next one', async () => {
		const first = await scene().send({ to: MARTIN }, {}, { outcome: 'not_sent' });
		const second = claimedRef((await scene().claim([{ to: MARTIN, ref: first }]))[0]);
		expect(second).not.toBe(first);
		await ledger().settle([{ ref: first, outcome: 'not_sent' }], NOON);
		await ledger().settle([{ ref: first, outcome: 'refused' }], NOON);
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('debits the budget and holds what would pass it', async () => {
		await ledger().setCampaign({
			brand: 'default',
			campaign: 'private sale',
			budget: 100_000,
			now: NOON,
		});
		const numbers = [MARTIN, DURAND, MARTIN].map((to, n) => ({ to, occasion: `order ${n}` }));
		expect((await scene().reserve(numbers)).map(word)).toEqual([
			'reserved',
			'reserved',
			'BUDGET_SPENT',
		]);
		expect((await scene().claim(numbers)).map(word)).toEqual([
			'claimed',
			'claimed',
			'BUDGET_SPENT',
		]);
		const status = await ledger().campaignStatus('default', 'private sale', true);
		expect(status).toMatchObject({ spent: 98_000, cost: 98_000, budget: 100_000, parts: 2 });
	});

	it.each([
		['refused', 0],
		['not_sent', 0],
		['in_doubt', 49_000],
		['accepted', 49_000],
	] as const)('after the answer %s the campaign has spent %d', async (outcome, spent) => {
		const ref = await scene().send({ to: MARTIN }, {}, { outcome });
		await ledger().settle([{ ref, outcome }], NOON);
		expect((await ledger().campaignStatus('default', 'private sale', true)).spent).toBe(spent);
	});

	it.each([
		['paused', 'CAMPAIGN_PAUSED'],
		['cancelled', 'CAMPAIGN_CANCELLED'],
	] as const)(
		'claims nothing of a campaign that is %s, and goes on when it runs again',
		async (state, reason) => {
			const change = { brand: 'default', campaign: 'private sale', now: NOON };
			const ref = reservedRef((await scene().reserve([{ to: MARTIN }]))[0]);
			await ledger().setCampaign({ ...change, state });
			expect((await scene().claim([{ to: MARTIN, ref }])).map(word)).toEqual([reason]);
			expect((await scene().reserve([{ to: DURAND }])).map(word)).toEqual([reason]);
			await ledger().setCampaign({ ...change, state: 'running' });
			expect(await scene().claim([{ to: MARTIN, ref }])).toEqual([{ outcome: 'claimed', ref }]);
		},
	);

	it('gives the place of a held message back at once', async () => {
		await scene().reserve([{ to: MARTIN }], { campaign: 'a' });
		await ledger().setCampaign({ brand: 'default', campaign: 'a', state: 'paused', now: NOON });
		await scene().claim([{ to: MARTIN }], { campaign: 'a' });
		expect(await scene().states('a')).toEqual({ cancelled: 1 });
	});

	it('refuses a clock more than two hours behind, and keeps every rule an hour behind', async () => {
		await scene().send({ to: MARTIN });
		const behind = scene().claim([{ to: DURAND }], { now: NOON - 2 * HOUR - 1 });
		await expect(behind).rejects.toMatchObject({ code: 'CLOCK', hint: expect.any(String) });
		await expect(scene().reserve([{ to: DURAND }], { now: NOON - 3 * HOUR })).rejects.toMatchObject(
			{
				code: 'CLOCK',
			},
		);
		const hour = { now: NOON - HOUR };
		expect((await scene().claim([{ to: DURAND }], hour)).map(word)).toEqual(['claimed']);
		// Its lease runs by the latest time seen: it is not in doubt the moment the clock is set right.
		expect(await ledger().sweep(NOON + MINUTE)).toBe(0);
		expect(await ledger().sweep(NOON + 2 * MINUTE)).toBe(1);
	});
}

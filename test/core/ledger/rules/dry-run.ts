import { DURAND, MARTIN, NOON, phone, word } from '../scene';
import type { Stage } from '../suite';

export function dryRunRules({ scene, ledger, engine }: Stage): void {
	it('decides the same and writes nothing', async () => {
		for (const campaign of ['a', 'b']) await scene().send({ to: MARTIN }, { campaign });
		await scene().send({ to: DURAND });
		await ledger().optOut({
			brand: 'default',
			to: phone(3),
			source: 'sms',
			sourceRef: '1',
			at: NOON,
			now: NOON,
		});
		await ledger().setCampaign({
			brand: 'default',
			campaign: 'private sale',
			budget: 3 * 49_000,
			now: NOON,
		});
		const entries = [MARTIN, DURAND, phone(3), phone(4), phone(4), phone(5), phone(6)].map(
			(to) => ({ to }),
		);
		const before = await engine().dump();
		const dry = await scene().reserve(entries, { dryRun: true, now: NOON + 1 });
		const dryClaim = await scene().claim(entries, { dryRun: true, now: NOON + 1, run: 'other' });
		expect(await engine().dump()).toBe(before);
		const wet = await scene().reserve(entries, { now: NOON + 1 });
		expect(dry.map(word)).toEqual(wet.map(word));
		expect(dry.map(word)).toEqual([
			'CAPPED',
			'ALREADY_SENT',
			'SUPPRESSED',
			'reserved',
			'DUPLICATE',
			'reserved',
			'BUDGET_SPENT',
		]);
		expect(dry[3]).toEqual({ outcome: 'reserved' });
		expect(dryClaim.map(word)).toEqual(
			dry.map((verdict) => word(verdict)?.replace('reserved', 'claimed')),
		);
	});

	it('creates no campaign', async () => {
		await scene().reserve([{ to: MARTIN }], { campaign: 'new', dryRun: true });
		expect(await ledger().listCampaigns('default')).toEqual([]);
	});
}

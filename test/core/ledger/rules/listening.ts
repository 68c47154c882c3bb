import { DAY, MARTIN, NOON } from '../scene';
import type { Stage } from '../suite';

const SHOP = { account: 'sandbox', workflow: 'w1', node: 'n1', publishedAt: NOON };

export function listeningRules({ ledger, engine }: Stage): void {
	const seen = async (keys: string[], now = NOON, source = 'sandbox') =>
		await ledger().firstSeen(source, keys, now);

	it('sees an event once, whatever comes with it', async () => {
		expect(await seen(['a', 'b', 'a'])).toEqual([true, true, false]);
		expect(await seen(['b', 'c'])).toEqual([false, true]);
		expect(await seen(['a'], NOON, 'another gateway')).toEqual([true]);
	});

	it('lets one of many who ask at once be the first', async () => {
		const answers = await Promise.all(Array.from({ length: 20 }, async () => await seen(['a'])));
		expect(answers.flat().filter(Boolean)).toHaveLength(1);
	});

	it('remembers events for 30 days', async () => {
		await seen(['a']);
		expect(await seen(['a'], NOON + 30 * DAY)).toEqual([false]);
		await seen(['b'], NOON + 31 * DAY);
		expect(await seen(['a'], NOON + 31 * DAY)).toEqual([true]);
	});

	it('forgets old reports too, those that matched nothing included', async () => {
		const report = { gateway: 'sandbox', status: 'delivered' as const };
		await ledger().report([{ ...report, key: 'r1', providerId: 'the old one', at: NOON }], NOON);
		expect(await engine().dump()).toContain('the old one');
		const later = NOON + 31 * DAY;
		await ledger().report([{ ...report, key: 'r2', providerId: 'the new one', at: later }], later);
		const rows = await engine().dump();
		expect(rows).not.toContain('the old one');
		expect(rows).toContain('the new one');
	});

	it('keeps no number that an event is known by', async () => {
		await seen([`${MARTIN}-STOP`]);
		expect(await engine().dump()).not.toContain(MARTIN.slice(1));
	});

	it('knows who listens for an account', async () => {
		expect(await ledger().listeners('sandbox')).toEqual([]);
		await ledger().startListening(SHOP);
		await ledger().startListening({ ...SHOP, workflow: 'w2', publishedAt: NOON + 1 });
		await ledger().startListening({ ...SHOP, node: 'n2', account: 'other/1' });
		expect((await ledger().listeners('sandbox')).map(({ workflow }) => workflow)).toEqual([
			'w1',
			'w2',
		]);
		await ledger().stopListening({ workflow: 'w1', node: 'n1' });
		expect((await ledger().listeners('sandbox')).map(({ workflow }) => workflow)).toEqual(['w2']);
		expect(await ledger().listeners('other/1')).toHaveLength(1);
	});

	it('moves a trigger that is published anew for another account', async () => {
		await ledger().startListening(SHOP);
		await ledger().startListening({ ...SHOP, publishedAt: NOON + 5 });
		expect(await ledger().listeners('sandbox')).toEqual([{ ...SHOP, publishedAt: NOON + 5 }]);
		await ledger().startListening({ ...SHOP, account: 'other/1' });
		expect(await ledger().listeners('sandbox')).toEqual([]);
	});
}

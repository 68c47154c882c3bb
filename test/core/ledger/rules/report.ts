import type { DeliveryEvent } from '../../../../core/ledger';
import { claimedRef, DURAND, MARTIN, NOON, word } from '../scene';
import type { Stage } from '../suite';

export function reportRules({ scene, ledger }: Stage): void {
	const report = async (...events: Array<Partial<DeliveryEvent>>) =>
		await ledger().report(
			events.map((event, n) => ({
				key: `event ${n} ${event.status}`,
				gateway: 'sandbox',
				status: 'delivered',
				at: NOON,
				...event,
			})),
			NOON,
		);

	it.each([
		[['delivered'], 'delivered'],
		[['undelivered'], 'undelivered'],
		[['expired'], 'expired'],
		[['accepted'], 'accepted'],
		[['delivered', 'accepted', 'undelivered', 'refused', 'expired'], 'delivered'],
		[['undelivered', 'accepted', 'delivered'], 'undelivered'],
		// Taken back after it was accepted: it counts, it did not arrive.
		[['refused'], 'undelivered'],
	] as const)('after the reports %j the message is %s', async (statuses, state) => {
		const ref = await scene().send({ to: MARTIN });
		await report(...statuses.map((status) => ({ ref, status })));
		expect(await scene().states()).toEqual({ [state]: 1 });
	});

	it('takes a report that comes before the answer', async () => {
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		await report({ ref });
		await ledger().settle([{ ref, outcome: 'in_doubt' }], NOON);
		await ledger().settle([{ ref, outcome: 'accepted', providerId: 'gw-1' }], NOON);
		expect(await scene().states()).toEqual({ delivered: 1 });
	});

	it('keeps a report with the id of the gateway alone until the answer tells whose it is', async () => {
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		await report({ providerId: 'gw-1' });
		expect(await scene().states()).toEqual({ sending: 1 });
		await ledger().settle([{ ref, outcome: 'accepted', providerId: 'gw-1' }], NOON);
		expect(await scene().states()).toEqual({ delivered: 1 });
	});

	it('finds a message by the id of the gateway, of that gateway only', async () => {
		await scene().send({ to: MARTIN }, {}, { providerId: 'gw-1' });
		await report({ providerId: 'gw-1', gateway: 'other' });
		expect(await scene().states()).toEqual({ accepted: 1 });
		await report({ providerId: 'gw-1', key: 'again' });
		expect(await scene().states()).toEqual({ delivered: 1 });
	});

	it('applies nothing by an id that several messages share', async () => {
		const verdicts = await scene().claim([{ to: MARTIN }, { to: DURAND }]);
		await report({ providerId: 'batch' });
		await ledger().settle(
			verdicts.map((verdict) => ({
				ref: claimedRef(verdict),
				outcome: 'accepted' as const,
				providerId: 'batch',
			})),
			NOON,
		);
		expect(await scene().states()).toEqual({ accepted: 2 });
	});

	it('takes the same event once', async () => {
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		await report({ key: 'same', ref, status: 'refused' });
		const again = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		await report({ key: 'same', ref: again, status: 'refused' });
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('lets a success win over a refusal, and blocks the next attempt', async () => {
		const ref = await scene().send({ to: MARTIN }, {}, { outcome: 'refused' });
		await scene().reserve([{ to: MARTIN }]);
		await report({ ref });
		expect(await scene().states()).toEqual({ delivered: 1 });
		expect((await scene().claim([{ to: MARTIN }], { run: 'next' })).map(word)).toEqual([
			'ALREADY_SENT',
		]);
		expect((await ledger().campaignStatus('default', 'private sale', true)).spent).toBe(49_000);
		await scene().send({ to: MARTIN }, { campaign: 'b' });
		expect((await scene().reserve([{ to: MARTIN }], { campaign: 'c' })).map(word)).toEqual([
			'CAPPED',
		]);
	});

	it('does not free a message in flight by a failure of an earlier attempt', async () => {
		const first = await scene().send({ to: MARTIN }, {}, { outcome: 'refused' });
		await scene().claim([{ to: MARTIN }]);
		await report({ ref: first, status: 'refused' }, { ref: first, status: 'expired' });
		expect(await scene().states()).toEqual({ sending: 1 });
	});
}

import type { DeliveryEvent } from '../../../../core/ledger';
import { claimedRef, DURAND, MARTIN, NOON, phone, word } from '../scene';
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

	it('does not forget a refusal that comes before the answer', async () => {
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		await report({ ref, status: 'refused' });
		await ledger().settle([{ ref, outcome: 'accepted', providerId: 'gw-1' }], NOON);
		expect(await scene().states()).toEqual({ undelivered: 1 });
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

	/** Two messages of one call; the gateway gives them one id. */
	const CALL = 'CALL_of_2_messages-1';
	const claimBoth = async () =>
		(
			await scene().claim(
				[MARTIN, DURAND].map((to) => ({ to, call: CALL })),
				{ account: 'sandbox/7' },
			)
		).map(claimedRef);
	const acceptBoth = async (refs: string[]) =>
		await ledger().settle(
			refs.map((ref) => ({ ref, outcome: 'accepted' as const, providerId: 'batch' })),
			NOON,
		);

	it('tells the messages of a shared id apart by the number', async () => {
		await acceptBoth(await claimBoth());
		await report(
			{ providerId: 'batch', to: DURAND },
			{ providerId: 'batch', to: MARTIN, status: 'undelivered' },
			{ providerId: 'batch', to: phone(3), status: 'expired' },
		);
		expect(await scene().states()).toEqual({ delivered: 1, undelivered: 1 });
		const named = [DURAND, MARTIN].map((to) => ({ gateway: 'sandbox', providerId: 'batch', to }));
		const [durand, martin] = await ledger().findAttempts(named);
		expect(durand).not.toBe(martin);
	});

	it('does not take an id alone for that of another number', async () => {
		await scene().send({ to: MARTIN }, {}, { providerId: 'gw-1' });
		await report({ providerId: 'gw-1', to: DURAND });
		expect(await scene().states()).toEqual({ accepted: 1 });
	});

	it('keeps reports by a shared id and the number until the answer, then each finds its own', async () => {
		const refs = await claimBoth();
		await report(
			{ providerId: 'batch', to: DURAND },
			{ providerId: 'batch', to: MARTIN, status: 'undelivered' },
		);
		expect(await scene().states()).toEqual({ sending: 2 });
		await acceptBoth(refs.slice(0, 1));
		expect(await scene().states()).toEqual({ undelivered: 1, sending: 1 });
		await acceptBoth(refs);
		expect(await scene().states()).toEqual({ undelivered: 1, delivered: 1 });
	});

	it('finds a message by its call and the number before any answer', async () => {
		await claimBoth();
		await report(
			{ call: CALL },
			{ call: CALL, to: phone(3), key: 'nobody' },
			{ call: CALL, to: DURAND, gateway: 'other', key: 'not its call' },
		);
		expect(await scene().states()).toEqual({ sending: 2 });
		await report({ call: CALL, to: DURAND, providerId: 'batch', key: 'durand' });
		expect(await scene().states()).toEqual({ sending: 1, delivered: 1 });
	});

	it('a call of one message needs no number, and may be named by the reference of its attempt', async () => {
		const [verdict] = await scene().claim([{ to: MARTIN, call: CALL }]);
		const alone = claimedRef((await scene().claim([{ to: DURAND }]))[0]);
		const named = [CALL, alone].map((call) => ({ gateway: 'sandbox', call }));
		expect(await ledger().findAttempts(named)).toEqual([claimedRef(verdict), alone]);
		await report({ call: CALL }, { call: alone, to: DURAND, status: 'expired' });
		expect(await scene().states()).toEqual({ delivered: 1, expired: 1 });
	});

	it('a report that brings the id by the call lets those in that knew the id alone', async () => {
		await claimBoth();
		await report({ providerId: 'batch', to: MARTIN, status: 'undelivered' });
		expect(await scene().states()).toEqual({ sending: 2 });
		await report({ call: CALL, to: MARTIN, providerId: 'batch', status: 'accepted', key: 'later' });
		expect(await scene().states()).toEqual({ sending: 1, undelivered: 1 });
	});

	it('an id is seen to be shared by answers that are far apart', async () => {
		const people = Array.from({ length: 501 }, (_, n) => phone(n));
		const refs = (await scene().claim(people.map((to) => ({ to })))).map(claimedRef);
		await report({ providerId: 'batch' });
		const answers = refs.map((ref, n) => {
			return { ref, outcome: 'accepted' as const, providerId: n < 499 ? `gw-${n}` : 'batch' };
		});
		await ledger().settle(answers, NOON);
		expect(await scene().states()).toEqual({ accepted: 501 });
	});

	it('what several names fit is found by none of them', async () => {
		await acceptBoth(await claimBoth());
		const named = [
			{ gateway: 'sandbox', providerId: 'batch' },
			{ gateway: 'sandbox', call: CALL },
			{ gateway: 'sandbox', ref: 'nobody' },
			{ gateway: 'sandbox' },
		];
		expect(await ledger().findAttempts(named)).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
		]);
	});

	it('takes the same event once', async () => {
		const ref = await scene().send({ to: MARTIN }, {}, { outcome: 'in_doubt' });
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

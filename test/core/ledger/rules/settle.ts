import { claimedRef, MARTIN, MINUTE, NOON, phone, word } from '../scene';
import type { Stage } from '../suite';

export function settleRules({ scene, ledger }: Stage): void {
	it.each([
		['accepted', { accepted: 1 }],
		['refused', { refused: 1 }],
		['in_doubt', { in_doubt: 1 }],
		['not_sent', { reserved: 1 }],
	] as const)('records the answer %s, twice as once', async (outcome, states) => {
		const ref = await scene().send({ to: MARTIN }, {}, { outcome });
		await ledger().settle([{ ref, outcome }], NOON);
		expect(await scene().states()).toEqual(states);
	});

	it('lets the second answer about a message in one call stand on what the first has made of it', async () => {
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		const answers = (['accepted', 'refused', 'not_sent'] as const).map((outcome) => ({
			ref,
			outcome,
		}));
		await ledger().settle(answers, NOON);
		expect(await scene().states()).toEqual({ accepted: 1 });
	});

	it('gives each of many answers to its own message, with references it never gave among them', async () => {
		const people = Array.from({ length: 230 }, (_, n) => ({ to: phone(100 + n) }));
		const refs = (await scene().claim(people)).map(claimedRef);
		const answers = refs.flatMap((ref, n) => [
			{ ref: `never-given-${n}`, outcome: 'accepted' as const },
			{ ref, outcome: n % 3 === 0 ? ('refused' as const) : ('accepted' as const) },
		]);
		await ledger().settle(answers, NOON);
		expect(await scene().states()).toEqual({ accepted: 153, refused: 77 });
		const again = (await scene().claim(people)).map(word);
		expect(again).toEqual(people.map((_, n) => (n % 3 === 0 ? 'claimed' : 'replayed')));
	});

	it('takes a late answer of what was swept to in doubt', async () => {
		const ref = await scene().send({ to: MARTIN }, {}, { outcome: 'in_doubt' });
		await ledger().settle([{ ref, outcome: 'accepted' }], NOON + MINUTE);
		await ledger().settle([{ ref, outcome: 'refused' }], NOON + MINUTE);
		expect(await scene().states()).toEqual({ accepted: 1 });
	});

	it('frees what was swept to in doubt once its own run learns that it surely did not leave', async () => {
		const campaign = { brand: 'default', campaign: 'private sale' };
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		const late = NOON + 10 * MINUTE;
		expect(await ledger().sweep(late)).toBe(1);
		expect((await scene().claim([{ to: MARTIN }], { now: late })).map(word)).toEqual(['IN_DOUBT']);
		await ledger().settle([{ ref, outcome: 'not_sent' }], late);
		expect(await scene().states()).toEqual({ refused: 1 });
		expect((await ledger().campaignStatus('default', 'private sale', true)).spent).toBe(0);
		expect(await ledger().inDoubt({ ...campaign, limit: 10 })).toEqual([]);
		const again = claimedRef((await scene().claim([{ to: MARTIN, ref }], { now: late }))[0]);
		expect(again).not.toBe(ref);
		await ledger().settle([{ ref, outcome: 'not_sent' }], late);
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('does not free what a person has marked as sent, whatever its run learns later', async () => {
		const ref = claimedRef((await scene().claim([{ to: MARTIN }]))[0]);
		const late = NOON + 10 * MINUTE;
		await ledger().sweep(late);
		await ledger().resolve({ refs: [ref], as: 'sent', actor: 'somebody', now: late });
		await ledger().settle([{ ref, outcome: 'not_sent' }], late);
		expect(await scene().states()).toEqual({ accepted: 1 });
	});

	it('keeps parts and cost as the gateway billed them', async () => {
		await scene().send({ to: MARTIN }, {}, { parts: 2, cost: 98_000 });
		const status = await ledger().campaignStatus('default', 'private sale', true);
		expect(status).toMatchObject({
			parts: 2,
			cost: 98_000,
			spent: 98_000,
			firstAt: NOON,
			lastAt: NOON,
		});
	});

	it('takes an answer although the clock is wrong, and ignores a reference it never gave', async () => {
		const verdicts = await scene().claim([{ to: MARTIN }]);
		const ref = verdicts[0]?.outcome === 'claimed' ? verdicts[0].ref : '';
		await ledger().settle(
			[
				{ ref: 'nobody', outcome: 'accepted' },
				{ ref, outcome: 'accepted' },
			],
			NOON - 300 * MINUTE,
		);
		expect(await scene().states()).toEqual({ accepted: 1 });
		expect((await scene().reserve([{ to: MARTIN }])).map(word)).toEqual(['ALREADY_SENT']);
	});
}

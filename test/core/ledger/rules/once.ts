import { claimedRef, HOUR, MARTIN, MINUTE, NOON, phone, reservedRef, word } from '../scene';
import type { Stage } from '../suite';

export function onceRules({ scene, ledger }: Stage): void {
	it('answers a live reservation again with the same reference', async () => {
		const [first] = await scene().reserve([{ to: MARTIN }]);
		const [again] = await scene().reserve([{ to: MARTIN }], { now: NOON + HOUR });
		expect(reservedRef(again)).toBe(reservedRef(first));
		expect(reservedRef(first)).toMatch(/^[\w-]{20}$/);
	});

	it('holds the same contact twice in one call, but not two of its orders', async () => {
		const verdicts = await scene().reserve([
			{ to: MARTIN },
			{ to: MARTIN },
			{ to: MARTIN, occasion: 'order 4711' },
		]);
		expect(verdicts.map(word)).toEqual(['reserved', 'DUPLICATE', 'reserved']);
	});

	it('knows a campaign whatever its case, spaces and accents', async () => {
		await scene().send({ to: MARTIN }, { campaign: 'Soldes d’Été' });
		const verdicts = await scene().reserve([{ to: MARTIN }], {
			campaign: '  SOLDES d’e\u0301te\u0301 ',
		});
		expect(verdicts.map(word)).toEqual(['ALREADY_SENT']);
	});

	it.each([
		['another occasion', { occasion: '2026-11' }, {}],
		['another campaign', {}, { campaign: 'reopening' }],
		['the sandbox', {}, { live: false }],
	])('lets %s through after a message was accepted', async (_, entry, over) => {
		await scene().send({ to: MARTIN });
		expect((await scene().reserve([{ to: MARTIN }])).map(word)).toEqual(['ALREADY_SENT']);
		expect((await scene().reserve([{ to: MARTIN, ...entry }], over)).map(word)).toEqual([
			'reserved',
		]);
	});

	it('keeps two brands apart', async () => {
		await ledger().saveBrand({ slug: 'other', name: 'Other' }, NOON);
		await scene().send({ to: MARTIN });
		const verdicts = await scene().reserve([{ to: MARTIN }], { brand: 'other' });
		expect(verdicts.map(word)).toEqual(['reserved']);
	});

	it('gives a refused message another try under a new reference, unless the refusal is for good', async () => {
		const first = await scene().send({ to: MARTIN }, {}, { outcome: 'refused', code: '42' });
		const [again] = await scene().reserve([{ to: MARTIN }]);
		expect(reservedRef(again)).not.toBe(first);
		await scene().send({ to: MARTIN }, {}, { outcome: 'refused', permanent: true });
		expect((await scene().reserve([{ to: MARTIN }])).map(word)).toEqual(['INVALID_NUMBER']);
	});

	it('holds what is being sent, and what may have arrived once the lease has passed', async () => {
		await scene().claim([{ to: MARTIN }]);
		const later = { now: NOON + 3 * MINUTE };
		expect((await scene().reserve([{ to: MARTIN }])).map(word)).toEqual(['IN_PROGRESS']);
		expect(await ledger().sweep(NOON + MINUTE)).toBe(0);
		expect((await scene().reserve([{ to: MARTIN }], later)).map(word)).toEqual(['IN_DOUBT']);
		expect(await ledger().sweep(later.now)).toBe(1);
		expect((await scene().reserve([{ to: MARTIN }], later)).map(word)).toEqual(['IN_DOUBT']);
		expect((await scene().claim([{ to: MARTIN }], later)).map(word)).toEqual(['IN_DOUBT']);
	});

	it('sends a contact once however many runs claim it', async () => {
		const [reserved] = await scene().reserve([{ to: MARTIN }]);
		const ref = reservedRef(reserved);
		const runs = await Promise.all(
			['a', 'b', 'c'].map(async (run) => await scene().claim([{ to: MARTIN, ref }], { run })),
		);
		expect(runs.flat().map(word).sort()).toEqual(['IN_PROGRESS', 'IN_PROGRESS', 'claimed']);
	});

	it('gives back released reservations only', async () => {
		const [reserved] = await scene().reserve([{ to: MARTIN }]);
		const ref = reservedRef(reserved);
		expect(await ledger().release([ref, 'unknown'], NOON)).toBe(1);
		expect(await ledger().release([ref], NOON)).toBe(0);
		const [again] = await scene().reserve([{ to: MARTIN }]);
		expect(reservedRef(again)).not.toBe(ref);
		const [claimed] = await scene().claim([{ to: MARTIN }]);
		expect(await ledger().release([claimedRef(claimed)], NOON)).toBe(0);
	});

	it('stops between batches when asked, with no verdict for what was not reached', async () => {
		const count = 1_100;
		const entries = Array.from({ length: count }, (_, n) => ({ to: phone(n) }));
		let asked = 0;
		const verdicts = await scene().reserve(entries, {
			cancelled: () => asked++ > 0,
		});
		// Not always the first ones: a long list is written in an order of its own.
		const reached = verdicts.filter((verdict) => verdict !== undefined).length;
		expect(reached).toBeGreaterThan(0);
		expect(reached).toBeLessThan(count);
		expect(await scene().states()).toEqual({ reserved: reached });
	});
}

import type { DeliveryEvent, InDoubtQuery, ResolveRequest } from '../../../../core/ledger';
import { LEAST_QUIET_MS } from '../../../../core/ledger/doubt';
import { claimedRef, DURAND, HOUR, MARTIN, MINUTE, NOON, phone, word } from '../scene';
import type { Stage } from '../suite';

const LEASE = 2 * MINUTE;
/** From here on a message claimed at noon may be freed. */
const FREE = NOON + LEASE + LEAST_QUIET_MS;

export function doubtRules({ scene, ledger, engine }: Stage): void {
	const list = async (query: Partial<InDoubtQuery> = {}) =>
		await ledger().inDoubt({ limit: 100, ...query });
	const refs = async (query?: Partial<InDoubtQuery>) => (await list(query)).map(({ ref }) => ref);
	const lost = async (...[entry, over]: Parameters<ReturnType<typeof scene>['send']>) =>
		await scene().send(entry, over, { outcome: 'in_doubt' });
	const decide = async (ref: string, more: Partial<ResolveRequest> = {}) =>
		(
			await ledger().resolve({ refs: [ref], as: 'send_again', actor: 'run-9', now: FREE, ...more })
		)[0];
	const tell = async (event: Partial<DeliveryEvent>) =>
		await ledger().report(
			[{ key: 'late', gateway: 'sandbox', status: 'delivered', at: FREE, ...event }],
			FREE,
		);

	it('lists what is in doubt with all that is known of it, and nothing else', async () => {
		await scene().send({ to: DURAND });
		const ref = await lost(
			{ to: MARTIN, segment: 'Gold', store: 'LYO-01', currency: 'EUR' },
			{ account: 'sandbox/7' },
		);
		expect(await list()).toEqual([
			{
				...{ ref, call: ref, gateway: 'sandbox', account: 'sandbox/7' },
				...{ brand: 'default', campaign: 'private sale', occasion: 'once', live: true },
				...{ segment: 'Gold', store: 'LYO-01', parts: 1, cost: 49_000, currency: 'EUR' },
				...{ startedAt: NOON, freeableAt: FREE },
			},
		]);
	});

	it('lists what was never answered once it is swept', async () => {
		await scene().claim([{ to: MARTIN }]);
		expect(await refs()).toEqual([]);
		await ledger().sweep(NOON + LEASE);
		expect(await refs()).toHaveLength(1);
	});

	it('pages in the order of the calls', async () => {
		const all: string[] = [];
		for (const n of [5, 3, 4, 1, 2, 0])
			all[n] = await lost({ to: phone(n) }, { now: NOON + Math.floor(n / 2) * HOUR });
		const pages: string[][] = [];
		for (let after: string | undefined; ;) {
			const page = await refs({ limit: 2, after });
			if (page.length === 0) break;
			pages.push(page);
			after = page.at(-1);
		}
		expect(pages.map(({ length }) => length)).toEqual([2, 2, 2]);
		const hours = pages.map((page) => page.map((ref) => Math.floor(all.indexOf(ref) / 2)));
		expect(hours).toEqual([
			[0, 0],
			[1, 1],
			[2, 2],
		]);
		expect(new Set(pages.flat()).size).toBe(6);
	});

	it.each([
		['brand', { brand: 'default' }, 2],
		['another brand', { brand: 'maison-lumen' }, 0],
		['campaign, whatever the case', { campaign: ' Private SALE' }, 1],
		['account', { account: 'sandbox/7' }, 1],
		['an account that is the gateway alone', { account: 'sandbox' }, 1],
		['calls before a moment', { startedBefore: NOON + 1 }, 1],
	] as const)('finds by %s', async (_, query, found) => {
		await lost({ to: MARTIN }, { account: 'sandbox/7' });
		await lost({ to: DURAND }, { campaign: 'reopening', now: NOON + 1 });
		expect(await list(query)).toHaveLength(found);
	});

	it('marked as sent it counts: once, in the cap and in the budget', async () => {
		const ref = await lost({ to: MARTIN });
		expect(await decide(ref, { as: 'sent', now: NOON })).toEqual({ outcome: 'resolved' });
		expect(await scene().states()).toEqual({ accepted: 1 });
		expect((await scene().claim([{ to: MARTIN }], { run: 'next' })).map(word)).toEqual([
			'ALREADY_SENT',
		]);
		await scene().send({ to: MARTIN }, { campaign: 'b' });
		expect((await scene().reserve([{ to: MARTIN }], { campaign: 'c' })).map(word)).toEqual([
			'CAPPED',
		]);
		expect((await ledger().campaignStatus('default', 'private sale', true)).spent).toBe(49_000);
	});

	it('sent again it gives place and money back, and the next run sends it under a new reference', async () => {
		const ref = await lost({ to: MARTIN });
		expect((await scene().claim([{ to: MARTIN }], { run: 'next' })).map(word)).toEqual([
			'IN_DOUBT',
		]);
		expect(await decide(ref)).toEqual({ outcome: 'resolved' });
		expect(await scene().states()).toEqual({ refused: 1 });
		expect((await ledger().campaignStatus('default', 'private sale', true)).spent).toBe(0);
		for (const campaign of ['a', 'b']) await scene().send({ to: DURAND }, { campaign });
		const next = await scene().claim([{ to: MARTIN, ref }], { run: 'next', now: FREE });
		expect(claimedRef(next[0])).not.toBe(ref);
	});

	it('is not freed before its lease and the quiet period have passed', async () => {
		const ref = await lost({ to: MARTIN });
		const early = { outcome: 'too_early', freeableAt: FREE };
		expect(await decide(ref, { now: FREE - 1 })).toEqual(early);
		expect(await scene().states()).toEqual({ in_doubt: 1 });
		expect(await decide(ref, { now: FREE })).toEqual({ outcome: 'resolved' });
	});

	it('waits as long as the gateway may take, never less than the ledger does', async () => {
		const ref = await lost({ to: MARTIN });
		const [longer, shorter] = [{ sandbox: HOUR }, { sandbox: 1, other: HOUR }];
		const freeableAt = NOON + LEASE + HOUR;
		expect(await decide(ref, { quietMs: longer })).toEqual({ outcome: 'too_early', freeableAt });
		expect((await list({ quietMs: longer }))[0]).toMatchObject({ freeableAt });
		expect((await list({ quietMs: shorter }))[0]).toMatchObject({ freeableAt: FREE });
		expect(await decide(ref, { quietMs: shorter })).toEqual({ outcome: 'resolved' });
	});

	it.each(['accepted', 'delivered'] as const)(
		'a report "%s" that comes after it was freed wins and blocks the next attempt',
		async (status) => {
			const ref = await lost({ to: MARTIN });
			await decide(ref);
			await tell({ ref, status });
			expect(await scene().states()).toEqual({ [status]: 1 });
			expect((await scene().claim([{ to: MARTIN }], { run: 'next', now: FREE })).map(word)).toEqual(
				['ALREADY_SENT'],
			);
			expect((await ledger().campaignStatus('default', 'private sale', true)).spent).toBe(49_000);
		},
	);

	it('what a report has settled before is not decided again', async () => {
		const ref = await lost({ to: MARTIN });
		await tell({ ref });
		for (const as of ['sent', 'send_again'] as const)
			expect(await decide(ref, { as })).toEqual({ outcome: 'not_in_doubt' });
		expect(await scene().states()).toEqual({ delivered: 1 });
	});

	it('an earlier attempt, a message in flight and an unknown reference are not in doubt', async () => {
		const first = await lost({ to: MARTIN });
		await decide(first);
		const second = claimedRef((await scene().claim([{ to: MARTIN }], { now: FREE }))[0]);
		const request = { as: 'send_again' as const, actor: 'run-9', now: FREE + HOUR };
		const asked = { ...request, refs: [first, second, 'nobody'] };
		expect((await ledger().resolve(asked)).map(({ outcome }) => outcome)).toEqual([
			'not_in_doubt',
			'not_in_doubt',
			'not_in_doubt',
		]);
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('of two lost attempts only the last one is decided about', async () => {
		const first = await lost({ to: MARTIN });
		await decide(first);
		const second = await lost({ to: MARTIN }, { now: FREE });
		const at = { now: FREE + HOUR };
		expect(await decide(first, at)).toEqual({ outcome: 'not_in_doubt' });
		expect(await scene().states()).toEqual({ in_doubt: 1 });
		expect(await decide(second, at)).toEqual({ outcome: 'resolved' });
	});

	it('a late failure of what was freed does not touch the attempt that follows', async () => {
		const first = await lost({ to: MARTIN });
		await decide(first);
		await scene().claim([{ to: MARTIN }], { now: FREE });
		await tell({ ref: first, status: 'undelivered' });
		expect(await scene().states()).toEqual({ sending: 1 });
	});

	it('answers many at once, in their order, one that is named twice once', async () => {
		const martin = await lost({ to: MARTIN });
		const durand = await lost({ to: DURAND }, { now: NOON + HOUR });
		const asked = [durand, martin, martin];
		const request = { refs: asked, as: 'send_again' as const, actor: 'run-9', now: FREE };
		expect((await ledger().resolve(request)).map(({ outcome }) => outcome)).toEqual([
			'too_early',
			'resolved',
			'not_in_doubt',
		]);
	});

	it('keeps who decided what, when and why, without a number in it', async () => {
		const ref = await lost({ to: MARTIN });
		await decide(ref, { actor: `Service client ${MARTIN}`, code: 'NOT_FOUND' });
		const kept = await engine().dump();
		expect(kept).toContain('Service client …');
		expect(kept).toContain('NOT_FOUND');
		expect(kept).not.toContain(MARTIN.slice(-9));
	});

	it('a dry run answers the same and writes nothing', async () => {
		const [martin, durand] = [await lost({ to: MARTIN }), await lost({ to: DURAND })];
		const before = await engine().dump();
		expect(await decide(martin, { dryRun: true })).toEqual({ outcome: 'resolved' });
		expect(await decide(durand, { dryRun: true, now: NOON })).toMatchObject({
			outcome: 'too_early',
		});
		expect(await decide('nobody', { dryRun: true })).toEqual({ outcome: 'not_in_doubt' });
		expect(await engine().dump()).toBe(before);
	});
}

import fc from 'fast-check';
import type { Ledger } from '../../../core/ledger';
import { makePool } from '../../../vendor/pg';
import { postgresEngine, type PostgresEngine } from './postgres-engine';
import { claimedRef, HOUR, MARTIN, NOON, phone, Scene } from './scene';

let engine: PostgresEngine;
let ledgers: Ledger[];

beforeEach(async () => {
	engine = await postgresEngine();
	ledgers = await Promise.all([1, 2, 3].map(async () => await engine.open()));
});
afterEach(async () => {
	await Promise.all(ledgers.map(async (ledger) => await ledger.close()));
	await engine.discard();
});

const together = async <T>(work: (ledger: Ledger, n: number) => Promise<T>) =>
	await Promise.all(ledgers.map(work));

it('several that open a new ledger at once make it once', async () => {
	const other = await postgresEngine();
	const opened = await Promise.all(Array.from({ length: 8 }, async () => await other.open()));
	const brands = await Promise.all(opened.map(async (ledger) => await ledger.listBrands()));
	expect(brands.map((all) => all.length)).toEqual(Array(8).fill(1));
	expect(await other.query('SELECT count(*)::int AS n FROM brand')).toEqual([{ n: 1 }]);
	await Promise.all(opened.map(async (ledger) => await ledger.close()));
	await other.discard();
});

it('turns at one account never overlap', async () => {
	const units = [3, 10, 1, 7, 5, 2];
	const turns = await together(async (ledger) => {
		const taken = [];
		for (const many of units) {
			const turn = { account: 'one', units: many, perSecond: 10, now: NOON };
			taken.push({ ...(await ledger.takeTurn(turn)), ms: many * 100 });
		}
		return taken;
	});
	const inOrder = turns.flat().sort((a, b) => a.startAt - b.startAt);
	expect(inOrder[0]?.startAt).toBe(NOON);
	inOrder.slice(1).forEach((turn, n) => {
		expect(turn.startAt).toBe(inOrder[n]!.startAt + inOrder[n]!.ms);
	});
});

it('crossing lists, answers, STOPs and reports end without a deadlock that anybody sees', async () => {
	await ledgers[0]!.saveBrand({ slug: 'default', cap: {} }, NOON);
	const shuffled = (n: number) =>
		fc.sample(fc.shuffledSubarray(numbers, { minLength: 60 }), { numRuns: 6, seed: n });
	const numbers = Array.from({ length: 60 }, (_, n) => phone(n));
	await together(async (ledger, n) => {
		const scene = new Scene(ledger);
		for (const [turn, list] of shuffled(n).entries()) {
			const over = { campaign: `sale ${turn % 2}`, run: `run ${n}`, purpose: 'marketing' as const };
			const claimed = await scene.claim(
				list.map((to) => ({ to })),
				over,
			);
			const refs = claimed.flatMap((one) => (one.outcome === 'claimed' ? [one.ref] : []));
			const outcome = turn % 3 === 0 ? ('refused' as const) : ('accepted' as const);
			await ledger.settle(refs.map((ref) => ({ ref, outcome })).reverse(), NOON);
			await ledger.firstSeen('sandbox', list, NOON);
			const entries = list.slice(0, 20).map((to) => ({ to }));
			await ledger.importOptOuts({ brand: 'default', entries, source: `list ${n}`, now: NOON });
		}
	});
	expect(await ledgers[0]!.suppressed('default', numbers)).toContain(true);
});

it('what two people change in one brand at once is all kept', async () => {
	const changes = [{ name: 'Maison' }, { sender: 'MAISON' }, { language: 'fr' as const }];
	await ledgers[0]!.saveBrand({ slug: 'maison', language: 'en' }, NOON);
	await together(
		async (ledger, n) => await ledger.saveBrand({ slug: 'maison', ...changes[n] }, NOON),
	);
	expect(await ledgers[0]!.getBrand('maison')).toMatchObject({
		name: 'Maison',
		sender: 'MAISON',
		language: 'fr',
	});
});

it('the clock of the ledger never goes back, whoever writes it last', async () => {
	await together(async (ledger, n) => await ledger.sweep(NOON + (3 - n) * HOUR));
	expect(await engine.query("SELECT value FROM meta WHERE key = 'clock_high_water'")).toEqual([
		{ value: String(NOON + 3 * HOUR) },
	]);
});

/** A connection that holds a lock until it is let go. */
async function holding(sql: string) {
	const pool = makePool({ ...engine.options, max: 1, ssl: false });
	const client = await pool.connect();
	await client.query(`BEGIN; SET LOCAL search_path TO "${engine.options.schema}"; ${sql}`);
	return {
		run: async (more: string) => await client.query(more),
		end: async () => {
			await client.query('COMMIT');
			client.release();
			await pool.end();
		},
	};
}

it('a success report that comes while a refused message is claimed again blocks the next attempt', async () => {
	const [ledger] = ledgers;
	const scene = new Scene(ledger!);
	const ref = await scene.send({ to: MARTIN }, {}, { outcome: 'refused' });
	// The report holds the message while the claim has already read it as refused.
	const report = await holding("UPDATE message SET state = 'accepted' WHERE state = 'refused'");
	const claiming = scene.claim([{ to: MARTIN }], { run: 'run-2' });
	await waits();
	await report.end();
	expect(await claiming).toEqual([{ outcome: 'held', reason: 'ALREADY_SENT' }]);
	expect(await engine.query('SELECT ref FROM message')).toEqual([{ ref }]);
});

/** Until somebody waits for a lock in this database. */
async function waits(): Promise<void> {
	const sql =
		"SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%message%'";
	while ((await engine.query(sql)).length === 0);
}

it('a report that crosses the answer which tells the id is applied, whichever is first', async () => {
	const [one, other] = ledgers as [Ledger, Ledger];
	for (let n = 0; n < 20; n++) {
		const scene = new Scene(one);
		const campaign = `crossing ${n}`;
		const [verdict] = await scene.claim([{ to: phone(n) }], { campaign });
		const ref = claimedRef(verdict);
		const providerId = `id ${n}`;
		const event = {
			key: `${n}`,
			gateway: 'sandbox',
			providerId,
			status: 'delivered' as const,
			at: NOON,
		};
		await Promise.all([
			one.settle([{ ref, outcome: 'accepted', providerId }], NOON),
			other.report([event], NOON),
		]);
		expect(await scene.states(campaign)).toEqual({ delivered: 1 });
	}
});

it('a report is kept apart while the answer is being committed, and found after', async () => {
	const [one, other] = ledgers as [Ledger, Ledger];
	const scene = new Scene(one);
	const [verdict] = await scene.claim([{ to: MARTIN }]);
	const ref = claimedRef(verdict);
	// The answer's transaction has looked for reports and has not committed yet.
	const answer = await holding(
		`UPDATE attempt SET provider_id = 'gw-1', outcome = 'accepted' WHERE ref = '${ref}'; UPDATE message SET state = 'accepted'`,
	);
	const event = {
		key: '1',
		gateway: 'sandbox',
		providerId: 'gw-1',
		status: 'delivered' as const,
		at: NOON,
	};
	await other.report([event], NOON);
	await answer.end();
	// The answer's look after its commit; here by the same answer told again.
	await one.settle([{ ref, outcome: 'accepted', providerId: 'gw-1' }], NOON);
	expect(await scene.states()).toEqual({ delivered: 1 });
});

it('keeps what other programs cannot: labels with a character 0, half a pair, a backslash; ids past 2^31', async () => {
	const [ledger] = ledgers;
	const scene = new Scene(ledger!);
	for (const table of ['message', 'recipient', 'campaign'])
		await engine.query(`ALTER TABLE ${table} ALTER COLUMN id RESTART WITH 5000000000`);
	const labels = { segment: 'a\u0000b', store: 'half \ud800 pair', variant: 'c:\\u0000\\temp "x"' };
	const [verdict] = await scene.claim(
		[{ to: MARTIN, occasion: 'order \u0000 1', cost: 6_000_000_000_000, ...labels }],
		{ campaign: 'sale\u0000s', run: 'run\u0000', purpose: 'transactional' },
	);
	await ledger!.settle(
		[{ ref: claimedRef(verdict), outcome: 'accepted', providerId: 'p\u0000' }],
		NOON,
	);
	const again = await scene.claim([{ to: MARTIN, occasion: 'order \u0000 1' }], {
		...{ campaign: 'sale\u0000s', purpose: 'transactional', run: 'run-2' },
	});
	expect(again).toEqual([{ outcome: 'held', reason: 'ALREADY_SENT' }]);
	const [row] = await engine.query('SELECT id, segment, store, variant, cost FROM message');
	expect(row).toEqual({
		...{ id: 5_000_000_000, segment: 'ab', store: 'half \ufffd pair' },
		...{ variant: labels.variant, cost: 6_000_000_000_000 },
	});
	expect((await ledger!.campaignStatus('default', 'sale\u0000s', true)).spent).toBe(
		6_000_000_000_000,
	);
});

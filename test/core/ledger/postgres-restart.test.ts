import { setTimeout } from 'node:timers/promises';
import { LedgerError, openPostgresLedger, type Ledger } from '../../../core/ledger';
import { startPostgres, type PostgresServer } from '../../servers/postgres';
import { NOON, phone } from './scene';

/** A server of its own: it is stopped in the middle of everything. */
let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(async () => await server.stop());

const settings = (schema: string, patienceMs = 30_000) => ({
	...server,
	...{ schema, poolSize: 3, key: 'ab'.repeat(32), patienceMs },
});
const MANY = 40;
const brand = 'default';

/** What one of several workers was told. */
class Worker {
	readonly claimed: string[] = [];
	readonly accepted: string[] = [];
	readonly stopped: string[] = [];
	readonly errors: unknown[] = [];

	constructor(
		private readonly ledger: Ledger,
		private readonly number: number,
	) {}

	/** Sends one campaign after the other, and stops a person after each, until it is told to end. */
	async work(ended: () => boolean): Promise<void> {
		for (let turn = 0; !ended(); turn++) {
			try {
				await this.send(`campaign ${turn}`);
				await this.stop(phone(500 + this.number * 100 + (turn % 100)), `${turn}`);
			} catch (error) {
				this.errors.push(error);
			}
		}
	}

	private async send(campaign: string): Promise<void> {
		const entries = Array.from({ length: MANY }, (_, n) => ({
			...{ to: phone((n * 7 + this.number * 13) % MANY), occasion: 'once' },
		}));
		const asked = { brand, campaign, purpose: 'marketing' as const, live: true, now: NOON };
		const verdicts = await this.ledger.reserve({ ...asked, entries });
		const granted = entries.flatMap((entry, n) => {
			const verdict = verdicts[n];
			return verdict?.outcome === 'reserved' ? [{ ...entry, ref: verdict.ref }] : [];
		});
		const answers = await this.ledger.claim({
			...{ ...asked, entries: granted, gateway: 'sandbox' },
			...{ run: `run ${this.number}`, leaseMs: 600_000 },
		});
		const refs = answers.flatMap((one, n) => {
			if (one.outcome !== 'claimed') return [];
			this.claimed.push(`${campaign} ${granted[n]?.to}`);
			return [one.ref];
		});
		await this.ledger.settle(
			refs.map((ref) => ({ ref, outcome: 'accepted', providerId: `id ${ref}` })),
			NOON,
		);
		this.accepted.push(...refs);
	}

	private async stop(to: ReturnType<typeof phone>, sourceRef: string): Promise<void> {
		await this.ledger.optOut({ brand, to, source: 'sms', sourceRef, at: NOON, now: NOON });
		this.stopped.push(to);
	}
}

it.each(['fast', 'immediate'] as const)(
	'a server stopped (%s) in the middle of three workers loses nothing that was told and repeats nothing',
	async (how) => {
		const options = settings(`sms_${how}`);
		const ledgers = await Promise.all([1, 2, 3].map(() => openPostgresLedger(options)));
		const [first] = ledgers;
		await first!.saveBrand({ slug: brand, cap: {} }, NOON);
		const workers = ledgers.map((ledger, n) => new Worker(ledger, n));
		let ended = false;
		const working = workers.map((worker) => worker.work(() => ended));
		for (let round = 0; round < 3; round++) {
			const before = workers.map((worker) => worker.accepted.length);
			while (
				workers.some((worker, n) => worker.accepted.length <= before[n]! + MANY / 2 && round === 0)
			)
				await setTimeout(20);
			await setTimeout(200);
			await server.halt(how);
			await setTimeout(500);
			await server.resume();
		}
		await setTimeout(500);
		ended = true;
		await Promise.all(working);
		// All calls waited for it to come back.
		expect(workers.flatMap((worker) => worker.errors)).toEqual([]);
		const claimed = workers.flatMap((worker) => worker.claimed);
		expect(new Set(claimed).size).toBe(claimed.length);
		const accepted = workers.flatMap((worker) => worker.accepted);
		const names = await first!.listCampaigns(brand);
		let counted = 0;
		for (const { campaign } of names) {
			const { messages } = await first!.campaignStatus(brand, campaign, true);
			counted += messages.accepted ?? 0;
			expect(messages.sending ?? 0).toBe(0);
		}
		expect(counted).toBe(accepted.length);
		expect(accepted.length).toBe(claimed.length);
		const stopped = workers.flatMap((worker) => worker.stopped) as Array<ReturnType<typeof phone>>;
		expect(await first!.suppressed(brand, stopped)).toEqual(stopped.map(() => true));
		await Promise.all(ledgers.map((ledger) => ledger.close()));
	},
);

it('a server that stays away is said in a sentence, and the same ledger works when it is back', async () => {
	const ledger = await openPostgresLedger(settings('sms_away', 300));
	await server.halt();
	try {
		const claim = ledger.suppressed(brand, [phone(1)]);
		await expect(claim).rejects.toBeInstanceOf(LedgerError);
		await expect(openPostgresLedger(settings('sms_away', 300))).rejects.toMatchObject({
			code: 'SERVER_AWAY',
			hint: expect.stringContaining('Check that it runs'),
		});
	} finally {
		await server.resume();
	}
	expect(await ledger.suppressed(brand, [phone(1)])).toEqual([false]);
	await ledger.close();
});

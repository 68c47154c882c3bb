import fc from 'fast-check';
import { claimContacts, reserveContacts } from '../../../core/eligibility';
import type { SmsItem } from '../../../core/item';
import type { Ledger } from '../../../core/ledger';
import { StopLaw } from './consent-law';
import { ENGINES } from './engines';
import { DAY, HOUR, MARTIN, MINUTE, NOON } from './scene';

/** When something is dated, from the moment it is recorded. */
const dated = fc.constantFrom(0, -MINUTE, -HOUR, -DAY, -40 * DAY, 2 * MINUTE, DAY);
const recent = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, dated);
const command = fc.oneof(
	// Often: what is recorded in the very millisecond of a STOP is where a lift goes wrong.
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('optIn' as const), offset: recent }) },
	fc.record({ kind: fc.constant('ask' as const), offset: dated }),
	fc.record({ kind: fc.constant('confirm' as const), byToken: fc.boolean() }),
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('stop' as const), offset: dated, event: fc.nat(9) }),
	},
	fc.record({
		...{ kind: fc.constant('import' as const), list: fc.constantFrom('a', 'b') },
		day: fc.option(fc.nat(2)),
	}),
	fc.record({ kind: fc.constant('erase' as const) }),
	fc.record({ kind: fc.constant('reserve' as const), offset: fc.option(dated) }),
	{
		weight: 3,
		arbitrary: fc.record({ kind: fc.constant('send' as const), offset: fc.option(dated) }),
	},
);
const step = fc.record({
	command,
	/** time passed since the last one; 0 = in the same millisecond */
	later: fc.constantFrom(0, 0, 0, 1, MINUTE, HOUR, 25 * HOUR),
	/** which of two n8n on one file does it */
	handle: fc.nat(1),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const brand = 'default';
const RULES = {
	...{ language: 'en' as const, sender: 'LUMEN', hours: 'ignore' as const },
	stopFooter: 'us' as const,
};

class World {
	now = NOON;
	private sent = 0;
	private token: string | undefined;
	private asked: { at: number; stops: number; expires: number } | undefined;
	private askedAt = -Infinity;
	private stops = 0;
	readonly law = new StopLaw();
	claims = { allowed: 0, suppressed: 0 };

	constructor(private readonly handles: Ledger[]) {}

	async run({ command: done, later, handle }: Step): Promise<void> {
		this.now += later;
		const ledger = this.handles[handle]!;
		await this[done.kind](ledger, done as never);
	}

	private statement(status: 'granted' | 'pending', at: number) {
		return { ...{ to: MARTIN, status, at, proof: {} }, basis: 'consent' as const, source: 'till' };
	}

	async optIn(ledger: Ledger, { offset }: { offset: number }): Promise<void> {
		const at = this.now + offset;
		await ledger.recordConsent({
			...{ brand, now: this.now, statements: [this.statement('granted', at)] },
		});
		this.law.grant(at, this.now);
	}

	async ask(ledger: Ledger, { offset }: { offset: number }): Promise<void> {
		const statements = [this.statement('pending', this.now + offset)];
		const [verdict] = await ledger.recordConsent({ brand, now: this.now, statements });
		const future = offset > 5 * MINUTE;
		const tooSoon = this.now < this.askedAt + DAY;
		expect(verdict!.outcome).toBe(future || tooSoon ? 'held' : 'recorded');
		if (verdict?.outcome !== 'recorded') return;
		this.token = verdict.token;
		this.askedAt = this.now;
		this.asked = { at: this.now, stops: this.stops, expires: this.now + 7 * DAY };
	}

	async confirm(ledger: Ledger, { byToken }: { byToken: boolean }): Promise<void> {
		const who = byToken ? { token: this.token ?? 'none-was-given-yet' } : { brand, to: MARTIN };
		const known = await ledger.confirmConsent({ ...who, at: this.now, now: this.now });
		if (!known || known.repeated) return;
		// Confirmed for the first time: only ever a question put after the last STOP, and still open.
		expect(this.asked?.stops).toBe(this.stops);
		expect(this.now).toBeLessThan(this.asked!.expires);
		this.law.grant(this.now, this.now);
	}

	async stop(ledger: Ledger, { offset, event }: { offset: number; event: number }) {
		const [at, sourceRef] = [this.now + offset, `event ${event}`];
		await ledger.optOut({ brand, to: MARTIN, source: 'sms', sourceRef, at, now: this.now });
		this.closed(`sms ${sourceRef}`, at);
	}

	async import(ledger: Ledger, { list, day }: { list: string; day: number | null }) {
		const at = day === null ? undefined : NOON + (day - 1) * DAY;
		const entries = [{ to: MARTIN, ...(at !== undefined && { at }) }];
		await ledger.importOptOuts({ brand, entries, source: list, now: this.now });
		this.closed(`${list} ${at}`, at ?? this.now);
	}

	async erase(ledger: Ledger): Promise<void> {
		await ledger.erasePerson({ brand, to: MARTIN, sourceRef: 'request', now: this.now });
		this.closed(`erase ${this.now}`, this.now);
	}

	private closed(id: string, at: number): void {
		this.law.stop(id, at, this.now);
		this.stops = this.law.count();
	}

	private request(ledger: Ledger, campaign: string) {
		return {
			...{ ledger, rules: RULES, brand, campaign, live: true, now: this.now },
			...{ cap: {}, occasion: () => 'once' },
		};
	}

	private item(offset: number | null): SmsItem {
		const at = offset === null ? undefined : new Date(this.now + offset).toISOString();
		const text = 'Soldes STOP au 36180';
		return {
			...{ to: MARTIN, purpose: 'marketing', contact: { kind: 'client' } },
			consent: { status: 'granted', basis: 'consent', source: 'file.csv', ...(at && { at }) },
			message: { text, encoding: 'GSM-7', units: text.length, parts: 1 },
		};
	}

	async reserve(ledger: Ledger, { offset }: { offset: number | null }): Promise<void> {
		await reserveContacts([this.item(offset)], this.request(ledger, `campaign ${this.sent}`));
	}

	async send(ledger: Ledger, { offset }: { offset: number | null }): Promise<void> {
		const request = this.request(ledger, `campaign ${this.sent++}`);
		const [outcome] = await claimContacts([this.item(offset)], {
			...{ ...request, gateway: 'sandbox', run: `run ${this.sent}`, leaseMs: MINUTE },
		});
		const reason = outcome?.outcome === 'held' ? outcome.reason : outcome?.outcome;
		if (reason === 'allowed') this.claims.allowed++;
		if (reason === 'SUPPRESSED') this.claims.suppressed++;
		// A consent dated tomorrow, or an open question, holds for itself.
		if (this.law.mayBeWrittenTo()) expect(reason).not.toBe('SUPPRESSED');
		else expect(reason).not.toBe('allowed');
	}
}

describe.each(ENGINES)('in the $name ledger', ({ makeEngine, share }) => {
	it('nobody is written to after the last valid STOP, whatever comes in whatever order', async () => {
		const seen = { allowed: 0, suppressed: 0 };
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
				const engine = await makeEngine();
				const handles = [await engine.open(), await engine.open()];
				await handles[0]!.saveBrand({ slug: brand, cap: {} }, NOON);
				try {
					const world = new World(handles);
					for (const one of steps) await world.run(one);
					seen.allowed += world.claims.allowed;
					seen.suppressed += world.claims.suppressed;
				} finally {
					for (const handle of handles) await handle.close();
					await engine.discard();
				}
			}),
			{ numRuns: Math.ceil(250 * share) },
		);
		// Both ends of the law were met.
		expect(Math.min(seen.allowed, seen.suppressed)).toBeGreaterThan(20 * share);
	}, 300_000);
});

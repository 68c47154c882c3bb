import { capReach } from '../cap';
import { isNews } from '../consent-rule';
import { DAY_MS, decide } from '../decide';
import type { LedgerKey } from '../key';
import type { ClaimRequest, Held, ReserveEntry, ReserveRequest } from '../ledger';
import { campaignKey, occasionKey } from '../names';
import { moveClock } from '../operations/clock';
import type { Database, Transaction } from './database';
import { addRecipients, hashKey, type Recipient } from './recipients';
import { ownKey, readFacts, type Asked, type Counted, type Facts } from './facts';

const AT_ONCE = 500;

type Request = Asked['request'];

/** One entry with what the ledger knows of it. */
export interface Found<Entry extends ReserveEntry> {
	entry: Entry;
	occasion: string;
	recipient?: Recipient;
	row?: Facts['own'] extends Map<string, infer Row> ? Row : never;
	slotAt: number;
	/** micros */
	cost: number;
}

/** What one batch has granted so far; forgotten when its transaction has to be tried again. */
export class Batch {
	readonly seen = new Set<string>();
	readonly planned: Array<{ to: string; slotAt: number }> = [];
	/** by recipient, what files grant for the first time, and whether it takes the place of something */
	readonly grants = new Map<number, { entry: ReserveEntry; replaces: boolean }>();
	/** micros granted that the campaign's `spent` will not hold: reservations, and anything in a dry run */
	plannedCost = 0;
	/** micros that the campaign has spent with this batch */
	debited = 0;

	constructor(
		readonly open: Transaction,
		readonly facts: Facts,
		private readonly run: Run<ReserveEntry>,
	) {}

	/** Whether the same key came before in this call; remembers it. */
	repeats({ entry: { to }, occasion }: Found<ReserveEntry>): boolean {
		const key = `${to}\n${occasion}`;
		if (this.run.seen.has(key) || this.seen.has(key)) return true;
		this.seen.add(key);
		return false;
	}

	decide(found: Found<ReserveEntry>): Held | undefined {
		const { facts, run } = this;
		const { rules, clock, campaign, servicePerDay } = facts;
		const { recipient, row, slotAt, cost, entry } = found;
		const { purpose } = run.request;
		const marketing = purpose === 'marketing';
		const spent = campaign.spent + run.plannedCost + this.plannedCost + this.debited;
		return decide(
			{ purpose, rules, clock, servicePerDay, slotAt, cost, consent: entry.consent },
			{
				...{ row, optedOut: recipient?.optedOut ?? false, consent: recipient?.consent },
				slots: marketing ? this.times(found, slotAt - capReach(rules)) : [],
				service: marketing ? [] : this.service(found),
				campaign: { ...campaign, spent },
			},
		);
	}

	private service(found: Found<ReserveEntry>): number[] {
		const times = this.times(found, found.slotAt - DAY_MS).sort((a, b) => b - a);
		return times.slice(0, Math.max(0, this.facts.servicePerDay));
	}

	/** Moments of the other messages that count, those granted in this call included. */
	private times({ recipient, row, slotAt, entry }: Found<ReserveEntry>, since: number): number[] {
		const counted = recipient ? (this.facts.counted.get(recipient.id) ?? []) : [];
		const others = counted.filter(({ id }) => id === undefined || id !== row?.id);
		const times = others.map(({ at }) => at ?? slotAt).filter((at) => at > since);
		return [...times, ...(this.run.planned.get(entry.to) ?? []), ...this.plannedFor(entry.to)];
	}

	private plannedFor(to: string): number[] {
		return this.planned.flatMap((one) => (one.to === to ? [one.slotAt] : []));
	}

	/** Counts a message that is granted and written: the next entry of the same person must see it. */
	count({ recipient, row, entry }: Found<ReserveEntry>, slotAt: number): void {
		if (!recipient) return;
		this.useGrant(recipient, entry);
		const list: Counted[] = this.facts.counted.get(recipient.id) ?? [];
		const others = list.filter(({ id }) => id === undefined || id !== row?.id);
		this.facts.counted.set(recipient.id, [...others, { id: row?.id, at: slotAt }]);
	}

	/** The next entry of the same person stands on what this one granted. */
	private useGrant(recipient: Recipient, entry: ReserveEntry): void {
		const { purpose, live } = this.run.request;
		if (purpose !== 'marketing' || !live || !isNews(recipient.consent, entry.consent)) return;
		const before = this.grants.get(recipient.id);
		this.grants.set(recipient.id, {
			entry,
			replaces: before?.replaces ?? recipient.consent !== undefined,
		});
		recipient.consent = { status: 'granted', at: entry.consent?.at ?? null };
	}

	/** Counts a message that is granted in a dry run, which the ledger does not know of. */
	plan({ entry }: Found<ReserveEntry>, slotAt: number): void {
		this.planned.push({ to: entry.to, slotAt });
	}
}

/** One call of reserve or claim: batches of a few statements each, decided here with the rules of both engines. */
export class Run<Entry extends ReserveEntry> {
	readonly seen = new Set<string>();
	readonly planned = new Map<string, number[]>();
	/** micros granted that the campaign's `spent` does not hold */
	plannedCost = 0;

	constructor(
		private readonly database: Database,
		private readonly key: LedgerKey,
		private readonly kind: Asked['kind'],
		readonly request: Omit<ReserveRequest | ClaimRequest, 'entries'> & { entries: Entry[] },
	) {}

	/** @param answer decides and writes one batch; what it grants is kept only when its transaction is */
	async inBatches<T>(
		answer: (batch: Batch, found: Array<Found<Entry>>) => Promise<T[]>,
	): Promise<T[]> {
		const { entries, cancelled, dryRun, now } = this.request;
		const verdicts: T[] = [];
		const campaignName = campaignKey(this.request.campaign);
		while (verdicts.length < entries.length && !cancelled?.()) {
			const page = entries.slice(verdicts.length, verdicts.length + AT_ONCE);
			const hashes = page.map(({ to }) => this.key.hash(to));
			if (!dryRun) await this.prepare(hashes, now);
			const asked: Asked = {
				kind: this.kind,
				request: this.request satisfies Request,
				campaignName,
				hashes,
				epoch: this.key.epoch,
				from: page.reduce((least, { slotAt }) => Math.min(least, slotAt ?? now), now),
			};
			const mode = dryRun ? 'read' : this.kind === 'claim' ? 'durable' : 'write';
			const { batch, made } = await this.database.transaction(mode, async (open) => {
				const current = new Batch(open, await readFacts(open, asked), this);
				const found = page.map((entry, n) => this.find(current.facts, entry, hashes[n]));
				return { batch: current, made: await answer(current, found) };
			});
			this.keep(batch);
			for (const one of made) verdicts.push(one);
		}
		return verdicts;
	}

	/** Apart from the transaction that decides: a row that is just made, and a clock everybody reads, must not be waited for. */
	private async prepare(hashes: Uint8Array[], now: number): Promise<void> {
		await this.database.transaction('write', async (open) => {
			await addRecipients(open, this.request.brand, this.key.epoch, hashes);
			await open.perform(moveClock(now));
		});
	}

	private find(facts: Facts, entry: Entry, hash: Uint8Array | undefined): Found<Entry> {
		const recipient = hash && facts.recipients.get(hashKey(hash));
		const occasion = occasionKey(entry.occasion, this.key.shorten);
		const row = recipient && facts.own.get(ownKey(recipient.id, occasion));
		// A claim leaves now, whatever was planned.
		const slotAt = this.kind === 'claim' ? this.request.now : (entry.slotAt ?? this.request.now);
		return { entry, occasion, recipient, row, slotAt, cost: entry.cost ?? row?.cost ?? 0 };
	}

	private keep({ seen, planned, plannedCost }: Batch): void {
		for (const key of seen) this.seen.add(key);
		for (const { to, slotAt } of planned) {
			const slots = this.planned.get(to);
			if (slots) slots.push(slotAt);
			else this.planned.set(to, [slotAt]);
		}
		this.plannedCost += plannedCost;
	}
}

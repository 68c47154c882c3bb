import { capReach, capRules, type CapRule } from '../cap';
import { DAY_MS, decide, SERVICE_PER_DAY, type Wanted } from '../decide';
import type { LedgerKey } from '../key';
import type { Held, ReserveEntry, ReserveRequest } from '../ledger';
import { campaignKey, occasionKey } from '../names';
import type { StoredBrand } from '../brand-row';
import { readBrand } from '../operations/brands';
import { campaignId, readCampaign, type StoredCampaign } from '../operations/campaigns';
import { checkClock, moveClock, readClock } from '../operations/clock';
import type { Connection } from './connection';
import { findAll, type Asked, type Found } from './found';
import { LookAhead } from './look-ahead';
import { integer } from '../row';
import { FIND_SERVICE } from './statements';

/** Read anew in every transaction: another process may have changed it in between. */
interface Reading {
	brand: StoredBrand;
	campaign: StoredCampaign;
	rules: CapRule[];
	/** how far back other slots can matter, ms */
	reach: number;
	clock: number;
}

/** One transaction of a call. */
export interface Scope<Entry extends ReserveEntry> extends Reading {
	/** micros debited in this transaction */
	debited: number;
	servicePerDay: number;
	known: LookAhead<Found<Entry>>;
	/** numbers that were decided about in this transaction */
	met: Set<string>;
}

/** What one entry asks for. */
export type Wish = Pick<Wanted, 'slotAt' | 'cost'>;

/** One call of reserve or claim: what it has seen so far, and how it reads and decides. */
export class Call<Entry extends ReserveEntry> {
	private readonly campaignName: string;
	readonly hashes: Uint8Array[] = [];
	/** the entry at a position of the order they are written in */
	order: (position: number) => number = (position) => position;
	private readonly seen = new Set<string>();
	/** slots granted in a dry run, which the ledger does not know of */
	private readonly planned = new Map<string, number[]>();
	private plannedCost = 0;

	constructor(
		readonly connection: Connection,
		readonly key: LedgerKey,
		readonly request: Omit<ReserveRequest, 'entries'> & { entries: Entry[] },
		/** when an entry wants to leave, ms UTC */
		private readonly slotOf: (entry: Entry) => number,
	) {
		this.campaignName = campaignKey(request.campaign);
	}

	/** Hashes the numbers once, outside of any transaction. */
	prepare(from: number, to: number): void {
		for (let index = Math.max(from, this.hashes.length); index < to; index++)
			this.hashes.push(this.key.hash(this.request.entries[index]?.to ?? ''));
	}

	/** To be called inside a transaction. @throws LedgerError `CLOCK`, `UNKNOWN_BRAND` */
	open(): Scope<Entry> {
		const { connection, request } = this;
		connection.perform(checkClock(request.now));
		const brand = connection.perform(readBrand(request.brand));
		const campaign = this.campaign(brand);
		if (!request.dryRun)
			campaign.id ??= connection.perform(campaignId(brand, this.campaignName, request.now));
		const rules = capRules(brand.timezone, brand.cap, request.cap);
		const reading = {
			brand,
			campaign,
			rules,
			reach: capReach(rules),
			clock: connection.perform((request.dryRun ? readClock : moveClock)(request.now)),
		};
		const known = new LookAhead(request.entries.length, (from, to) =>
			this.find(reading, this.asked(from, to)),
		);
		return {
			...reading,
			known,
			met: new Set(),
			debited: 0,
			servicePerDay: Math.min(
				brand.cap.servicePerDay ?? SERVICE_PER_DAY,
				request.cap?.servicePerDay ?? Infinity,
			),
		};
	}

	/** To be called inside a transaction. @throws LedgerError `UNKNOWN_BRAND` */
	campaign(brand = this.connection.perform(readBrand(this.request.brand))): StoredCampaign {
		return this.connection.perform(readCampaign(brand, this.campaignName, this.request.live));
	}

	/** What the ledger knows now of the entry at a position of the order they are written in. @throws RangeError */
	at(scope: Scope<Entry>, position: number): Found<Entry> {
		const found = scope.known.at(position);
		if (!found) throw new RangeError(`There is no entry ${position}`);
		const before = scope.met.size;
		if (scope.met.add(found.entry.to).size > before) return found;
		// What was written for this person a moment ago has changed what the ledger knows.
		return this.find(scope, [found])[0] ?? found;
	}

	private asked(from: number, to: number): Array<Asked<Entry>> {
		const asked: Array<Asked<Entry>> = [];
		for (let position = from; position < to; position++) {
			const index = this.order(position);
			const entry = this.request.entries[index];
			if (!entry) throw new RangeError(`There is no entry ${index}`);
			const hash = this.hashes[index] ?? this.key.hash(entry.to);
			asked.push({ entry, hash, occasion: occasionKey(entry.occasion, this.key.shorten) });
		}
		return asked;
	}

	private find(
		{ brand, campaign, rules, reach, clock }: Reading,
		asked: ReadonlyArray<Asked<Entry>>,
	): Array<Found<Entry>> {
		const { live, purpose } = this.request;
		const counts = purpose === 'marketing' && rules.length > 0;
		const earliest = asked.reduce(
			(least, { entry }) => Math.min(least, this.slotOf(entry)),
			Infinity,
		);
		const since = counts ? earliest - reach : undefined;
		const among = { brandId: brand.id, campaignId: campaign.id, live, since, clock };
		return findAll(this.connection, among, asked);
	}

	/** Whether the same key came before in this call; remembers it. */
	repeats({ entry: { to }, occasion }: Found<Entry>): boolean {
		const before = this.seen.size;
		return this.seen.add(`${to}\n${occasion}`).size === before;
	}

	decide(scope: Scope<Entry>, found: Found<Entry>, { slotAt, cost }: Wish): Held | undefined {
		const { rules, clock, campaign, servicePerDay } = scope;
		const { purpose } = this.request;
		const { row, optedOut, consent } = found;
		const marketing = purpose === 'marketing';
		const spent = campaign.spent + scope.debited + this.plannedCost;
		return decide(
			{ slotAt, cost, consent: found.entry.consent, purpose, rules, clock, servicePerDay },
			{
				row,
				optedOut,
				consent,
				slots: marketing ? this.slots(scope, found, slotAt) : [],
				service: marketing ? [] : this.service(scope, found, slotAt),
				campaign: { ...campaign, spent },
			},
		);
	}

	private service(
		{ clock, servicePerDay }: Scope<Entry>,
		{ recipientId, row, entry }: Found<Entry>,
		slotAt: number,
	): number[] {
		const planned = this.planned.get(entry.to) ?? [];
		if (recipientId === undefined) return planned;
		const { live } = this.request;
		const found = this.connection
			.statement(FIND_SERVICE)
			.all(
				recipientId,
				live ? 1 : 0,
				slotAt - DAY_MS,
				row?.id ?? null,
				slotAt,
				clock,
				servicePerDay,
			);
		return planned.concat(found.map((one) => integer(one, 'at')));
	}

	private slots({ reach }: Scope<Entry>, { slots, entry }: Found<Entry>, slotAt: number): number[] {
		const near = slots.filter((slot) => slot > slotAt - reach);
		return near.concat(this.planned.get(entry.to) ?? []);
	}

	/** Counts a message that is granted but not in the campaign's `spent`: a reservation, or anything in a dry run. */
	plan({ entry: { to } }: Found<Entry>, slotAt: number, cost: number): void {
		this.plannedCost += cost;
		if (!this.request.dryRun) return;
		const slots = this.planned.get(to);
		if (slots) slots.push(slotAt);
		else this.planned.set(to, [slotAt]);
	}
}

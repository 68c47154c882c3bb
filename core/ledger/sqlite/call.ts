import { capReach, capRules, type CapRule } from '../cap';
import type { StoredConsent } from '../consent-rule';
import { DAY_MS, decide, SERVICE_PER_DAY, type OwnRow, type Wanted } from '../decide';
import type { LedgerKey } from '../key';
import type { ClaimRequest, Held, ReserveEntry, ReserveRequest } from '../ledger';
import { campaignKey, occasionKey } from '../names';
import type { StoredBrand } from '../brand-row';
import { readBrand } from '../operations/brands';
import { campaignId, readCampaign, type StoredCampaign } from '../operations/campaigns';
import { checkClock, moveClock, readClock } from '../operations/clock';
import type { Connection } from './connection';
import { integer, integerOrNull, ownRow, storedConsent } from '../row';
import * as sql from './statements';

/** What the ledger knows of one entry. */
export interface Found {
	to: string;
	hash: Uint8Array;
	occasion: string;
	recipientId?: number;
	optedOut: boolean;
	consent?: StoredConsent;
	row?: OwnRow;
}

/** Read anew in every transaction: another process may have changed it in between. */
export interface Scope {
	brand: StoredBrand;
	campaign: StoredCampaign;
	rules: CapRule[];
	clock: number;
	/** micros debited in this transaction */
	debited: number;
	servicePerDay: number;
}

/** What one entry asks for. */
export type Wish = Pick<Wanted, 'slotAt' | 'cost' | 'consent'>;

/** One call of reserve or claim: what it has seen so far, and how it reads and decides. */
export class Call {
	private readonly campaignName: string;
	readonly hashes: Uint8Array[] = [];
	private readonly seen = new Set<string>();
	/** slots granted in a dry run, which the ledger does not know of */
	private readonly planned = new Map<string, number[]>();
	private plannedCost = 0;

	constructor(
		readonly connection: Connection,
		readonly key: LedgerKey,
		readonly request: Omit<ReserveRequest, 'entries'> &
			Pick<ReserveRequest | ClaimRequest, 'entries'>,
	) {
		this.campaignName = campaignKey(request.campaign);
	}

	/** Hashes the numbers once, outside of any transaction. */
	prepare(from: number, to: number): void {
		for (let index = Math.max(from, this.hashes.length); index < to; index++)
			this.hashes.push(this.key.hash(this.request.entries[index]?.to ?? ''));
	}

	/** To be called inside a transaction. @throws LedgerError `CLOCK`, `UNKNOWN_BRAND` */
	open(): Scope {
		const { connection, request } = this;
		connection.perform(checkClock(request.now));
		const brand = connection.perform(readBrand(request.brand));
		const campaign = this.campaign(brand);
		if (!request.dryRun)
			campaign.id ??= connection.perform(campaignId(brand, this.campaignName, request.now));
		return {
			brand,
			campaign,
			rules: capRules(brand.timezone, brand.cap, request.cap),
			clock: connection.perform((request.dryRun ? readClock : moveClock)(request.now)),
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

	find({ brand, campaign }: Scope, index: number, entry: ReserveEntry): Found {
		const hash = this.hashes[index] ?? this.key.hash(entry.to);
		const occasion = occasionKey(entry.occasion, this.key.shorten);
		const recipient = this.connection.statement(sql.FIND_RECIPIENT).get(brand.id, hash);
		if (!recipient) return { to: entry.to, hash, occasion, optedOut: false };
		const recipientId = integer(recipient, 'id');
		const row =
			campaign.id === undefined
				? undefined
				: this.connection
						.statement(sql.FIND_MESSAGE)
						.get(campaign.id, recipientId, occasion, this.request.live ? 1 : 0);
		return {
			to: entry.to,
			hash,
			occasion,
			recipientId,
			optedOut: integerOrNull(recipient, 'opted_out_at') !== null,
			consent: storedConsent(recipient),
			row: ownRow(row),
		};
	}

	/** Whether the same key came before in this call; remembers it. */
	repeats({ to, occasion }: Found): boolean {
		const before = this.seen.size;
		return this.seen.add(`${to}\n${occasion}`).size === before;
	}

	decide(scope: Scope, found: Found, wanted: Wish): Held | undefined {
		const { rules, clock, campaign, servicePerDay } = scope;
		const { purpose } = this.request;
		const { row, optedOut, consent } = found;
		const marketing = purpose === 'marketing';
		const spent = campaign.spent + scope.debited + this.plannedCost;
		return decide(
			{ ...wanted, purpose, rules, clock, servicePerDay },
			{
				...{ row, optedOut, consent },
				slots: marketing ? this.slots(scope, found, wanted.slotAt) : [],
				service: marketing ? [] : this.service(scope, found, wanted.slotAt),
				campaign: { ...campaign, spent },
			},
		);
	}

	private service(
		{ clock, servicePerDay }: Scope,
		{ recipientId, row, to }: Found,
		slotAt: number,
	): number[] {
		const planned = this.planned.get(to) ?? [];
		if (recipientId === undefined) return planned;
		const { live } = this.request;
		const found = this.connection
			.statement(sql.FIND_SERVICE)
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

	private slots(
		{ rules, clock }: Scope,
		{ recipientId, row, to }: Found,
		slotAt: number,
	): number[] {
		const planned = this.planned.get(to) ?? [];
		if (recipientId === undefined || rules.length === 0) return planned;
		const held = this.connection
			.statement(sql.FIND_SLOTS)
			.all(recipientId, this.request.live ? 1 : 0, slotAt - capReach(rules), clock);
		const others = held.filter((slot) => slot.id !== row?.id);
		return others.map((slot) => integer(slot, 'slot_at')).concat(planned);
	}

	/** Counts a message that is granted but not in the campaign's `spent`: a reservation, or anything in a dry run. */
	plan({ to }: Found, slotAt: number, cost: number): void {
		this.plannedCost += cost;
		if (!this.request.dryRun) return;
		const slots = this.planned.get(to);
		if (slots) slots.push(slotAt);
		else this.planned.set(to, [slotAt]);
	}
}

import type { E164, Purpose } from '../item';
import type { ConsentLedger, FileGrant } from './consent-ledger';
import type { Language, Reason } from '../reasons';

/**
 * The ledger: the store of messages, consents and campaigns that makes sending safe. Two engines, one behaviour.
 * It takes E.164 numbers and keeps their keyed HMAC only; it never holds a number, a name or a text.
 * All times are milliseconds since 1970 UTC, given by the caller; money is in micros (millionths of the currency unit).
 */
export interface Ledger extends ConsentLedger {
	listBrands(): Promise<Brand[]>;
	/** @throws LedgerError `UNKNOWN_BRAND`. Without a slug: the default brand, which always exists. */
	getBrand(slug?: string): Promise<Brand>;
	/** Creates or updates by slug; what is not given keeps its value (or the default brand's, when new). */
	saveBrand(brand: Partial<Brand> & { slug: string }, now: number): Promise<Brand>;

	/**
	 * Reserves one message per entry under once, cap, gap, opt-out, campaign state and budget.
	 * Verdicts come in the order of the entries. `dryRun` decides the same and writes nothing.
	 */
	reserve(request: ReserveRequest): Promise<ReserveVerdict[]>;
	/** Checks everything again, reserves what was not reserved, and commits `sending` before any call goes out. */
	claim(request: ClaimRequest): Promise<ClaimVerdict[]>;
	/** What the gateway answered, by attempt. Idempotent; never moves a message backwards. */
	settle(answers: Answer[], now: number): Promise<void>;
	/** Gives back reservations, e.g. of contacts held after the cap. Only `reserved` rows move. */
	release(refs: string[], now: number): Promise<number>;
	/** Rows in `sending` past their lease become `in_doubt`. Returns how many. */
	sweep(now: number): Promise<number>;
	/** Delivery reports. Unmatched ones are kept and applied when the answer arrives. */
	report(events: DeliveryEvent[], now: number): Promise<void>;

	/** Which of the numbers may not be written to, in the order given. */
	suppressed(brand: string, numbers: E164[]): Promise<boolean[]>;
	/** Records a STOP; reserved messages become cancelled in the same transaction. A number never seen is kept too. */
	optOut(request: OptOutRequest): Promise<{ cancelled: number }>;

	/**
	 * Which events of a source are new, in the order given; remembers them all for 30 days, by a keyed hash.
	 * Of the same one twice in a call, the first is new.
	 */
	firstSeen(source: string, keys: string[], now: number): Promise<boolean[]>;

	/** The published workflows that receive what a gateway account tells: STOP answers, replies, delivery reports. */
	listeners(account: string): Promise<Listener[]>;
	/** Records a publication; the same node of the same workflow again replaces its former record. */
	startListening(listener: Listener): Promise<void>;
	stopListening(listener: Pick<Listener, 'workflow' | 'node'>): Promise<void>;

	/** Creates the campaign when it is new. Its state and budget bind from the next claim on. */
	setCampaign(change: CampaignChange): Promise<CampaignStatus>;
	/** @throws LedgerError `UNKNOWN_CAMPAIGN` */
	campaignStatus(brand: string, campaign: string, live: boolean): Promise<CampaignStatus>;
	listCampaigns(brand: string): Promise<Array<{ campaign: string; state: CampaignState }>>;

	/** Remembers whether an execution is live, so that a later retry of it is too. */
	recordRun(run: RunGrant): Promise<void>;
	findRun(executionId: string): Promise<RunGrant | undefined>;

	backup(path: string): Promise<void>;
	close(): Promise<void>;
}

export type CampaignState = 'running' | 'paused' | 'cancelled';

export interface Cap {
	/** most marketing messages per calendar month of the brand's time zone; absent = no such limit */
	perMonth?: number;
	/** most marketing messages in any `days` × 24 hours */
	perDays?: { max: number; days: number };
	/** least time between two marketing messages */
	minGapHours?: number;
	/** most service messages to one person in any 24 hours; default 5 */
	servicePerDay?: number;
}

export interface Brand {
	/** lower-case id, e.g. `maison-lumen` */
	slug: string;
	/** legal name */
	name: string;
	/** sender name shown on the phone, 3 to 11 letters and digits */
	sender: string;
	/** IANA zone: months of the cap and times shown */
	timezone: string;
	language: Language;
	/** ISO 3166 country numbers without prefix belong to */
	country: string;
	cap: Cap;
	/** preset of core/calendar: strict, brevo, af2m-2026 */
	sendingHours: string;
	/** STOP code by gateway id, e.g. `{ sandbox: '36000' }` */
	stopCodes: Record<string, string>;
	/** a consent older than this many months no longer counts; 0 or absent = consents do not age */
	consentMaxAgeMonths?: number;
	/** price of one part by country (`*` = any other), in micros of `currency` */
	prices: Record<string, number>;
	currency: string;
	/** for the sandbox gateway alone: where it posts each SMS, and whether it may ignore the sending hours */
	sandbox: { postTo?: string; ignoreHours?: boolean };
}

export interface ReserveRequest {
	brand: string;
	/** normalised by the ledger: trimmed, NFC, case ignored */
	campaign: string;
	purpose: Purpose;
	/** false for the sandbox: its rows never count for live ones, nor the reverse */
	live: boolean;
	/** tighter than the brand's, never looser; absent = the brand's */
	cap?: Cap;
	entries: ReserveEntry[];
	/** how long an unused reservation holds its place; default 2 hours */
	ttlMs?: number;
	now: number;
	dryRun?: boolean;
	/** asked between batches; true = stop, what was not reached gets no verdict but `held: IN_PROGRESS` is never invented */
	cancelled?: () => boolean;
}

export interface ReserveEntry {
	to: E164;
	/** `once`, `2026-11`, `2026` or an order number */
	occasion: string;
	/** planned departure; default now */
	slotAt?: number;
	/** the consent the item itself shows; absent when the ledger's own is relied on, or none is needed */
	consent?: FileGrant;
	segment?: string;
	store?: string;
	variant?: string;
	parts?: number;
	/** micros */
	cost?: number;
	currency?: string;
}

export interface Held {
	outcome: 'held';
	reason: Reason;
	/** when time is the reason (cap) */
	nextAllowedAt?: number;
}

/** `ref` is absent in a dry run. */
export type ReserveVerdict = { outcome: 'reserved'; ref?: string } | Held;

export interface ClaimRequest extends Omit<ReserveRequest, 'entries'> {
	entries: Array<ReserveEntry & { ref?: string }>;
	gateway: string;
	/** who claims: accepted rows of these runs are answered `replayed` instead of held */
	run: string;
	formerRuns?: string[];
	/** time by which the answer must be settled */
	leaseMs: number;
}

export type ClaimVerdict =
	| { outcome: 'claimed'; ref: string }
	| { outcome: 'replayed'; ref: string; providerId?: string }
	| Held;

export interface Answer {
	ref: string;
	/** `not_sent` = surely did not leave: back to reserved, the place is kept */
	outcome: 'accepted' | 'refused' | 'in_doubt' | 'not_sent';
	providerId?: string;
	/** the gateway's code, never its sentence (it may hold the number) */
	code?: string;
	/** refused for good: the number does not exist, is barred … */
	permanent?: boolean;
	parts?: number;
	cost?: number;
}

export interface DeliveryEvent {
	/** unique per event of a gateway; the same one twice changes nothing */
	key: string;
	gateway: string;
	ref?: string;
	providerId?: string;
	status: 'accepted' | 'delivered' | 'undelivered' | 'expired' | 'refused';
	code?: string;
	at: number;
}

export interface OptOutRequest {
	brand: string;
	to: E164;
	/** sms, web, import, gateway … */
	source: string;
	/** id of the event at its source; the same one twice keeps the first date */
	sourceRef: string;
	at: number;
	now: number;
}

export interface Listener {
	/** the gateway's id, with the credential's where it has one */
	account: string;
	/** n8n's id of the workflow, and of the node in it */
	workflow: string;
	node: string;
	publishedAt: number;
}

export interface CampaignChange {
	brand: string;
	campaign: string;
	state?: CampaignState;
	/** micros; null takes the limit away */
	budget?: number | null;
	now: number;
}

export interface CampaignStatus {
	brand: string;
	campaign: string;
	state: CampaignState;
	budget?: number;
	spent: number;
	currency: string;
	/** messages by state */
	messages: Record<string, number>;
	/** by segment and state */
	segments: Record<string, Record<string, number>>;
	parts: number;
	/** micros */
	cost: number;
	firstAt?: number;
	lastAt?: number;
}

export interface RunGrant {
	executionId: string;
	live: boolean;
	retryOf?: string;
	at: number;
}

export type LedgerErrorCode =
	| 'UNKNOWN_BRAND'
	| 'UNKNOWN_CAMPAIGN'
	| 'BUSY'
	| 'READ_ONLY'
	| 'NOT_A_LEDGER'
	| 'NEWER_VERSION'
	| 'NETWORK_DRIVE'
	| 'KEY_MISSING'
	| 'KEY_WRONG'
	| 'KEY_CHANGED'
	| 'CLOCK'
	| 'DISK_FULL'
	| 'UNREACHABLE';

/** A trouble a person can act on: `message` says what happened, `hint` what to do. */
export class LedgerError extends Error {
	constructor(
		readonly code: LedgerErrorCode,
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'LedgerError';
	}
}

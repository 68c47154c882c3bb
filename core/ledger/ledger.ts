import type { E164 } from '../item';
import type { Brand } from './brand';
import type { ConsentLedger } from './consent-ledger';
import type { DoubtfulMessage, InDoubtQuery, ResolveRequest, ResolveVerdict } from './doubt';
import type {
	Answer,
	ClaimRequest,
	ClaimVerdict,
	DeliveryEvent,
	NamedAttempt,
	ReserveRequest,
	ReserveVerdict,
} from './messages';
import type { CampaignObjective, PastResponses, ResponseCount } from './responses';
import type { Turn, TurnRequest } from './turns';

export * from './brand';
export type * from './doubt';
export * from './ledger-error';
export * from './messages';
export type * from './responses';
export type * from './turns';

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
	/** References of the attempts named, in the order given; nothing for a name that fits none, or more than one. */
	findAttempts(names: NamedAttempt[]): Promise<Array<string | undefined>>;

	/** Messages in doubt, oldest first; those past their lease only after `sweep`. */
	inDoubt(query: InDoubtQuery): Promise<DoubtfulMessage[]>;
	/** The word of a person, or of the gateway's list, on messages in doubt, kept with who and when. Verdicts in the order of `refs`. */
	resolve(request: ResolveRequest): Promise<ResolveVerdict[]>;

	/** Takes a turn at a gateway account; the caller waits until it begins before it claims. */
	takeTurn(request: TurnRequest): Promise<Turn>;
	/** Nobody sends through the account before `until` (ms UTC); an earlier moment than the one kept changes nothing. */
	pauseAccount(account: string, until: number): Promise<void>;
	/** until when the account is paused, if it is */
	accountPause(account: string, now: number): Promise<number | undefined>;

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

	/** Keeps how many answered; a later count of the same campaign, kind and objective replaces the former. */
	recordResponses(count: ResponseCount): Promise<PastResponses>;
	/** What the brand's last 50 such campaigns brought, newest first. */
	pastResponses(
		brand: string,
		kind: ResponseCount['kind'],
		objective: CampaignObjective,
	): Promise<PastResponses[]>;

	/** Remembers whether an execution is live, so that a later retry of it is too. */
	recordRun(run: RunGrant): Promise<void>;
	findRun(executionId: string): Promise<RunGrant | undefined>;

	backup(path: string): Promise<void>;
	close(): Promise<void>;
}

export type CampaignState = 'running' | 'paused' | 'cancelled';

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

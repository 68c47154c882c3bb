import type { E164, Purpose } from '../item';
import type { Reason } from '../reasons';
import type { Cap } from './brand';
import type { FileGrant } from './consent-ledger';

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
	entries: ClaimEntry[];
	gateway: string;
	/** the gateway with its credential; default `gateway` */
	account?: string;
	/** who claims: accepted rows of these runs are answered `replayed` instead of held */
	run: string;
	formerRuns?: string[];
	/** time by which the answer must be settled */
	leaseMs: number;
}

export interface ClaimEntry extends ReserveEntry {
	ref?: string;
	/** reference of the HTTP call it will leave in, kept with the attempt; default the attempt's own */
	call?: string;
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

/** How a gateway names an SMS: by our reference, else by its id, else by the call it left in. */
export interface NamedAttempt {
	gateway: string;
	ref?: string;
	providerId?: string;
	call?: string;
	/** tells which when an id or a call stands for several SMS; then it must be the number as SMS Contacts writes it */
	to?: E164;
}

export interface DeliveryEvent extends NamedAttempt {
	/** unique per event of a gateway; the same one twice changes nothing */
	key: string;
	status: 'accepted' | 'delivered' | 'undelivered' | 'expired' | 'refused';
	code?: string;
	at: number;
}

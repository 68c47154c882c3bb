import type { Purpose } from '../item';
import type { Reason } from '../reasons';
import { capAllows, nextAllowed, type CapRule } from './cap';
import { consentReason, type StoredConsent } from './consent-rule';
import type { FileGrant } from './consent-ledger';
import type { CampaignState, Held } from './ledger';
import type { MessageState } from './states';

/** The ledger's row of one (campaign, occasion, recipient, live), as both engines read it. */
export interface OwnRow {
	id: number;
	state: MessageState;
	ref: string;
	purpose: Purpose;
	leaseUntil: number | null;
	/** refused for good */
	permanent: boolean;
	run: string | null;
	/** micros */
	cost: number | null;
}

/** What a decision rests on, all read in the transaction that acts on it. */
export interface Snapshot {
	row?: OwnRow;
	optedOut: boolean;
	/** the statement in force */
	consent?: StoredConsent;
	/** when the latest service messages that count left, or will, newest first */
	service?: number[];
	/** times of the other messages that count against the cap */
	slots: number[];
	campaign: { state: CampaignState; budget?: number; spent: number };
}

export interface Wanted {
	purpose: Purpose;
	slotAt: number;
	/** micros */
	cost: number;
	rules: CapRule[];
	/** what the item itself shows */
	consent?: FileGrant;
	servicePerDay?: number;
	/** never goes back, so that what has lapsed stays lapsed */
	clock: number;
}

/** A rolling day. */
export const DAY_MS = 24 * 3_600_000;
export const SERVICE_PER_DAY = 5;

const CAMPAIGN_REASON: Record<CampaignState, Reason | undefined> = {
	running: undefined,
	paused: 'CAMPAIGN_PAUSED',
	cancelled: 'CAMPAIGN_CANCELLED',
};

/** Whether this message may be reserved or claimed now: nothing if it may, else why not. */
export function decide(wanted: Wanted, snapshot: Snapshot): Held | undefined {
	const reason =
		permission(wanted, snapshot) ??
		rowReason(snapshot.row, wanted.clock) ??
		CAMPAIGN_REASON[snapshot.campaign.state] ??
		budgetReason(snapshot.campaign, wanted.cost);
	if (reason) return { outcome: 'held', reason };
	return wanted.purpose === 'marketing'
		? capHold(wanted, snapshot.slots)
		: serviceHold(wanted, snapshot.service ?? []);
}

/** A service message needs none. */
function permission({ purpose, consent }: Wanted, snapshot: Snapshot): Reason | undefined {
	if (purpose !== 'marketing') return undefined;
	return snapshot.optedOut ? 'SUPPRESSED' : consentReason(snapshot.consent, consent);
}

function rowReason(row: OwnRow | undefined, clock: number): Reason | undefined {
	if (!row || row.state === 'reserved' || row.state === 'cancelled') return undefined;
	if (row.state === 'refused') return row.permanent ? 'INVALID_NUMBER' : undefined;
	if (row.state === 'in_doubt') return 'IN_DOUBT';
	if (row.state !== 'sending') return 'ALREADY_SENT';
	// Nobody owns it any more: the sweep will say so, until then it is in doubt all the same.
	return (row.leaseUntil ?? 0) <= clock ? 'IN_DOUBT' : 'IN_PROGRESS';
}

function budgetReason(
	{ budget, spent }: Snapshot['campaign'],
	cost: number,
): 'BUDGET_SPENT' | undefined {
	if (budget === undefined) return undefined;
	return spent >= budget || spent + cost > budget ? 'BUDGET_SPENT' : undefined;
}

function capHold({ rules, slotAt }: Wanted, slots: number[]): Held | undefined {
	if (capAllows(rules, slots, slotAt)) return undefined;
	const nextAllowedAt = nextAllowed(rules, slots, slotAt);
	return {
		outcome: 'held',
		reason: 'CAPPED',
		...(nextAllowedAt === undefined ? {} : { nextAllowedAt }),
	};
}

/** Free of the cap, but no way to harass a person or to run up a bill. */
function serviceHold(
	{ slotAt, servicePerDay = SERVICE_PER_DAY }: Wanted,
	service: number[],
): Held | undefined {
	const oldest = service[servicePerDay - 1];
	if (servicePerDay > 0 && oldest === undefined) return undefined;
	const nextAllowedAt = (oldest ?? slotAt) + DAY_MS;
	return { outcome: 'held', reason: 'CAPPED', nextAllowedAt };
}

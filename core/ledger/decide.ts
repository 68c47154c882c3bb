import type { Purpose } from '../item';
import type { Reason } from '../reasons';
import { capAllows, nextAllowed, type CapRule } from './cap';
import type { CampaignState, Held } from './ledger';
import type { MessageState } from './states';

/** The ledger's row of one (campaign, occasion, recipient, live), as both engines read it. */
export interface OwnRow {
	id: number;
	state: MessageState;
	ref: string;
	purpose: Purpose;
	expiresAt: number | null;
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
	/** never goes back, so that what has lapsed stays lapsed */
	clock: number;
}

const CAMPAIGN_REASON: Record<CampaignState, Reason | undefined> = {
	running: undefined,
	paused: 'CAMPAIGN_PAUSED',
	cancelled: 'CAMPAIGN_CANCELLED',
};

/** Whether this message may be reserved or claimed now: nothing if it may, else why not. */
export function decide(wanted: Wanted, snapshot: Snapshot): Held | undefined {
	const reason =
		(snapshot.optedOut && wanted.purpose === 'marketing' ? 'SUPPRESSED' : undefined) ??
		rowReason(snapshot.row, wanted.clock) ??
		CAMPAIGN_REASON[snapshot.campaign.state] ??
		budgetReason(snapshot.campaign, wanted.cost);
	return reason ? { outcome: 'held', reason } : capHold(wanted, snapshot.slots);
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

function capHold({ purpose, rules, slotAt }: Wanted, slots: number[]): Held | undefined {
	if (purpose !== 'marketing' || capAllows(rules, slots, slotAt)) return undefined;
	const nextAllowedAt = nextAllowed(rules, slots, slotAt);
	return {
		outcome: 'held',
		reason: 'CAPPED',
		...(nextAllowedAt === undefined ? {} : { nextAllowedAt }),
	};
}

import type { Answer, CampaignState, Cap } from '../../../core/ledger';
import { LEAST_QUIET_MS } from '../../../core/ledger/doubt';
import { breaksCap } from './law';
import { HOUR } from './scene';

/** A ledger in a few lines, slow and plain, that the engine is compared with. One brand, one occasion, live. */
export class Model {
	now: number;
	/** latest time the ledger has seen */
	clock = 0;
	stops = 0;
	readonly rows = new Map<string, ModelRow>();
	readonly attempts: ModelAttempt[] = [];
	readonly campaigns = new Map<string, { state: CampaignState; budget?: number; spent: number }>();
	readonly stopped = new Set<number>();

	constructor(
		readonly brandCap: Cap,
		now: number,
	) {
		this.now = now;
	}

	tick(): void {
		this.clock = Math.max(this.clock, this.now);
	}

	row(campaign: string, contact: number): ModelRow | undefined {
		return this.rows.get(`${campaign} ${contact}`);
	}

	/** Whether a reference is, or was, that of a message. */
	knows(campaign: string, contact: number, ref: string): boolean {
		const attempts = this.attempts.filter(
			(attempt) => attempt.campaign === campaign && attempt.contact === contact,
		);
		return (
			this.row(campaign, contact)?.ref === ref || attempts.some((attempt) => attempt.ref === ref)
		);
	}

	lapsed(row: ModelRow): boolean {
		return row.state === 'reserved' && row.expiresAt <= this.clock;
	}

	/** Times of the messages of a contact that count against the cap. */
	slots(contact: number, except?: ModelRow): number[] {
		return [...this.rows.values()]
			.filter((row) => row.contact === contact && row !== except && !this.lapsed(row))
			.flatMap((row) => (['refused', 'cancelled'].includes(row.state) ? [] : [row.slotAt]));
	}

	/** `ok` or the reason, for a message at `slotAt`; `planned` = micros granted before in the same call. */
	verdict({ campaign, contact, slotAt, caps, cost, planned = 0 }: Asked): string {
		const row = this.row(campaign, contact);
		const { state, budget = Infinity, spent } = this.campaign(campaign);
		if (this.stopped.has(contact)) return 'SUPPRESSED';
		if (row?.state === 'in_doubt') return 'IN_DOUBT';
		if (row?.state === 'sending') return row.leaseUntil <= this.clock ? 'IN_DOUBT' : 'IN_PROGRESS';
		if (row?.state === 'refused' && row.permanent) return 'INVALID_NUMBER';
		if (row && !['reserved', 'refused', 'cancelled'].includes(row.state)) return 'ALREADY_SENT';
		if (state !== 'running') return state === 'paused' ? 'CAMPAIGN_PAUSED' : 'CAMPAIGN_CANCELLED';
		if (spent + planned >= budget || spent + planned + cost > budget) return 'BUDGET_SPENT';
		const slots = this.slots(contact, row);
		return caps.some((cap) => breaksCap(cap, slots, slotAt)) ? 'CAPPED' : 'ok';
	}

	campaign(name: string): { state: CampaignState; budget?: number; spent: number } {
		const campaign = this.campaigns.get(name) ?? { state: 'running' as const, spent: 0 };
		this.campaigns.set(name, campaign);
		return campaign;
	}

	reserved(
		campaign: string,
		contact: number,
		ref: string,
		slotAt: number,
		ttlMs: number,
	): ModelRow {
		const before = this.row(campaign, contact);
		const row: ModelRow = {
			campaign,
			contact,
			leaseUntil: 0,
			permanent: false,
			cost: 0,
			...before,
			state: 'reserved',
			ref,
			slotAt,
			expiresAt: Math.max(before?.expiresAt ?? 0, this.clock + ttlMs),
		};
		this.rows.set(`${campaign} ${contact}`, row);
		return row;
	}

	/** What the gateway said about an attempt: the owner's answer, or a success told by a report. */
	answered(attempt: ModelAttempt, outcome: Answer['outcome'], permanent: boolean): void {
		const row = this.row(attempt.campaign, attempt.contact);
		if (!row || row.ref !== attempt.ref) return;
		const open = row.state === 'sending' || row.state === 'in_doubt';
		if (outcome === 'accepted' && open) row.state = 'accepted';
		if (outcome === 'in_doubt' && row.state === 'sending') row.state = 'in_doubt';
		if (!open || (outcome !== 'refused' && outcome !== 'not_sent')) return;
		row.state = outcome === 'not_sent' && row.state === 'sending' ? 'reserved' : 'refused';
		row.permanent = outcome === 'refused' && permanent;
		this.campaign(row.campaign).spent -= row.cost;
	}

	/** A person's word on an attempt; gives the ledger's verdict. */
	decided(attempt: ModelAttempt, as: 'sent' | 'send_again'): string {
		const row = this.row(attempt.campaign, attempt.contact);
		if (row?.state !== 'in_doubt' || row.ref !== attempt.ref) return 'not_in_doubt';
		if (as === 'send_again' && this.now < row.leaseUntil + LEAST_QUIET_MS) return 'too_early';
		// A person's word stands for the gateway's: only after it may there be another attempt.
		attempt.word = as === 'sent' ? 'accepted' : 'refused';
		this.answered(attempt, attempt.word, false);
		return 'resolved';
	}

	sweep(): number {
		const passed = [...this.rows.values()].filter(
			(row) => row.state === 'sending' && row.leaseUntil <= this.clock,
		);
		for (const row of passed) row.state = 'in_doubt';
		return passed.length;
	}

	/** Reserved rows become cancelled; how many. */
	cancel(which: (row: ModelRow) => boolean): number {
		const rows = [...this.rows.values()].filter((row) => row.state === 'reserved' && which(row));
		for (const row of rows) row.state = 'cancelled';
		return rows.length;
	}

	states(campaign: string): Record<string, number> {
		const rows = [...this.rows.values()].filter((row) => row.campaign === campaign);
		return Object.fromEntries(
			[...new Set(rows.map(({ state }) => state))].map((state) => [
				state,
				rows.filter((row) => row.state === state).length,
			]),
		);
	}
}

export interface ModelRow {
	campaign: string;
	contact: number;
	state: string;
	ref: string;
	slotAt: number;
	expiresAt: number;
	leaseUntil: number;
	permanent: boolean;
	cost: number;
	run?: string;
}

export interface ModelAttempt {
	ref: string;
	campaign: string;
	contact: number;
	/** the gateway's last word */
	word?: Answer['outcome'];
}

interface Asked {
	campaign: string;
	contact: number;
	slotAt: number;
	caps: Cap[];
	cost: number;
	planned?: number;
}

export const LEASE = HOUR / 2;

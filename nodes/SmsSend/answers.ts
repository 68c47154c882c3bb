import type { SendOutcome } from '../../core/gateway/gateway';
import { clock } from '../shared/clock';
import type { ClaimedCall } from './claiming';
import { answerOf } from './delivery';
import { placeOutcome } from './placing';
import type { Run } from './run';
import type { Waiting } from './waiting';

/** Answers are written down together, since each time waits for the disk, but no later than this. */
const GATHER_MS = 100;
const GATHERED_AT_ONCE = 1_000;

export const NO_OUTCOME: SendOutcome = { outcome: 'in_doubt', code: 'NO_OUTCOME' };

interface Answered extends Pick<ClaimedCall, 'group'> {
	index: number;
	to: ClaimedCall['messages'][number]['sms']['to'];
	ref: string;
	outcome: SendOutcome;
}

/** Brings what became of each SMS into the ledger, then the items to their places. */
export class Answers {
	/** SMS that the gateway took */
	sent = 0;
	private pending: Answered[] = [];
	private oldestAt = 0;
	private writing = false;
	private closed = false;

	constructor(
		private readonly run: Run,
		private readonly waiting: Waiting,
	) {}

	get idle(): boolean {
		return this.pending.length === 0 && !this.writing;
	}

	/** `outcomes` in the order of the call's messages */
	add({ group, messages }: ClaimedCall, outcomes: readonly SendOutcome[]): void {
		if (this.pending.length === 0) this.oldestAt = performance.now();
		messages.forEach(({ index, sms }, position) => {
			const outcome = outcomes[position] ?? NO_OUTCOME;
			this.pending.push({ group, index, to: sms.to, ref: sms.ref, outcome });
		});
		this.run.changes.tell();
	}

	close(): void {
		this.closed = true;
		this.run.changes.tell();
	}

	/** Writes until it is closed and everything is written. `quiet`: no further answer is under way. */
	async write(quiet: () => boolean): Promise<void> {
		for (;;) {
			const { length } = this.pending;
			const age = performance.now() - this.oldestAt;
			if (length === 0 && this.closed) return;
			if (length === 0) await this.run.changes.next();
			else if (length < GATHERED_AT_ONCE && age < GATHER_MS && !quiet()) {
				await this.run.changes.next(GATHER_MS - age);
			} else await this.writeAll();
		}
	}

	private async writeAll(): Promise<void> {
		const answered = this.pending;
		this.pending = [];
		this.writing = true;
		try {
			await this.recordOptOuts(answered);
			await this.run.job.ledger.settle(
				answered.map(({ ref, outcome }) => answerOf(ref, outcome)),
				clock.now(),
			);
			this.place(answered);
		} catch (error) {
			this.run.fail(error);
			// A ledger that could not take the answer will call these in doubt: so must their place.
			this.place(answered.map((one) => ({ ...one, outcome: NO_OUTCOME })));
		} finally {
			this.writing = false;
			this.run.changes.tell();
		}
	}

	private place(answered: readonly Answered[]): void {
		const now = clock.now();
		for (const { group, index, ref, outcome } of answered) {
			if (outcome.outcome === 'not_sent') this.waiting.putBack(group, [index]);
			else placeOutcome(this.run.job, group, { index, ref, now }, outcome);
			if (outcome.outcome === 'accepted') this.sent++;
		}
	}

	/** Who has opted out at the gateway is written to no more, by any other gateway either. */
	private async recordOptOuts(answered: readonly Answered[]): Promise<void> {
		const now = clock.now();
		for (const { group, to, ref, outcome } of answered) {
			if (outcome.outcome !== 'refused' || !outcome.optedOut) continue;
			const brand = group.brand.slug;
			await this.run.job.ledger.optOut({
				...{ brand, to, source: 'gateway', sourceRef: ref },
				...{ at: now, now },
			});
		}
	}
}

import type { SendOutcome } from '../../core/gateway/gateway';
import { clock } from '../shared/clock';
import { NO_OUTCOME, type Answers } from './answers';
import { goodForMs, type ClaimedCall } from './claiming';
import { deliver } from './delivery';
import { GatewayDown } from './halt';
import { Pace, type PacedTurn } from './pace';
import { Patience, type Pause } from './patience';
import type { Run } from './run';

/** Most SMS under way at once, whatever the number of calls: a crash leaves them in doubt, with what is claimed ahead (`Tempo`). */
const MOST_IN_FLIGHT = 500;

/** How long before the line is empty the next contacts are claimed. */
const LEAD_MS = 300;
/** Calls that wait when there is no limit, for each that may be under way. */
const WAITING_PER_CALL = 2;

const TOO_LATE: SendOutcome = { outcome: 'not_sent', code: 'TOO_LATE', retryAfterMs: 0 };

/** Claimed calls on their way to the gateway: so many at once, and no more each second than the account allows. */
export class Line {
	/** units given back since this was last set to 0, because calls did not get away as fast as their turn allowed */
	late = 0;
	private readonly queue: ClaimedCall[] = [];
	private queuedUnits = 0;
	private calls = 0;
	private sms = 0;
	private lastEnd = -Infinity;
	private closed = false;
	private lastTurn: PacedTurn | undefined;
	private readonly pace: Pace;
	private readonly patience: Patience;

	constructor(
		private readonly run: Run,
		private readonly answers: Answers,
	) {
		this.pace = new Pace(run.rate.perSecond);
		this.patience = new Patience(run.job.settings.gateway.displayName);
	}

	get idle(): boolean {
		return this.queue.length === 0 && this.calls === 0;
	}

	/** Whether what is claimed now will leave soon. */
	get wantsMore(): boolean {
		const { perSecond } = this.run.rate;
		const low =
			perSecond === undefined
				? this.queue.length <= WAITING_PER_CALL * this.run.job.settings.callsAtOnce
				: this.queuedUnits * 1_000 <= LEAD_MS * perSecond;
		return low && (this.hasRoom(1) || performance.now() - this.lastEnd < LEAD_MS);
	}

	/** The run's next turn. What did not leave in the one before leaves in it. */
	begin(turn: PacedTurn): void {
		this.lastTurn = turn;
	}

	push(calls: readonly ClaimedCall[]): void {
		this.queue.push(...calls);
		for (const { units } of calls) this.queuedUnits += units;
		this.run.changes.tell();
	}

	close(): void {
		this.closed = true;
		this.run.changes.tell();
	}

	/** Lets calls leave until it is closed and all have ended. */
	async work(): Promise<void> {
		for (;;) {
			const call = this.queue[0];
			if (!call && this.closed && this.calls === 0) return;
			const waitMs = call && this.waitFor(call);
			if (call && waitMs === undefined) this.giveBack(this.takeOut(call));
			else if (call && waitMs === 0) void this.make(this.takeOut(call));
			else await this.run.changes.next(waitMs);
		}
	}

	/** ms until the call may leave; nothing when it may not any more. */
	private waitFor(call: ClaimedCall): number | undefined {
		if (this.run.stopped) return undefined;
		const now = performance.now();
		const paced = this.pace.waitFor(call.units, this.turnOf(call, now), now);
		const good = goodForMs(call);
		if (paced === undefined) return undefined;
		const wait = Math.max(paced, this.run.pauseMs);
		if (wait > good || good <= 0) return undefined;
		// A call that cannot leave although it is its turn waits for another one to end.
		return wait > 0 || this.hasRoom(call.messages.length) ? wait : good;
	}

	private turnOf({ turn }: ClaimedCall, now: number): PacedTurn {
		return now <= turn.endsAt ? turn : (this.lastTurn ?? turn);
	}

	private hasRoom(sms: number): boolean {
		const { callsAtOnce } = this.run.job.settings;
		return this.calls === 0 || (this.calls < callsAtOnce && this.sms + sms <= MOST_IN_FLIGHT);
	}

	private takeOut(call: ClaimedCall): ClaimedCall {
		this.queue.shift();
		this.queuedUnits -= call.units;
		return call;
	}

	private giveBack(call: ClaimedCall): void {
		const wasPaused = call.claimedSince < this.run.pausedUntil;
		if (!wasPaused) this.late += call.units;
		this.answers.add(
			call,
			call.messages.map(() => TOO_LATE),
		);
	}

	private async make(call: ClaimedCall): Promise<void> {
		const startedAt = performance.now();
		this.pace.left(call.units, this.turnOf(call, startedAt), startedAt);
		this.calls++;
		this.sms += call.messages.length;
		const outcomes = await this.outcomesOf(call);
		this.calls--;
		this.sms -= call.messages.length;
		this.lastEnd = performance.now();
		this.hear(outcomes, startedAt);
		this.answers.add(call, outcomes);
	}

	private async outcomesOf({ group, messages }: ClaimedCall): Promise<SendOutcome[]> {
		try {
			const batch = messages.map(({ sms }) => sms);
			return await deliver(this.run.job, group.brand, batch);
		} catch (error) {
			this.run.fail(error);
			return messages.map(() => NO_OUTCOME);
		}
	}

	private hear(outcomes: readonly SendOutcome[], startedAt: number): void {
		try {
			const pause = this.patience.hear(outcomes, startedAt);
			if (pause) this.leaveAlone(pause);
		} catch (error) {
			if (error instanceof GatewayDown && error.pause) this.leaveAlone(error.pause);
			this.run.fail(error);
		}
	}

	private leaveAlone({ ms, forAll }: Pause): void {
		const { run } = this;
		run.pause(ms);
		if (!forAll) return;
		const until = Math.ceil(clock.now() + ms);
		run.job.ledger.pauseAccount(run.account, until).catch((error: unknown) => run.fail(error));
	}
}

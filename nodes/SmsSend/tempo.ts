import { USED } from './pace';
import type { Run } from './run';

/** What is claimed at once leaves within about this time. */
const WAVE_MS = 1_000;

/**
 * After a crash what was claimed and not called yet is in doubt: less of it where only a person could settle that; the sandbox
 * leaves nobody in doubt. With a limit a turn of the account stays as long, since each begins with a claim.
 */
const SHORT_WAVE_MS = 250;

const FIRST_WAVE = 100;
const LONGEST_WAVE = 1_000;

/** When the gateway answers so slowly that calls do not get away in their turn, turns grow longer. */
const LEAST_SHARE = 0.05;
const RECOVERY = 1.5;

/** A turn that begins while its contacts are still being claimed is lost in part. */
const FIRST_CLAIM_MS = 50;
const LONGEST_CLAIM_MS = 300;

/** How much is claimed at once, and how long a turn at the account that takes. Both follow how fast calls really leave. */
export class Tempo {
	private size: number;
	private readonly waveMs: number;
	/** fewer would keep neither the calls at once busy nor fill a call, however slow the ledger is */
	private readonly least: number;
	private readonly longest: number;
	private share = 1;
	private learntAt = performance.now();
	private claimMs = FIRST_CLAIM_MS;

	constructor(private readonly run: Run) {
		const { batchSize, callsAtOnce, gateway } = run.job.settings;
		const settled = gateway.lookUp !== undefined || !gateway.capabilities.live;
		this.waveMs = settled ? WAVE_MS : SHORT_WAVE_MS;
		this.longest = Math.max(LONGEST_WAVE, batchSize);
		this.least = Math.min(this.longest, Math.max(callsAtOnce, batchSize));
		this.size = Math.max(FIRST_WAVE, batchSize);
	}

	/** units per second of the next turn; absent: no limit */
	get perSecond(): number | undefined {
		const { perSecond } = this.run.rate;
		return perSecond === undefined ? undefined : perSecond * USED * this.share;
	}

	/** units of the next wave */
	get units(): number {
		const { perSecond } = this;
		return perSecond === undefined ? this.size : Math.max(1, (perSecond * WAVE_MS) / 1_000);
	}

	/** so long before their turn contacts are claimed; without a limit no turn is waited for */
	get aheadMs(): number {
		return this.perSecond === undefined ? 0 : this.claimMs;
	}

	/** how long a turn of so many units is, in ms */
	lengthMs(units: number): number {
		return this.perSecond === undefined ? Infinity : (units * 1_000) / this.perSecond;
	}

	/** how long the last claim took, in ms */
	claimed(ms: number): void {
		this.claimMs = Math.ceil(Math.min(LONGEST_CLAIM_MS, Math.max(2 * ms, this.claimMs / 2)));
	}

	/** @param late units that did not get away in time since this was last asked, of about `units` */
	learn(late: number, units: number): void {
		const tookMs = performance.now() - this.learntAt;
		this.learntAt = performance.now();
		const inTime = Math.max(0, 1 - late / units);
		this.share =
			late > units / 4
				? Math.max(LEAST_SHARE, this.share * inTime)
				: Math.min(1, this.share * RECOVERY);
		if (late > 0) this.size = this.halfOr(1);
		else if (tookMs > 2 * this.waveMs) this.size = this.halfOr(this.least);
		else if (tookMs < this.waveMs / 2) this.size = Math.min(this.longest, this.size * 2);
	}

	/** half of the size; not below `least` unless it is already */
	private halfOr(least: number): number {
		return Math.max(Math.min(least, this.size), Math.floor(this.size / 2));
	}
}

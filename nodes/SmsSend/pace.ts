/** Times are of the monotonic clock: setting the machine's clock must neither stop nor flood a gateway. */

export interface PacedTurn {
	/** ms of `performance.now()`: nothing of the turn leaves before */
	beginsAt: number;
	/** another process may be sending from then on */
	endsAt: number;
}

const WINDOW_MS = 1_000;

/** The limit is not used to the last SMS: what leaves evenly arrives unevenly. */
export const USED = 0.95;

/** A delay up to this is caught up, so that the many small ones of a busy machine do not add up. */
const CATCH_UP_MS = 10;

/**
 * Spreads what leaves over each second, measured at dispatch: in no second more than `perSecond` units leave, also after the
 * process stood still for a while. What was not sent in its turn is not sent faster in the next one.
 */
export class Pace {
	private nextAt = 0;
	private readonly recent: Array<{ at: number; units: number }> = [];
	private inWindow = 0;

	constructor(private readonly perSecond: number | undefined) {}

	/** ms until `units` may leave, 0 = now; nothing when their turn is over */
	waitFor(units: number, { beginsAt, endsAt }: PacedTurn, now: number): number | undefined {
		if (this.perSecond === undefined) return Math.max(0, beginsAt - now);
		if (now > endsAt) return undefined;
		return Math.max(0, Math.max(beginsAt, this.nextAt, this.windowFreeAt(units, now)) - now);
	}

	/** `units` of the turn leave now. */
	left(units: number, { beginsAt }: PacedTurn, now: number): void {
		if (this.perSecond === undefined) return;
		const due = Math.max(this.nextAt, beginsAt, now - CATCH_UP_MS);
		this.nextAt = due + (units * 1_000) / this.perSecond;
		this.recent.push({ at: now, units });
		this.inWindow += units;
	}

	private windowFreeAt(units: number, now: number): number {
		const most = Math.max(units, (this.perSecond ?? Infinity) * USED);
		for (;;) {
			const oldest = this.recent[0];
			if (!oldest) return now;
			if (oldest.at + WINDOW_MS > now) {
				return this.inWindow + units > most ? oldest.at + WINDOW_MS : now;
			}
			this.recent.shift();
			this.inWindow -= oldest.units;
		}
	}
}

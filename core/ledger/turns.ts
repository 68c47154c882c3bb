/** The next place in the queue of a gateway account, shared by every execution and worker. */
export interface TurnRequest {
	/** the gateway with its credential */
	account: string;
	/** SMS or parts that leave in this turn */
	units: number;
	/** absent: no limit, only a pause that the gateway asked for counts */
	perSecond?: number;
	now: number;
}

export interface Turn {
	/** ms UTC: the first unit leaves then, the others at `perSecond` after it */
	startAt: number;
}

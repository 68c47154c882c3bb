/** Messages of which nobody knows whether they left. The ledger has neither their number nor their text. */
export interface InDoubtQuery {
	brand?: string;
	campaign?: string;
	/** the gateway with its credential */
	account?: string;
	/** attempts begun before this moment, ms UTC */
	startedBefore?: number;
	/** `ref` of the last one of the page before */
	after?: string;
	quietMs?: QuietMs;
	limit: number;
}

/** How long after its call an SMS may still show up, by gateway, in milliseconds; `LEAST_QUIET_MS` for those not named. */
export type QuietMs = Readonly<Record<string, number>>;

export interface DoubtfulMessage {
	/** of the attempt in doubt */
	ref: string;
	/** the HTTP call it left in */
	call: string;
	gateway: string;
	account: string;
	brand: string;
	campaign: string;
	occasion: string;
	live: boolean;
	segment?: string;
	store?: string;
	parts?: number;
	/** micros */
	cost?: number;
	currency?: string;
	/** ms UTC */
	startedAt: number;
	/** from then on a person may free it to be sent again, ms UTC */
	freeableAt: number;
}

/**
 * `sent`: it counts as accepted. `send_again`: it counts as refused and its place is free, so that the next run may send it;
 * only after `freeableAt`, and a success report that still comes wins.
 */
export interface ResolveRequest {
	refs: string[];
	as: 'sent' | 'send_again';
	/** who decided, as n8n knows the person or the execution; never a name of a contact */
	actor: string;
	/** why, kept with the attempt; default `BY_HAND` */
	code?: string;
	quietMs?: QuietMs;
	now: number;
	dryRun?: boolean;
}

export type ResolveVerdict =
	| { outcome: 'resolved' }
	/** not in doubt any more, or never was */
	| { outcome: 'not_in_doubt' }
	| { outcome: 'too_early'; freeableAt: number };

/** No lease is longer: whoever claimed it has given up by then, whatever its timeout was. */
export const LEAST_QUIET_MS = 10 * 60_000;

export const BY_HAND = 'BY_HAND';

/** The lease covers the call with its timeout; the quiet period of the gateway begins when it has passed. */
export function freeableAt(
	{ leaseUntil, gateway }: { leaseUntil: number | null; gateway: string },
	quietMs: QuietMs = {},
): number {
	return (leaseUntil ?? 0) + Math.max(LEAST_QUIET_MS, quietMs[gateway] ?? 0);
}

/** Decides about one message in doubt; `undefined` = it is none. Law: the table of transitions. */
export function resolveVerdict(
	message: { leaseUntil: number | null; gateway: string } | undefined,
	{ as, now, quietMs }: Pick<ResolveRequest, 'as' | 'now' | 'quietMs'>,
): ResolveVerdict {
	if (!message) return { outcome: 'not_in_doubt' };
	const freeable = freeableAt(message, quietMs);
	if (as === 'send_again' && now < freeable) return { outcome: 'too_early', freeableAt: freeable };
	return { outcome: 'resolved' };
}

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
	limit: number;
}

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
	now: number;
}

export type ResolveVerdict =
	| { outcome: 'resolved' }
	/** not in doubt any more, or never was */
	| { outcome: 'not_in_doubt' }
	| { outcome: 'too_early'; freeableAt: number };

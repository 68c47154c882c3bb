import type { E164 } from '../item';
import type { Account } from './gateway';

export interface WebhookSetup {
	/**
	 * What is pasted where, in the gateway's own words; HTML. `{address}` = the address of SMS Trigger with its secret,
	 * `{into credential}` = into the field of the credential that takes it.
	 */
	paste: string;
	/** every call is signed with what the credential holds: the address needs no secret */
	signed?: true;
}

export interface WebhookKeys {
	/** the one entered in SMS Trigger, part of the address given to the gateway */
	secret: string;
	account?: Account;
	/** ms UTC */
	now?: number;
}

/**
 * A signed call that is older may have been recorded and sent again by somebody: the ledger remembers events for 30 days
 * and would take it for a new one. No gateway repeats a call for so long.
 */
export const OLDEST_CALL_MS = 29 * 24 * 3_600_000;

export interface WebhookRequest {
	method: string;
	/** as the gateway called it, with its query: some signatures cover it */
	url: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: unknown;
	rawBody?: Uint8Array;
}

export type ReportStatus = 'accepted' | 'delivered' | 'undelivered' | 'expired' | 'refused';

export type GatewayEvent =
	| {
			kind: 'report';
			key: string;
			ref?: string;
			/** with `to`: the gateway has one id for all SMS of a call */
			providerId?: string;
			call?: string;
			to?: E164;
			status: ReportStatus;
			code?: string;
			/** the report says that `to` has opted out at the gateway */
			optedOut?: true;
			at?: number;
	  }
	| {
			kind: 'inbound';
			key: string;
			/** the gateway gave neither id nor date: whether it comes again or is said again cannot be told */
			unnamed?: true;
			from: E164;
			to?: string;
			text: string;
			/** the gateway itself has taken it for a STOP, whatever the text */
			optedOut?: true;
			at?: number;
			ref?: string;
	  };

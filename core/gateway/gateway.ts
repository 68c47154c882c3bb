import type { E164, Encoding, Purpose } from '../item';

/**
 * The contract of a gateway: pure functions that build calls and read answers. The node does the HTTP.
 * Adding a gateway is one file here, one credential, its fixtures and a line in `gateways.ts`.
 */
export interface Gateway {
	/** stable id, kept in the ledger */
	id: string;
	displayName: string;
	/** credential type; absent for the sandbox */
	credential?: string;
	capabilities: Capabilities;
	/** One HTTP call for a batch of at most `capabilities.batchSize`, or nothing when no call is needed. */
	buildSend(batch: OutboundSms[], settings: GatewaySettings): HttpCall | undefined;
	/** What became of each SMS of the batch, in its order. `reply` is absent when no call was needed. */
	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[];
	/** Whether an incoming webhook is the gateway's own. Fails closed. */
	verifyWebhook?(request: WebhookRequest, secret: string): boolean;
	parseWebhook?(request: WebhookRequest): GatewayEvent[];
}

export interface Capabilities {
	/** who writes the STOP footer into the text that reaches the phone */
	stopFooter: 'us' | 'gateway';
	batchSize: number;
	/** a second call with the same reference is not sent twice */
	idempotent: boolean;
	/** how opt-outs are learned */
	optOuts: 'webhook' | 'list' | 'none';
	/** false: nothing leaves for a real phone */
	live: boolean;
}

export interface OutboundSms {
	/** our reference of this attempt */
	ref: string;
	to: E164;
	/** as counted: the STOP footer is in it when `capabilities.stopFooter` is `us` */
	text: string;
	encoding: Encoding;
	parts: number;
	sender: string;
	purpose: Purpose;
	brand: string;
	campaign: string;
}

export interface GatewaySettings {
	/** where the sandbox posts each SMS */
	postTo?: string;
}

export interface HttpCall {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	/** sent as JSON */
	body?: unknown;
	timeoutMs: number;
}

/** The answer to a call, or why there is none. */
export type HttpReply =
	| { status: number; headers: Record<string, string>; body: unknown }
	/** `code` is the system's word for it, e.g. `ECONNREFUSED` */
	| { failure: 'not_connected' | 'no_answer'; code?: string };

export type SendOutcome =
	| { outcome: 'accepted'; providerId?: string; parts?: number }
	/** a definite no */
	| { outcome: 'refused'; code: string; permanent: boolean; optedOut?: boolean }
	/** surely did not leave; may be tried again. `account` = concerns the whole account: stop the run */
	| { outcome: 'not_sent'; code: string; retryAfterMs?: number; account?: boolean }
	/** may or may not have been taken */
	| { outcome: 'in_doubt'; code: string };

export interface WebhookRequest {
	method: string;
	query: Record<string, string>;
	headers: Record<string, string>;
	body: unknown;
	rawBody?: Uint8Array;
}

export type GatewayEvent =
	| {
			kind: 'report';
			key: string;
			ref?: string;
			providerId?: string;
			status: 'accepted' | 'delivered' | 'undelivered' | 'expired' | 'refused';
			code?: string;
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
			at?: number;
			ref?: string;
	  };

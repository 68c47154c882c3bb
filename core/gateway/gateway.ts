import type { E164, Encoding, Purpose } from '../item';
import type {
	GatewayEvent,
	ReportStatus,
	WebhookKeys,
	WebhookRequest,
	WebhookSetup,
} from './webhook';

export type * from './webhook';
export { OLDEST_CALL_MS } from './webhook';

/**
 * The contract of a gateway: pure functions that build calls and read answers. The node does the HTTP.
 * Adding a gateway is one folder here, one credential, its fixtures and a line in `gateways.ts`.
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
	parseSend(
		batch: OutboundSms[],
		reply: HttpReply | undefined,
		settings: GatewaySettings,
	): SendOutcome[];
	/** What of the credential no call can be built with: what is wrong and what to do, asked before anything is claimed. */
	accountProblem?(account: Account): { message: string; description: string } | undefined;
	/** What a person does at the gateway so that its webhooks come. */
	webhookSetup?: WebhookSetup;
	/** Whether an incoming webhook is the gateway's own. Fails closed. */
	verifyWebhook?(request: WebhookRequest, keys: WebhookKeys): boolean;
	parseWebhook?(request: WebhookRequest, account?: Account): GatewayEvent[];
	/** what the gateway wants to read when its call was taken; default `{}` as JSON. A Kannel texts a body to the sender. */
	webhookAnswer?: { contentType: string; body: string };
	/** Finds out later what became of a call that was never answered. */
	lookUp?: LookUp;
	/** Who has opted out at the gateway. */
	optOutList?: OptOutList;
}

/** What a credential holds, by the names of its fields. */
export type Account = Readonly<Record<string, unknown>>;

/** Pages are texts of the gateway's own file: what `parse` gave as `next` comes back to `build` and `parse`. */
export interface LookUp {
	build(call: UnansweredCall, settings: GatewaySettings, page?: string): HttpCall;
	/** `undefined` = the reply cannot be used: try again later */
	parse(reply: HttpReply, page?: string): { found: FoundSms[]; next?: string } | undefined;
	/** how long after the call an SMS that is not found surely never left, in milliseconds */
	quietMs: number;
}

export interface UnansweredCall {
	/** `OutboundSms.call`, shared by all SMS of the call */
	call: string;
	/** attempts of that call that are in doubt */
	refs: string[];
	/** ms UTC */
	startedAt: number;
}

/** Found by our reference, or by the number when a call has one reference for all its SMS. */
export interface FoundSms {
	ref?: string;
	to?: E164;
	providerId?: string;
	status: ReportStatus;
	code?: string;
	/** the gateway says that `to` has opted out there */
	optedOut?: true;
}

export interface OptOutList {
	build(settings: GatewaySettings, page?: string): HttpCall;
	/** `undefined` = the reply cannot be used */
	parse(reply: HttpReply, page?: string): { optOuts: ListedOptOut[]; next?: string } | undefined;
}

export interface ListedOptOut {
	to: E164;
	/** ms UTC, where the gateway tells it */
	at?: number;
}

export interface Capabilities {
	/** who writes the STOP footer into the text that reaches the phone */
	stopFooter: 'us' | 'gateway';
	/** with `gateway`: what it writes */
	gatewayFooter?: GatewayFooter;
	/** most SMS in one call */
	batchSize: number;
	/** all SMS of a call have one text, sender and purpose */
	sameText?: boolean;
	/** most SMS (or parts) per second of an account, where the gateway says so; the credential may set another */
	perSecond?: number;
	/** how opt-outs are learned */
	optOuts: 'webhook' | 'list' | 'none';
	/** false: nothing leaves for a real phone */
	live: boolean;
}

export interface GatewayFooter {
	/** counted at the end of each marketing text, e.g. `\nSTOP au 36000`; digits stand for the code */
	adds: string;
	/** `buildSend` ends the text with it and the gateway puts `adds` in its place; absent: it adds by itself */
	placeholder?: string;
}

export interface OutboundSms {
	/** our reference of this attempt, 20 characters of [A-Za-z0-9_-] */
	ref: string;
	/** reference of the HTTP call, the same for all SMS of a batch; a batch of one has its `ref` */
	call: string;
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
	/** absent for the sandbox */
	account?: Account;
}

export interface HttpCall {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	/** sent as JSON; a text is sent as it is, with the `content-type` of `headers` */
	body?: unknown;
	/** sent as application/x-www-form-urlencoded instead of `body` */
	form?: Record<string, string>;
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

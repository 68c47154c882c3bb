import type {
	Account,
	FoundSms,
	GatewayEvent,
	GatewaySettings,
	HttpCall,
	HttpReply,
	ListedOptOut,
	OutboundSms,
	SendOutcome,
	UnansweredCall,
	WebhookRequest,
} from '../../../../core/gateway/gateway';

/** What a gateway brings to the contract suite: `export const fixtures: GatewayFixtures` in `fixtures/<id>.ts`. */
export interface GatewayFixtures {
	/** what every call is built with unless a fixture says otherwise: the account, with every field of the credential */
	settings: GatewaySettings;
	/** which of our references a call carries: one for each SMS, one for the call, or none */
	reference: 'sms' | 'call' | 'none';
	/** the texts in a call, as the gateway reads them: one for each SMS, or one for all when they have the same text */
	textsIn(call: HttpCall): string[];
	/** one with `case: 'success'`, one with `'error in a 200'`, and `'partial'` where a call holds several SMS */
	send: SendFixture[];
	/** any 2xx is a yes, whatever it says; else what cannot be read is in doubt */
	takesAnyAnswer?: true;
	webhooks?: WebhookFixtures;
	/** some that find, one that finds nothing, and one with several pages unless there is but one */
	lookUp?: { onePage?: true; fixtures: LookUpFixture[] };
	optOutList?: { onePage?: true; fixtures: OptOutFixture[] };
}

/** A call as the gateway documents it; the time it may take is ours. */
export type DocumentedCall = Omit<HttpCall, 'timeoutMs'>;

/** One exchange: what is sent, the call it makes, its answer, what became of each SMS. */
export interface SendFixture {
	name: string;
	case?: 'success' | 'partial' | 'error in a 200';
	batch: OutboundSms[];
	settings?: GatewaySettings;
	/** null = no call is needed */
	call: DocumentedCall | null;
	reply: HttpReply | null;
	outcomes: SendOutcome[];
}

/**
 * Calls as the gateway makes them, without the secret of the address: the suite adds it. One SMS must be told of by at
 * least two different statuses, one of them `delivered`; one call must be a STOP.
 */
export interface WebhookFixtures {
	fixtures: WebhookFixture[];
	/** Gateways that sign: the request as theirs would be, made with the vendor's rule and not with our own code. */
	sign?(request: WebhookRequest): WebhookRequest;
}

export interface WebhookFixture {
	name: string;
	/** method POST, no query, no headers and no body unless given; names in the gateway's own case */
	request: Partial<WebhookRequest>;
	account?: Account;
	events: GatewayEvent[];
}

export interface LookUpFixture {
	name: string;
	call: UnansweredCall;
	pages: Page[];
	/** of all pages together */
	found: FoundSms[];
}

export interface OptOutFixture {
	name: string;
	pages: Page[];
	optOuts: ListedOptOut[];
}

export interface Page {
	call: DocumentedCall;
	reply: HttpReply;
}

/** The item contract: the one key `sms` that every node of the suite reads, extends and passes on. */

/** A phone number as E.164 writes it, e.g. `+33612345678`. Made by `core/contact/phone` alone. */
export type E164 = string & { readonly __brand: 'E164' };

export type Purpose = 'marketing' | 'transactional';

export type Status =
	| 'ready'
	| 'held'
	| 'later'
	| 'reserved'
	| 'sending'
	| 'accepted'
	| 'refused'
	| 'in_doubt'
	| 'delivered'
	| 'undelivered'
	| 'expired'
	| 'cancelled';

export type Encoding = 'GSM-7' | 'UCS-2';

/** An amount in units of the currency (0.049 is 4.9 cents), not in cents. */
export interface Money {
	amount: number;
	/** ISO 4217 */
	currency: string;
}

export interface Store {
	id: string;
	name: string;
	distanceKm?: number;
	address?: string;
	openingHours?: string;
}

export interface SmsContact {
	/** client = at least one purchase */
	kind: 'client' | 'prospect';
	firstName?: string;
	lastName?: string;
	gender?: 'female' | 'male';
	/** ISO date */
	birthDate?: string;
	/** full years on the day the file was read */
	age?: number;
	postalCode?: string;
	city?: string;
	lat?: number;
	lon?: number;
	loyaltyTier?: string;
	points?: number;
	interests?: string[];
	purchases?: { count?: number; total?: number; lastAt?: string };
	/** how many earlier campaigns the contact answered by a visit or a purchase, as its file tells */
	responses?: number;
	store?: Store;
	/** of a prospect: the files that name the person, e.g. `prospect file spring.csv` */
	from?: string;
	/** scores of 1 to 5 and their named group, among the contacts of the run */
	rfm?: Rfm;
	/** how the contact buys; one type at most */
	type?: ClientType;
}

export interface SmsConsent {
	status: 'granted' | 'withdrawn' | 'unknown';
	/** given but not confirmed yet (double opt-in); the status is `unknown` until it is */
	pending?: true;
	basis?: 'consent' | 'existing_customer' | 'b2b_legitimate_interest';
	/** ISO date or date-time the person said so; absent when the file does not tell */
	at?: string;
	/** where it comes from: a file name, a form, a till */
	source?: string;
	/** of a file that tells: how the person gave it, e.g. `contest`; it is part of `source` as well */
	origin?: string;
	/** the ledger's id of the statement, when SMS Consent recorded it */
	ref?: string;
}

export interface SmsMessage {
	text: string;
	encoding: Encoding;
	/** septets (GSM-7) or UTF-16 units (UCS-2), STOP footer included */
	units: number;
	parts: number;
	cost?: Money;
	/** what the French rewrite changed, e.g. `ç → c` */
	rewritten?: string[];
}

import type { Language, Reason } from './reasons';
import type { ClientType } from './segment/client-type';
import type { Rfm } from './segment/rfm';

export interface SmsItem {
	to?: E164;
	/** slug of the brand in whose name the SMS is sent */
	brand?: string;
	/** of the brand, where it is not French: nodes that need no ledger take their sentences' language from it */
	language?: Language;
	purpose?: Purpose;
	contact?: SmsContact;
	consent?: SmsConsent;
	/** of a double opt-in: what the person follows to confirm. The token is shown once and is good once. */
	confirmation?: { token: string; link?: string; expiresAt?: string };
	segment?: string;
	/** of segments that did not take the contact: the criterion that refused it, in words; when asked for */
	why?: Record<string, string>;
	campaign?: string;
	/** what makes this message of the campaign legitimate: `once`, `2026-11`, `2026`, or `#` and an order number */
	occasion?: string;
	message?: SmsMessage;
	/** the ledger's id of this message, at most 20 characters of [A-Za-z0-9_-] */
	ref?: string;
	status?: Status;
	reason?: Reason;
	/** one sentence a marketer understands, in the brand's language */
	detail?: string;
	/** ISO date-time, when time is the reason */
	nextAllowedAt?: string;
	/** decided in a test run: nothing was written to the ledger */
	test?: true;
	/** the gateway's own code when it refused, could not be reached or gave no clear answer */
	gatewayCode?: string;
	/** was accepted by this same run before; not sent again */
	replayed?: true;
}

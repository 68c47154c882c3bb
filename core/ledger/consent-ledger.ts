import type { E164 } from '../item';
import type { Reason } from '../reasons';

/**
 * Consents and opt-outs in the ledger, per brand, for SMS alone: a consent to e-mail opens nothing here.
 * Times are ms UTC. No number is kept, and none may be in a proof: texts are cleaned of the person's own number.
 */
export interface ConsentLedger {
	/**
	 * Records what people said, each with its proof; verdicts come in the order given. The latest dated statement counts.
	 * Alone lifts an opt-out: a grant dated and recorded after it and not in the future.
	 */
	recordConsent(request: RecordConsentRequest): Promise<ConsentVerdict[]>;
	/**
	 * Ends a double opt-in: by the token of its link, or by the number when the person answered yes. Idempotent.
	 * Nothing when no consent waits for it, it has expired, or the person said STOP after being asked.
	 */
	confirmConsent(request: ConfirmConsentRequest): Promise<Confirmation | undefined>;
	/** What the ledger knows of each number, in the order given; nothing for a number it has no statement of. */
	consentOf(brand: string, numbers: E164[]): Promise<Array<LedgerConsent | undefined>>;
	/** A list of people who said STOP elsewhere. An entry repeated under the same source keeps its first date. */
	importOptOuts(request: ImportOptOutsRequest): Promise<ImportVerdict[]>;
	/** Everybody who may not be written to, by keyed value: the numbers are not there. */
	exportSuppression(brand: string): Promise<SuppressionEntry[]>;
	exportPerson(brand: string, to: E164): Promise<PersonRecord>;
	/** Opt-out, reserved messages cancelled, proofs removed. What once, cap and STOP need stays, keyed. */
	erasePerson(request: ErasePersonRequest): Promise<Erasure>;
}

export type ConsentBasis = 'consent' | 'existing_customer' | 'b2b_legitimate_interest';

/** What the proof itself must show, and no more (rules §1.1). */
export interface ConsentProof {
	/** the exact text shown */
	wording?: string;
	wordingVersion?: string;
	/** who collected it: a company, a store, an employee's code */
	collectedBy?: string;
	/** e.g. till, form, ip, document, lastPurchaseAt */
	evidence?: Record<string, string>;
}

export interface ConsentStatement {
	to: E164;
	/** pending = asked to confirm (double opt-in) */
	status: 'granted' | 'pending';
	basis: ConsentBasis;
	/** till, web_form, contest, keyword, paper, import … */
	source: string;
	/** when the person said so */
	at: number;
	proof: ConsentProof;
}

export interface RecordConsentRequest {
	brand: string;
	statements: ConsentStatement[];
	/** how long a pending consent may be confirmed; default 7 days */
	pendingMs?: number;
	now: number;
	dryRun?: boolean;
	cancelled?: () => boolean;
}

/**
 * `suppressed`: recorded, and still not to be written to, because a STOP is not older than it.
 * A number is asked to confirm at most once in 24 hours, so that a form is no SMS bomb.
 */
export type ConsentVerdict =
	| {
			outcome: 'recorded';
			/** names the statement; absent in a dry run */
			ref?: string;
			suppressed: boolean;
			/** of a pending consent, to be shown once: the ledger keeps its keyed hash; absent in a dry run */
			token?: string;
			expiresAt?: number;
	  }
	| { outcome: 'held'; reason: Reason; nextAllowedAt?: number };

export type ConfirmConsentRequest = {
	/** when the person confirmed */
	at: number;
	now: number;
	/** what shows the confirmation, e.g. `{ ip: '…' }` */
	evidence?: Record<string, string>;
	dryRun?: boolean;
} & ({ token: string } | { brand: string; to: E164 });

export interface Confirmation {
	/** slug */
	brand: string;
	/** of the statement that was pending */
	ref: string;
	at: number;
	basis: ConsentBasis;
	source: string;
	/** it was confirmed before */
	repeated?: true;
}

export interface LedgerConsent {
	/** withdrawn also for an opt-out */
	status: 'granted' | 'pending' | 'withdrawn';
	/** absent for a grant that a file gave no date for */
	at?: number;
	basis?: ConsentBasis;
	source?: string;
	/** `statement`: recorded with its proof by SMS Consent; `file`: what a contact file said when it was first used */
	origin: 'statement' | 'file';
	/** may not be written to: STOP */
	suppressed: boolean;
}

/** What an item shows by itself, as the reservation and the claim take it. */
export interface FileGrant {
	/** absent when the file gives no date: then it is older than anything dated */
	at?: number;
	basis?: ConsentBasis;
	source?: string;
}

export interface ImportOptOutsRequest {
	brand: string;
	entries: Array<{
		to: E164;
		/** as the list gives it; default now */
		at?: number;
	}>;
	/** names the list, e.g. the former gateway: the same list again changes nothing */
	source: string;
	now: number;
	dryRun?: boolean;
	cancelled?: () => boolean;
}

/** `known`: this entry of this list is in the ledger already, and keeps its first date. */
export type ImportVerdict = 'added' | 'known';

export interface SuppressionEntry {
	/** keyed value of the number, hexadecimal */
	key: string;
	/** the last STOP */
	at: number;
	/** when the first STOP was recorded */
	recordedAt: number;
	sources: string[];
}

export interface PersonRecord {
	brand: string;
	known: boolean;
	/** the last STOP, when it stands */
	suppressedAt?: number;
	consent?: LedgerConsent;
	/** oldest first */
	statements: Array<{
		ref: string;
		status: LedgerConsent['status'];
		origin: LedgerConsent['origin'];
		basis?: ConsentBasis;
		source?: string;
		at?: number;
		recordedAt: number;
		confirmedAt?: number;
		proof: ConsentProof;
	}>;
	optOuts: Array<{ source: string; at: number; recordedAt: number }>;
	messages: Array<{
		campaign: string;
		purpose: string;
		state: string;
		/** absent for what never left */
		sentAt?: number;
		parts?: number;
		live: boolean;
	}>;
}

export interface ErasePersonRequest {
	brand: string;
	to: E164;
	/** id of the request, e.g. of the execution */
	sourceRef: string;
	now: number;
	dryRun?: boolean;
}

export interface Erasure {
	/** reserved messages that will not leave */
	cancelled: number;
	/** statements removed with their proofs */
	proofs: number;
}

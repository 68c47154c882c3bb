import type { FileGrant } from './consent-ledger';
import type { Reason } from '../reasons';

/** The statement in force of a recipient, as the reservation and the claim read it. */
export interface StoredConsent {
	status: 'granted' | 'pending' | 'withdrawn';
	/** ms UTC; null for what a file granted without a date */
	at: number | null;
}

/**
 * Consent is the latest dated statement among ledger and item. What the item shows grants only when it is later than what
 * the ledger holds against it; without a date it is older than anything. Opt-outs come on top: an item lifts none.
 */
export function consentReason(
	stored: StoredConsent | undefined,
	item: FileGrant | undefined,
): Reason | undefined {
	if (!stored || stored.status === 'granted' || isLater(item, stored)) return undefined;
	return stored.status === 'pending' ? 'CONSENT_PENDING' : 'NO_CONSENT';
}

/** Whether the ledger does not know what the item shows: then it is written down, so that it can be proven later. */
export function isNews(stored: StoredConsent | undefined, item: FileGrant | undefined): boolean {
	return item !== undefined && (stored === undefined || isLater(item, stored));
}

function isLater(item: FileGrant | undefined, stored: StoredConsent): boolean {
	return item?.at !== undefined && item.at > (stored.at ?? -Infinity);
}

import type { SmsConsent } from '../item';
import type { FileGrant, LedgerConsent } from '../ledger/consent-ledger';
import { latestMoment, readMoment } from './moment';

/**
 * Consent is the latest dated statement among ledger and item. A refusal in the item without a date stands against
 * anything; a grant without one is older than anything dated. Opt-outs come on top.
 */
export function latestConsent(
	item: SmsConsent | undefined,
	stored: LedgerConsent | undefined,
): SmsConsent | undefined {
	if (stored === undefined || stored.suppressed) return item;
	const storedAt = stored.at ?? -Infinity;
	if (item?.status === 'withdrawn' && !(storedAt > latestMoment(item.at))) return item;
	if (item?.status === 'granted' && !(storedAt > grantedAt(item))) return item;
	return asItem(stored);
}

function grantedAt({ at }: SmsConsent): number {
	const { given } = readMoment(at);
	return Number.isNaN(given) ? -Infinity : given;
}

/** A statement of the ledger as items carry it. */
export function asItem({ status, at, basis, source }: LedgerConsent): SmsConsent {
	return {
		...(status === 'pending' ? { status: 'unknown' as const, pending: true as const } : { status }),
		...(basis && { basis }),
		...(at !== undefined && { at: new Date(at).toISOString() }),
		...(source !== undefined && { source }),
	};
}

/** What an item grants by itself, as the ledger takes it; nothing unless it does. */
export function fileGrant(consent: SmsConsent | undefined): FileGrant | undefined {
	if (consent?.status !== 'granted' || consent.pending) return undefined;
	const { at, basis, source } = consent;
	const { given } = readMoment(at);
	return { at: Number.isNaN(given) ? undefined : given, basis: basis || undefined, source };
}

import type { SmsItem } from '../../core/item';

/** Where a contact stands, as a person counts: every contact stands in exactly one place. */
export type Standing = 'ready' | 'waiting' | 'held' | 'later' | 'sent' | 'failed' | 'toCheck';

const BY_STATUS: Partial<Record<NonNullable<SmsItem['status']>, Standing>> = {
	held: 'held',
	cancelled: 'held',
	later: 'later',
	accepted: 'sent',
	delivered: 'sent',
	undelivered: 'sent',
	expired: 'sent',
	refused: 'failed',
	in_doubt: 'toCheck',
};

/**
 * A contact of *Everyone Else* is out of the campaign as long as no text was written for it. One that SMS Frequency Cap
 * allows for later than now waits for the sending hours.
 * @param now milliseconds since 1970 UTC
 */
export function standingOf(
	{ status, reason, message, nextAllowedAt }: SmsItem,
	now: number,
): Standing {
	if (reason === 'NOT_IN_SEGMENT' && !message) return 'held';
	const known = status && BY_STATUS[status];
	if (known) return known;
	return nextAllowedAt !== undefined && Date.parse(nextAllowedAt) > now ? 'waiting' : 'ready';
}

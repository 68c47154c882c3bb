import type { SmsConsent, SmsContact, SmsItem } from '../item';
import type { ContactField } from './headers';

export interface ReadContact {
	/** position of the row in the input */
	row: number;
	sms: SmsItem;
}

export type HeldReason = 'INVALID_NUMBER' | 'NOT_MOBILE' | 'DUPLICATE';

export interface ContactSummary {
	rows: number;
	ready: number;
	held: Record<HeldReason, number>;
	/** among the ready ones */
	kinds: Record<SmsContact['kind'], number>;
	/** among the ready ones; no consent column counts as unknown */
	consent: Record<SmsConsent['status'], number>;
	/** filled cells that could not be read, by field */
	unreadable: Partial<Record<ContactField, number>>;
}

/** What came of the rows, for the line a person reads above the result. */
export function summarize(
	contacts: readonly ReadContact[],
	unreadable: ContactSummary['unreadable'],
): ContactSummary {
	const summary: ContactSummary = {
		rows: contacts.length,
		ready: 0,
		held: { INVALID_NUMBER: 0, NOT_MOBILE: 0, DUPLICATE: 0 },
		kinds: { client: 0, prospect: 0 },
		consent: { granted: 0, withdrawn: 0, unknown: 0 },
		unreadable,
	};
	for (const { sms } of contacts) {
		const reason = sms.reason;
		if (reason === 'INVALID_NUMBER' || reason === 'NOT_MOBILE' || reason === 'DUPLICATE') {
			summary.held[reason]++;
			continue;
		}
		summary.ready++;
		summary.kinds[sms.contact?.kind ?? 'prospect']++;
		summary.consent[sms.consent?.status ?? 'unknown']++;
	}
	return summary;
}

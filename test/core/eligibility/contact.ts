import { tighten } from '../../../core/calendar/sending-hours';
import type { E164, SmsItem } from '../../../core/item';
import type { EligibilityRules } from '../../../core/eligibility/rules';

/** Friday 20 November 2026, 10:00 in Paris: inside every preset. */
export const NOW = Date.parse('2026-11-20T09:00:00Z');

export const RULES: EligibilityRules = {
	language: 'en',
	sender: 'LUMEN',
	hours: tighten('strict'),
	maxParts: 2,
	stopFooter: 'us',
};

/** From a range kept for films and books: reaches nobody. */
export const number = (index: number): E164 => `+3363998${String(index).padStart(4, '0')}` as E164;

export const withText = (text: string, more: Partial<SmsItem> = {}): SmsItem =>
	contact({ message: { text, encoding: 'GSM-7', units: text.length, parts: 1 }, ...more });

/** Someone who may be written to. */
export const contact = (more: Partial<SmsItem> = {}): SmsItem => ({
	to: number(1),
	purpose: 'marketing',
	consent: { status: 'granted', basis: 'consent', at: '2026-01-15', source: 'till' },
	contact: { kind: 'client', postalCode: '75001' },
	...more,
});

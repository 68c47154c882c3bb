import { DateTime } from 'luxon';
import type { HeldVerdict } from '../../core/eligibility';
import type { SmsItem } from '../../core/item';
import type { Brand } from '../../core/ledger';

const POSSIBLE_AGAIN = {
	en: (date: string) => `, possible again from ${date}`,
	fr: (date: string) => `, à nouveau possible à partir du ${date}`,
};

/** A refusal as the item carries it. When time will lift it, the sentence says when, in the brand's language and zone. */
export function heldPatch(
	{ reason, detail, nextAllowedAt }: HeldVerdict,
	{ language, timezone }: Brand,
): Partial<SmsItem> {
	if (nextAllowedAt === undefined) return { status: 'held', reason, detail };
	const moment = DateTime.fromMillis(nextAllowedAt, { zone: timezone, locale: language });
	return {
		status: 'held',
		reason,
		detail: detail + POSSIBLE_AGAIN[language](moment.toFormat('d LLLL yyyy HH:mm')),
		nextAllowedAt: isoOf(nextAllowedAt),
	};
}

/** ms UTC as the items carry times */
export const isoOf = (at: number): string => new Date(at).toISOString();

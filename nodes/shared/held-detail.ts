import { DateTime } from 'luxon';
import type { HeldVerdict } from '../../core/eligibility';
import type { SmsItem } from '../../core/item';
import type { Brand } from '../../core/ledger';
import type { Language } from '../../core/reasons';

const POSSIBLE_AGAIN: Record<Language, (day: string, time: string) => string> = {
	en: (day, time) => `, possible again from ${day} at ${time}`,
	fr: (day, time) => `, à nouveau possible à partir du ${day.replace(/^1 /, '1er ')} à ${time}`,
};

/** A refusal as the item carries it. When time will lift it, the sentence says when, in the brand's language and zone. */
export function heldPatch(
	{ reason, detail, nextAllowedAt }: HeldVerdict,
	{ language, timezone }: Brand,
): Partial<SmsItem> {
	if (nextAllowedAt === undefined) return { status: 'held', reason, detail };
	const moment = DateTime.fromMillis(nextAllowedAt, { zone: timezone, locale: language });
	const again = POSSIBLE_AGAIN[language];
	return {
		status: 'held',
		reason,
		detail: detail + again(moment.toFormat('d LLLL yyyy'), moment.toFormat('HH:mm')),
		nextAllowedAt: isoOf(nextAllowedAt),
	};
}

/** ms UTC as the items carry times */
export const isoOf = (at: number): string => new Date(at).toISOString();

import type { INodeExecutionData } from 'n8n-workflow';
import type { Reason } from '../../core/reasons';
import { count } from './hints';
import { countReasons } from './items';

/** A few words for a hint that counts contacts by reason: "62 at the cap, 8 without consent". */
const WORDS: Record<Reason, string> = {
	INVALID_NUMBER: 'with an unreadable number',
	NOT_MOBILE: 'without a mobile number',
	DUPLICATE: 'twice in this run',
	SUPPRESSED: 'after STOP',
	NO_CONSENT: 'without consent',
	CONSENT_EXPIRED: 'with a consent too old',
	MINOR: 'under age',
	OUT_OF_ZONE: 'out of zone',
	NOT_IN_SEGMENT: 'in no segment',
	BAD_SENDER: 'for a sender name not allowed',
	FORBIDDEN_TOPIC: 'for a forbidden topic',
	PUBLIC_SHORTENER: 'for a public short link',
	STOP_MISSING: 'for a missing STOP mention',
	TOO_LONG: 'for a text too long',
	MISSING_FIELD: 'for a missing field',
	OUTSIDE_HOURS: 'outside the sending hours',
	CAPPED: 'at the cap',
	ALREADY_SENT: 'already written to',
	IN_PROGRESS: 'in another run',
	IN_DOUBT: 'to check',
	REF_MISMATCH: 'changed after the cap',
	CONSENT_PENDING: 'not confirmed yet',
	CONTROL_GROUP: 'in the control group',
	CAMPAIGN_PAUSED: 'in a paused campaign',
	CAMPAIGN_CANCELLED: 'in a cancelled campaign',
	BUDGET_SPENT: 'beyond the budget',
};

/** `['62 at the cap', '8 without consent']`, in the order met. */
export function reasonWords(items: readonly INodeExecutionData[]): string[] {
	return wordsOfReasons(Object.entries(countReasons(items)) as Array<[Reason, number]>);
}

/** The same of reasons that are counted already. */
export function wordsOfReasons(counts: Iterable<readonly [Reason, number]>): string[] {
	return Array.from(counts, ([reason, number]) => `${count(number)} ${WORDS[reason]}`);
}

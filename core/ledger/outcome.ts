import type { Answer } from './ledger';
import { safeCode } from './names';
import { integer, integerOrNull, messageState, purpose, type Row } from './row';
import {
	holdsSlot,
	isSpent,
	isSuccess,
	next,
	type MessageEvent,
	type MessageState,
} from './states';

/** What a gateway's answer is, as an event of the message. */
export const ANSWER_EVENT: Record<Answer['outcome'], MessageEvent> = {
	accepted: 'answerAccepted',
	refused: 'answerRefused',
	in_doubt: 'answerInDoubt',
	not_sent: 'answerNotSent',
};

/** What is now known about an attempt. */
export interface Outcome {
	event: MessageEvent;
	code?: string;
	providerId?: string;
	permanent?: boolean;
	parts?: number;
	/** micros */
	cost?: number;
}

/** What it changes: the attempt in any case, its message only when it moves. */
export interface Consequence {
	attempt: { outcome: MessageState; code: string | null; providerId: string | null };
	message?: {
		id: number;
		campaign: number;
		live: boolean;
		state: MessageState;
		slotAt: number | null;
		permanent: boolean;
		parts: number | null;
		/** micros, of the message */
		cost: number | null;
		/** micros the campaign has spent more, or less when negative */
		spent: number;
	};
}

/**
 * Decides what an outcome does to an attempt and to its message, with place and budget. Idempotent, never backwards.
 * @param attempt a row with the columns of the attempt and its message: ref, current_ref, outcome, started_at, id,
 * campaign_id, live, purpose, state, slot_at, cost
 */
export function consequenceOf(attempt: Row, outcome: Outcome): Consequence {
	const known =
		attempt.outcome === null ? 'sending' : messageState({ state: attempt.outcome ?? null });
	const ended = {
		outcome: next(known, outcome.event) ?? known,
		code: safeCode(outcome.code),
		providerId: outcome.providerId ?? null,
	};
	const current = attempt.ref === attempt.current_ref;
	if (!current && !isSuccess(outcome.event)) return { attempt: ended };
	const state = messageState(attempt);
	const to = next(state, outcome.event) ?? (outcome.event === 'answerAccepted' ? state : undefined);
	return to === undefined
		? { attempt: ended }
		: { attempt: ended, message: moved(attempt, to, outcome) };
}

function moved(attempt: Row, to: MessageState, { event, permanent, parts, cost }: Outcome) {
	const before = integerOrNull(attempt, 'cost');
	const after = cost ?? before;
	const spentBefore = isSpent(messageState(attempt)) ? (before ?? 0) : 0;
	return {
		id: integer(attempt, 'id'),
		campaign: integer(attempt, 'campaign_id'),
		live: attempt.live === 1,
		state: to,
		slotAt: slotAfter(attempt, to),
		permanent: to === 'refused' && event !== 'answerNotSent' && permanent === true,
		parts: parts ?? null,
		cost: after,
		spent: (isSpent(to) ? (after ?? 0) : 0) - spentBefore,
	};
}

/** A refusal gives the place back; a success that comes after all takes it again, at the time of its call. */
function slotAfter(attempt: Row, to: MessageState): number | null {
	if (purpose(attempt) !== 'marketing' || !holdsSlot(to)) return null;
	const late = isSpent(to) && !isSpent(messageState(attempt));
	return late ? integer(attempt, 'started_at') : integerOrNull(attempt, 'slot_at');
}

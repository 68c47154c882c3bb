import { safeCode } from '../names';
import {
	holdsSlot,
	isSpent,
	isSuccess,
	next,
	type MessageEvent,
	type MessageState,
} from '../states';
import { debit } from './campaigns';
import type { Connection } from './connection';
import { integer, integerOrNull, messageState, purpose, text, type Row } from '../row';
import * as sql from './statements';

export interface Outcome {
	event: MessageEvent;
	code?: string;
	providerId?: string;
	permanent?: boolean;
	parts?: number;
	/** micros */
	cost?: number;
}

/**
 * Applies what is now known about an attempt to it and to its message, with place and budget. To be called inside a
 * writing transaction; `attempt` is a row of FIND_ATTEMPT. Idempotent, never backwards.
 */
export function applyOutcome(
	connection: Connection,
	attempt: Row,
	outcome: Outcome,
	now: number,
): void {
	const known =
		attempt.outcome === null ? 'sending' : messageState({ state: attempt.outcome ?? null });
	connection
		.statement(sql.END_ATTEMPT)
		.run(
			next(known, outcome.event) ?? known,
			safeCode(outcome.code),
			outcome.providerId ?? null,
			now,
			text(attempt, 'ref'),
		);
	const current = attempt.ref === attempt.current_ref;
	if (!current && !isSuccess(outcome.event)) return;
	const state = messageState(attempt);
	const to = next(state, outcome.event) ?? (outcome.event === 'answerAccepted' ? state : undefined);
	if (to !== undefined) move(connection, attempt, to, outcome, now);
}

function move(
	connection: Connection,
	attempt: Row,
	to: MessageState,
	{ permanent, parts, cost }: Outcome,
	now: number,
): void {
	const state = messageState(attempt);
	const before = integerOrNull(attempt, 'cost');
	const after = cost ?? before;
	const [id, campaign] = [integer(attempt, 'id'), integer(attempt, 'campaign_id')];
	connection
		.statement(sql.MOVE_MESSAGE)
		.run(
			to,
			slotAfter(attempt, to),
			to === 'refused' && permanent ? 1 : 0,
			parts ?? null,
			after,
			now,
			id,
		);
	const spent = (isSpent(to) ? (after ?? 0) : 0) - (isSpent(state) ? (before ?? 0) : 0);
	debit(connection, campaign, attempt.live === 1, spent);
}

/** A refusal gives the place back; a success that comes after all takes it again, at the time of its call. */
function slotAfter(attempt: Row, to: MessageState): number | null {
	if (purpose(attempt) !== 'marketing' || !holdsSlot(to)) return null;
	const late = isSpent(to) && !isSpent(messageState(attempt));
	return late ? integer(attempt, 'started_at') : integerOrNull(attempt, 'slot_at');
}

import { consequenceOf, type Outcome } from '../outcome';
import { text, type Row } from '../row';
import { debit } from '../operations/campaigns';
import type { Connection } from './connection';
import * as sql from './statements';

/**
 * Writes what is now known about an attempt, a row of FIND_ATTEMPT. To be called inside a writing transaction.
 */
export function applyOutcome(
	connection: Connection,
	attempt: Row,
	outcome: Outcome,
	now: number,
): void {
	const { attempt: ended, message } = consequenceOf(attempt, outcome);
	connection
		.statement(sql.END_ATTEMPT)
		.run(ended.outcome, ended.code, ended.providerId, now, text(attempt, 'ref'));
	if (!message) return;
	const { id, campaign, live, state, slotAt, permanent, parts, cost, spent } = message;
	connection
		.statement(sql.MOVE_MESSAGE)
		.run(state, slotAt, permanent ? 1 : 0, parts, cost, now, id);
	connection.perform(debit(campaign, live, spent));
}

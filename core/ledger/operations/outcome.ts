import { consequenceOf, type Outcome } from '../outcome';
import { text, type Row } from '../row';
import { debit } from './campaigns';
import { run, type Work } from '../work';

const END_ATTEMPT = `UPDATE attempt SET outcome = ?, code = coalesce(?, code), provider_id = coalesce(?, provider_id), final_at = ?
WHERE ref = ?`;

const MOVE_MESSAGE = `UPDATE message SET state = ?, slot_at = ?, permanent = ?, parts = coalesce(?, parts), cost = ?, updated_at = ?
WHERE id = ?`;

/**
 * Writes what is now known about an attempt, a row of FIND_ATTEMPT. To be called inside a writing transaction.
 */
export function* applyOutcome(attempt: Row, outcome: Outcome, now: number): Work<void> {
	const { attempt: ended, message } = consequenceOf(attempt, outcome);
	const { code, providerId } = ended;
	yield* run(END_ATTEMPT, ended.outcome, code, providerId, now, text(attempt, 'ref'));
	if (!message) return;
	const { id, campaign, live, state, slotAt, permanent, parts, cost, spent } = message;
	yield* run(MOVE_MESSAGE, state, slotAt, permanent ? 1 : 0, parts, cost, now, id);
	yield* debit(campaign, live, spent);
}

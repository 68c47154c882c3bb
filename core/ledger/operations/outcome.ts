import { consequenceOf, type Outcome } from '../outcome';
import { text, type Row } from '../row';
import { debit } from './campaigns';
import { run, type Work } from '../work';

const END_ATTEMPT = `UPDATE attempt SET outcome = ?, code = coalesce(?, code), provider_id = coalesce(?, provider_id), final_at = ?
WHERE ref = ?`;

const REST = 'permanent = ?, parts = coalesce(?, parts), cost = ?, updated_at = ? WHERE id = ?';
const MOVE_MESSAGE = `UPDATE message SET state = ?, slot_at = ?, ${REST}`;

/** Most messages stay where they are: the index of the slots is then not written to. */
const MOVE_IN_PLACE = `UPDATE message SET state = ?, ${REST}`;

/**
 * Writes what is now known about an attempt, a row of FIND_ATTEMPT. To be called inside a writing transaction.
 */
export function* applyOutcome(attempt: Row, outcome: Outcome, now: number): Work<void> {
	const { attempt: ended, message } = consequenceOf(attempt, outcome);
	const { code, providerId } = ended;
	yield* run(END_ATTEMPT, ended.outcome, code, providerId, now, text(attempt, 'ref'));
	if (!message) return;
	const { id, campaign, live, state, slotAt, permanent, parts, cost, spent } = message;
	const rest = [permanent ? 1 : 0, parts, cost, now, id];
	if (slotAt === attempt.slot_at) yield* run(MOVE_IN_PLACE, state, ...rest);
	else yield* run(MOVE_MESSAGE, state, slotAt, ...rest);
	yield* debit(campaign, live, spent);
}

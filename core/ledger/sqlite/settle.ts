import type { Answer } from '../ledger';
import { next, type MessageEvent } from '../states';
import { moveClock } from '../operations/clock';
import type { Connection } from './connection';
import { applyOutcome } from './outcome';
import { applyWaiting, type Told } from './report';
import { integer, text } from '../row';
import * as sql from './statements';

const EVENT: Record<Answer['outcome'], MessageEvent> = {
	accepted: 'answerAccepted',
	refused: 'answerRefused',
	in_doubt: 'answerInDoubt',
	not_sent: 'answerNotSent',
};

/** Answers of a wrong clock are taken too: what was sent must be known. An unknown reference changes nothing. */
export async function settle(
	connection: Connection,
	answers: Answer[],
	now: number,
): Promise<void> {
	let told: Told[] = [];
	await connection.inBatches({
		mode: 'durable',
		count: answers.length,
		begin: () => {
			told = [];
			connection.perform(moveClock(now));
			return (index) => {
				const answer = answers[index];
				const attempt = answer && connection.statement(sql.FIND_ATTEMPT).get(answer.ref);
				if (!answer || !attempt) return;
				applyOutcome(connection, attempt, { ...answer, event: EVENT[answer.outcome] }, now);
				const { providerId } = answer;
				if (providerId === undefined) return;
				told.push({ gateway: text(attempt, 'gateway'), providerId, attempt });
			};
		},
		// Once all ids of the batch are known, so that one id shared by many is seen to be shared.
		end: () => told.forEach((known) => applyWaiting(connection, known, now)),
	});
}

/** Gives back reservations; anything else stays as it is. */
export async function release(
	connection: Connection,
	refs: string[],
	now: number,
): Promise<number> {
	const released = await connection.inBatches({
		mode: 'write',
		count: refs.length,
		begin: () => (index) => {
			const row = connection.statement(sql.FIND_RESERVED_BY_REF).get(refs[index] ?? '');
			if (!row) return 0;
			const state = next('reserved', 'cancel') ?? 'reserved';
			connection.statement(sql.FREE_MESSAGE).run(state, now, integer(row, 'id'));
			return 1;
		},
	});
	return released.reduce<number>((sum, one) => sum + one, 0);
}

const SWEEP_AT_ONCE = 500;

/** A message found in `sending` past its lease may have left: in doubt, never reserved again by itself. */
export async function sweep(connection: Connection, now: number): Promise<number> {
	for (let total = 0; ;) {
		const moved = await connection.transaction('durable', () => {
			const clock = connection.perform(moveClock(now));
			const rows = connection.statement(sql.FIND_LEASE_PASSED).all(clock, SWEEP_AT_ONCE);
			const state = next('sending', 'leasePassed') ?? 'in_doubt';
			for (const row of rows)
				connection.statement(sql.SET_IN_DOUBT).run(state, now, integer(row, 'id'));
			return rows.length;
		});
		total += moved;
		if (moved < SWEEP_AT_ONCE) return total;
	}
}

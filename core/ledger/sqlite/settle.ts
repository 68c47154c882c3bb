import type { Answer } from '../ledger';
import { ANY_AWAITED, FIND_ATTEMPT, IS_AWAITED } from '../operations/attempts';
import { moveClock } from '../operations/clock';
import { applyOutcome } from '../operations/outcome';
import { applyWaiting, type Told } from '../operations/report';
import { ANSWER_EVENT } from '../outcome';
import { integer, text, type Row } from '../row';
import { first } from '../work';
import type { Connection } from './connection';
import { attemptRow } from './list-rows';
import { LookAhead } from './look-ahead';
import { FIND_ATTEMPTS } from './statements';

/** Answers of a wrong clock are taken too: what was sent must be known. An unknown reference changes nothing. */
export async function settle(
	connection: Connection,
	answers: readonly Answer[],
	now: number,
): Promise<void> {
	const told: Told[] = [];
	await connection.inBatches({
		mode: 'durable',
		count: answers.length,
		begin: () => {
			connection.perform(moveClock(now));
			const reports = connection.perform(first(ANY_AWAITED)) !== undefined;
			const attemptAt = attemptsOf(connection, answers);
			return (position) => {
				const [answer, attempt] = [answers[position], attemptAt(position)];
				if (!answer || !attempt) return;
				const outcome = { ...answer, event: ANSWER_EVENT[answer.outcome] };
				connection.perform(applyOutcome(attempt, outcome, now));
				const { providerId } = answer;
				if (!reports || providerId === undefined) return;
				const gateway = text(attempt, 'gateway');
				if (connection.perform(first(IS_AWAITED, gateway, providerId)))
					told.push({ gateway, providerId, attempt });
			};
		},
	});
	// Once all ids are known, so that one id shared by many is seen to be shared.
	await connection.inBatches({
		mode: 'durable',
		count: told.length,
		begin: () => (position) => {
			const known = told[position];
			if (known) connection.perform(applyWaiting(known, now));
		},
	});
}

/** The attempt each answer is about, as it is now. To be called inside a transaction. */
function attemptsOf(connection: Connection, answers: readonly Answer[]) {
	const ahead = new LookAhead(answers.length, (from, to) => {
		const refs = answers.slice(from, to).map(({ ref }) => ref);
		const rows = new Array<Row | undefined>(refs.length).fill(undefined);
		for (const list of connection.lists(FIND_ATTEMPTS, JSON.stringify(refs))) {
			const row = attemptRow(list);
			rows[integer(row, 'n')] = row;
		}
		return rows;
	});
	const moved = new Set<number>();
	return (position: number): Row | undefined => {
		const attempt = ahead.at(position);
		if (!attempt) return undefined;
		const before = moved.size;
		if (moved.add(integer(attempt, 'id')).size > before) return attempt;
		// An answer about the same message a moment ago has moved it.
		return connection.statement(FIND_ATTEMPT).get(text(attempt, 'ref'));
	};
}

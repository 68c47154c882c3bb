import type { Answer } from '../ledger';
import { ATTEMPT_COLUMNS } from '../operations/attempts';
import { debit } from '../operations/campaigns';
import { moveClock } from '../operations/clock';
import type { Told } from '../operations/report';
import { ANSWER_EVENT, consequenceOf, type Consequence } from '../outcome';
import { integer, text, type Row } from '../row';
import type { Database } from './database';
import { applyLate } from './late';
import { json, type Transaction } from './transaction';

const AT_ONCE = 500;

/** In one order, so that two answers never wait for each other in a circle; each row as it is once it is locked. */
export const LOCK_ATTEMPTS = `SELECT ${ATTEMPT_COLUMNS} FROM attempt a JOIN message m ON m.id = a.message_id
WHERE a.ref = ANY(?::text[]) ORDER BY m.id FOR NO KEY UPDATE OF m, a`;

const END_ATTEMPTS = `UPDATE attempt a SET outcome = j.outcome, code = coalesce(j.code, a.code),
provider_id = coalesce(j.provider_id, a.provider_id), final_at = ?::bigint
FROM jsonb_to_recordset(?::jsonb) AS j(ref text, outcome text, code text, provider_id text) WHERE a.ref = j.ref`;

const MOVE_MESSAGES = `UPDATE message m SET state = j.state, slot_at = j.slot_at, permanent = j.permanent,
parts = coalesce(j.parts, m.parts), cost = j.cost, updated_at = ?::bigint
FROM jsonb_to_recordset(?::jsonb) AS j(id bigint, state text, slot_at bigint, permanent smallint, parts bigint, cost bigint) WHERE m.id = j.id`;

type Moved = NonNullable<Consequence['message']>;

/** As the shared operation, a batch in a few statements. Answers of a wrong clock are taken too. */
export async function settle(database: Database, answers: Answer[], now: number): Promise<void> {
	if (answers.length === 0) return;
	// Apart: a row that everybody reads must not be kept while a batch is written.
	await database.transaction('write', async (open) => await open.perform(moveClock(now)));
	const told: Told[] = [];
	for (let from = 0; from < answers.length; from += AT_ONCE) {
		const page = answers.slice(from, from + AT_ONCE);
		const known = await database.transaction('durable', async (open) => {
			const found: Told[] = [];
			let rest = page;
			// Of two answers about one message, the second stands on what the first has made of it.
			while (rest.length > 0) rest = await settleOnce(open, rest, now, found);
			return found;
		});
		for (const one of known) told.push(one);
	}
	// Once all ids are known, so that one id shared by many is seen to be shared.
	await applyLate(database, told, now);
}

/** Writes the first answer about each message; gives those that are left. */
async function settleOnce(
	open: Transaction,
	answers: Answer[],
	now: number,
	told: Told[],
): Promise<Answer[]> {
	const refs = [...new Set(answers.map(({ ref }) => ref))];
	const rows = await open.all(LOCK_ATTEMPTS, refs);
	const attempts = new Map(rows.map((row) => [text(row, 'ref'), row]));
	const written = new Map<number, Consequence>();
	const ended: Row[] = [];
	const left: Answer[] = [];
	for (const answer of answers) {
		const attempt = attempts.get(answer.ref);
		if (!attempt) continue;
		const id = integer(attempt, 'id');
		if (written.has(id)) {
			left.push(answer);
			continue;
		}
		const consequence = consequenceOf(attempt, { ...answer, event: ANSWER_EVENT[answer.outcome] });
		written.set(id, consequence);
		const { outcome, code, providerId } = consequence.attempt;
		ended.push({ ref: answer.ref, outcome, code, provider_id: providerId });
		if (providerId !== null) told.push({ gateway: text(attempt, 'gateway'), providerId, attempt });
	}
	if (ended.length > 0) await open.run(END_ATTEMPTS, now, json(ended));
	await move(
		open,
		[...written.values()].flatMap(({ message }) => message ?? []),
		now,
	);
	return left;
}

async function move(open: Transaction, messages: Moved[], now: number): Promise<void> {
	if (messages.length === 0) return;
	const rows = messages.map(({ id, state, slotAt, permanent, parts, cost }) => ({
		...{ id, state, slot_at: slotAt, permanent: permanent ? 1 : 0, parts, cost },
	}));
	await open.run(MOVE_MESSAGES, now, json(rows));
	const sums = new Map<string, Moved>();
	for (const message of messages) {
		const place = `${message.campaign} ${message.live}`;
		const spent = message.spent + (sums.get(place)?.spent ?? 0);
		sums.set(place, { ...message, spent });
	}
	const inOrder = [...sums.values()].sort((a, b) => a.campaign - b.campaign);
	for (const { campaign, live, spent } of inOrder) await open.perform(debit(campaign, live, spent));
}

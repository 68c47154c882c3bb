import type { LedgerKey } from '../key';
import type { Connection } from './connection';

const KEPT_MS = 30 * 24 * 3_600_000;
/** More than come in with one call, so that the tables never grow past what 30 days bring. */
const FORGOTTEN_AT_ONCE = 500;

const ADD = 'INSERT INTO seen(key, at) VALUES (?, ?) ON CONFLICT(key) DO NOTHING';
const FORGET_SEEN =
	'DELETE FROM seen WHERE key IN (SELECT key FROM seen WHERE at < ? ORDER BY at LIMIT ?)';
const FORGET_REPORTS =
	'DELETE FROM event WHERE key IN (SELECT key FROM event WHERE received_at < ? ORDER BY received_at LIMIT ?)';

/** A key may hold the number of the person who wrote: it is kept as a keyed hash. */
export async function firstSeen(
	connection: Connection,
	key: LedgerKey,
	source: string,
	keys: string[],
	now: number,
): Promise<boolean[]> {
	const hashes = keys.map((one) => key.hash(`seen:${source}\n${one}`));
	return await connection.inBatches({
		mode: 'write',
		count: hashes.length,
		begin: () => (index) => connection.statement(ADD).run(hashes[index] ?? '', now).changes !== 0,
		end: () => forgetOldEvents(connection, now),
	});
}

/** Events older than 30 days: no gateway repeats them any more. To be called inside a transaction. */
export function forgetOldEvents(connection: Connection, now: number): void {
	for (const forget of [FORGET_SEEN, FORGET_REPORTS])
		connection.statement(forget).run(now - KEPT_MS, FORGOTTEN_AT_ONCE);
}

import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from '../../../vendor/pg';
import { isConflict } from './trouble';

/**
 * Each transaction that changes something leaves a mark of its own in the same commit: when the answer to COMMIT is lost, the
 * mark tells what became of it. PostgreSQL's own word, `pg_xact_status`, will not do: after a crash of the server the number
 * of a transaction that was lost is given to another, which is committed.
 */
export const newMark = (): string => randomUUID();

/** One message for both: the mark is written when the transaction has changed something, and it is committed. */
export const commitWith = (mark: string): string =>
	`INSERT INTO commit_mark(mark, made, at) SELECT '${mark}', 1, ${MOMENT} WHERE txid_current_if_assigned() IS NOT NULL; COMMIT`;

/** ms UTC, as the server has it */
const MOMENT = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

/** In the place of a mark that is not there: from now on the transaction cannot commit. Waits for one still under way. */
const TAKE_PLACE = `INSERT INTO commit_mark(mark, made, at) VALUES ($1, 0, ${MOMENT}) ON CONFLICT(mark) DO NOTHING`;
const LONGEST_WAIT = "SET LOCAL lock_timeout TO '5s'";
const UNDEFINED_TABLE = '42P01';

/**
 * Whether the transaction of a mark was committed; nothing when that cannot be told yet. After `false` it never will be.
 * @throws what pg throws for a connection that is lost
 */
export async function wasCommitted(
	pool: Pool,
	path: string,
	mark: string,
): Promise<boolean | undefined> {
	const client = await pool.connect();
	let done = false;
	try {
		await client.query(`BEGIN; ${path}; ${LONGEST_WAIT}`);
		await client.query(TAKE_PLACE, [mark]);
		const { rows } = await client.query('SELECT made FROM commit_mark WHERE mark = $1', [mark]);
		await client.query('COMMIT');
		done = true;
		return rows[0]?.made === 1;
	} catch (error) {
		if (isConflict(error)) return undefined;
		// The ledger itself was to be made by it, and was not.
		if (error instanceof Error && 'code' in error && error.code === UNDEFINED_TABLE) return false;
		throw error;
	} finally {
		client.release(!done);
	}
}

/** Nobody asks about a commit for longer than its patience. */
const FORGET = `DELETE FROM commit_mark WHERE mark IN (SELECT mark FROM commit_mark
WHERE at < ${MOMENT} - 3600000 ORDER BY at LIMIT 1000 FOR UPDATE SKIP LOCKED)`;

/** To be called now and then, inside a writing transaction. */
export async function forgetOldMarks(client: PoolClient): Promise<void> {
	await client.query(FORGET);
}

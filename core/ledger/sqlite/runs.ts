import type { RunGrant } from '../ledger';
import type { Connection } from './connection';
import { integer, text, textOrNull } from '../row';

const ADD = `INSERT INTO run_grant(execution_id, live, retry_of, at) VALUES (?, ?, ?, ?)
ON CONFLICT(execution_id) DO NOTHING`;
const FIND = 'SELECT execution_id, live, retry_of, at FROM run_grant WHERE execution_id = ?';

/** The first word counts: several nodes of one execution record it. */
export async function recordRun(
	connection: Connection,
	{ executionId, live, retryOf, at }: RunGrant,
): Promise<void> {
	await connection.transaction('write', () =>
		connection.statement(ADD).run(executionId, live ? 1 : 0, retryOf ?? null, at),
	);
}

export async function findRun(
	connection: Connection,
	executionId: string,
): Promise<RunGrant | undefined> {
	return await connection.transaction('read', () => {
		const row = connection.statement(FIND).get(executionId);
		if (!row) return undefined;
		const retryOf = textOrNull(row, 'retry_of');
		return {
			executionId: text(row, 'execution_id'),
			live: row.live === 1,
			...(retryOf === null ? {} : { retryOf }),
			at: integer(row, 'at'),
		};
	});
}

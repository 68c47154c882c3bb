import type { RunGrant } from '../ledger';
import { integer, text, textOrNull } from '../row';
import { first, run, type Store } from '../work';

const ADD = `INSERT INTO run_grant(execution_id, live, retry_of, at) VALUES (?, ?, ?, ?)
ON CONFLICT(execution_id) DO NOTHING`;
const FIND = 'SELECT execution_id, live, retry_of, at FROM run_grant WHERE execution_id = ?';

/** The first word counts: several nodes of one execution record it. */
export async function recordRun(
	store: Store,
	{ executionId, live, retryOf, at }: RunGrant,
): Promise<void> {
	await store.transaction('write', () => run(ADD, executionId, live ? 1 : 0, retryOf ?? null, at));
}

export async function findRun(store: Store, executionId: string): Promise<RunGrant | undefined> {
	return await store.transaction('read', function* () {
		const row = yield* first(FIND, executionId);
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

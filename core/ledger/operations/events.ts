import type { LedgerKey } from '../key';
import { run, type Store, type Work } from '../work';

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
	store: Store,
	key: LedgerKey,
	source: string,
	keys: string[],
	now: number,
): Promise<boolean[]> {
	const hashes = keys.map((one) => key.hash(`seen:${source}\n${one}`));
	return await store.inBatches({
		mode: 'write',
		count: hashes.length,
		begin: function* () {
			return function* (index) {
				return (yield* run(ADD, hashes[index] ?? '', now)) !== 0;
			};
		},
		end: () => forgetOldEvents(now),
	});
}

/** Events older than 30 days: no gateway repeats them any more. To be called inside a transaction. */
export function* forgetOldEvents(now: number): Work<void> {
	for (const forget of [FORGET_SEEN, FORGET_REPORTS])
		yield* run(forget, now - KEPT_MS, FORGOTTEN_AT_ONCE);
}

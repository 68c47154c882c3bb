import type { Turn, TurnRequest } from '../ledger';
import { integer } from '../row';
import { first, firstLocked, run, type Store } from '../work';

const ADD = 'INSERT INTO account(name) VALUES (?) ON CONFLICT(name) DO NOTHING';
const FIND = 'SELECT next_at, paused_until FROM account WHERE name = ?';
const MOVE = 'UPDATE account SET next_at = ? WHERE name = ?';

const PAUSE = `INSERT INTO account(name, paused_until) VALUES (?, ?)
ON CONFLICT(name) DO UPDATE SET paused_until = excluded.paused_until WHERE excluded.paused_until > account.paused_until`;

const PAUSED = 'SELECT paused_until FROM account WHERE name = ? AND paused_until > ?';

/** One row per account that every process takes its turn from. Lost in a power cut, it only begins anew. */
export async function takeTurn(
	store: Store,
	{ account, units, perSecond, now }: TurnRequest,
): Promise<Turn> {
	const length = perSecond === undefined ? 0 : Math.ceil((units * 1000) / perSecond);
	return await store.transaction('write', function* () {
		yield* run(ADD, account);
		const row = yield* firstLocked('account', FIND, account);
		const [nextAt, pausedUntil] = row
			? [integer(row, 'next_at'), integer(row, 'paused_until')]
			: [0, 0];
		const startAt = Math.max(now, nextAt, pausedUntil);
		yield* run(MOVE, startAt + length, account);
		return { startAt };
	});
}

export async function pauseAccount(store: Store, account: string, until: number): Promise<void> {
	await store.transaction('write', () => run(PAUSE, account, until));
}

export async function accountPause(
	store: Store,
	account: string,
	now: number,
): Promise<number | undefined> {
	return await store.transaction('read', function* () {
		const row = yield* first(PAUSED, account, now);
		return row && integer(row, 'paused_until');
	});
}

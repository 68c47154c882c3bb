import type { Turn, TurnRequest } from '../ledger';
import type { Connection } from './connection';
import { integer } from '../row';

const TAKE = `INSERT INTO account(name, next_at) VALUES (?1, ?2 + ?3)
ON CONFLICT(name) DO UPDATE SET next_at = max(next_at, paused_until, ?2) + ?3
RETURNING next_at - ?3 AS start_at`;

const PAUSE = `INSERT INTO account(name, paused_until) VALUES (?1, ?2)
ON CONFLICT(name) DO UPDATE SET paused_until = max(paused_until, ?2)`;

const PAUSED = 'SELECT paused_until FROM account WHERE name = ? AND paused_until > ?';

/** One row per account that every process takes its turn from. Lost in a power cut, it only begins anew. */
export async function takeTurn(
	connection: Connection,
	{ account, units, perSecond, now }: TurnRequest,
): Promise<Turn> {
	const length = perSecond === undefined ? 0 : Math.ceil((units * 1000) / perSecond);
	return await connection.transaction('write', () => {
		const row = connection.statement(TAKE).get(account, now, length);
		return { startAt: row ? integer(row, 'start_at') : now };
	});
}

export async function pauseAccount(
	connection: Connection,
	account: string,
	until: number,
): Promise<void> {
	await connection.transaction('write', () => connection.statement(PAUSE).run(account, until));
}

export async function accountPause(
	connection: Connection,
	account: string,
	now: number,
): Promise<number | undefined> {
	return await connection.transaction('read', () => {
		const row = connection.statement(PAUSED).get(account, now);
		return row && integer(row, 'paused_until');
	});
}

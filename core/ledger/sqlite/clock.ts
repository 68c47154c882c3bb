import { failure } from '../failures';
import type { Connection } from './connection';
import { text } from '../row';

const TOLERANCE_MS = 2 * 3_600_000;
const KEY = 'clock_high_water';

/**
 * The ledger's clock: `now`, or the latest time ever seen if that is later. It never goes back, so that a reservation
 * or a lease that has passed stays so when the machine's clock is set back an hour.
 */
export function readClock(connection: Connection, now: number): number {
	const row = connection.statement('SELECT value FROM meta WHERE key = ?').get(KEY);
	return row ? Math.max(now, Number(text(row, 'value'))) : now;
}

/** The same, remembered. */
export function moveClock(connection: Connection, now: number): number {
	const clock = readClock(connection, now);
	if (clock === now) {
		connection
			.statement(
				'INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value',
			)
			.run(KEY, String(Math.trunc(now)));
	}
	return clock;
}

/** A clock that is far behind would put messages into a month that is over. @throws LedgerError `CLOCK` */
export function checkClock(connection: Connection, now: number): void {
	if (now < readClock(connection, now) - TOLERANCE_MS) throw failure('CLOCK');
}

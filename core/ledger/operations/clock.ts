import { failure } from '../failures';
import { text } from '../row';
import { first, run, type Work } from '../work';

const TOLERANCE_MS = 2 * 3_600_000;
const KEY = 'clock_high_water';

/**
 * The ledger's clock: `now`, or the latest time ever seen if that is later. It never goes back, so that a reservation
 * or a lease that has passed stays so when the machine's clock is set back an hour.
 */
export function* readClock(now: number): Work<number> {
	const row = yield* first('SELECT value FROM meta WHERE key = ?', KEY);
	return row ? Math.max(now, Number(text(row, 'value'))) : now;
}

/** The same, remembered. */
export function* moveClock(now: number): Work<number> {
	const clock = yield* readClock(now);
	if (clock === now) {
		yield* run(
			'INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value',
			KEY,
			String(Math.trunc(now)),
		);
	}
	return clock;
}

/** A clock that is far behind would put messages into a month that is over. @throws LedgerError `CLOCK` */
export function* checkClock(now: number): Work<void> {
	if (now < (yield* readClock(now)) - TOLERANCE_MS) throw failure('CLOCK');
}

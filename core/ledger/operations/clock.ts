import { failure } from '../failures';
import { text } from '../row';
import { first, run, type Work } from '../work';

const TOLERANCE_MS = 2 * 3_600_000;
const KEY = 'clock_high_water';
/** Another process, waited for, may have kept a later time meanwhile. */
const KEEP = `INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value
WHERE CAST(excluded.value AS bigint) > CAST(meta.value AS bigint)`;

/** Written down once a second at most: a row that every transaction writes would make them wait for each other. */
const KEPT_EVERY_MS = 1_000;

/**
 * The ledger's clock: `now`, or the latest time kept if that is later. It never goes back, so that a reservation
 * or a lease that has passed stays so when the machine's clock is set back an hour.
 */
export function* readClock(now: number): Work<number> {
	return Math.max(now, (yield* keptClock()) ?? now);
}

function* keptClock(): Work<number | undefined> {
	const row = yield* first('SELECT value FROM meta WHERE key = ?', KEY);
	return row && Number(text(row, 'value'));
}

/** The same, remembered. */
export function* moveClock(now: number): Work<number> {
	const kept = yield* keptClock();
	if (kept === undefined || now - kept >= KEPT_EVERY_MS)
		yield* run(KEEP, KEY, String(Math.trunc(now)));
	return Math.max(now, kept ?? now);
}

/** A clock that is far behind would put messages into a month that is over. @throws LedgerError `CLOCK` */
export function* checkClock(now: number): Work<void> {
	if (now < (yield* readClock(now)) - TOLERANCE_MS) throw failure('CLOCK');
}

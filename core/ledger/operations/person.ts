import type { LedgerKey } from '../key';
import { PERSON_COLUMNS, readPerson, type Person } from '../person-row';
import { newRef } from '../ref';
import { integerOrNull } from '../row';
import { first, firstLocked, run, type Work } from '../work';

const FIND_PERSON = `SELECT ${PERSON_COLUMNS} FROM recipient WHERE brand_id = ? AND hmac = ?`;
const ADD_PERSON = `INSERT INTO recipient(brand_id, hmac, key_epoch) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING ${PERSON_COLUMNS}`;
const LAST_STOP =
	'SELECT max(first_seen) AS seen, max(event_at) AS at FROM optout WHERE recipient_id = ?';
const KEEP_FILE_GRANT = `INSERT INTO consent(ref, recipient_id, status, origin, basis, source, proof, given_at, recorded_at)
SELECT ?, id, 'granted', 'file', consent_basis, consent_source, '{}', consent_at, consent_recorded_at
FROM recipient WHERE id = ? AND consent = 'granted' AND consent_origin = 'file'`;

/** To be called inside a transaction. */
export function* findPerson(brandId: number, hash: Uint8Array): Work<Person | undefined> {
	const row = yield* first(FIND_PERSON, brandId, hash);
	return row && readPerson(row);
}

/** The person, kept from everybody else, made when the number was never seen. To be called inside a writing transaction. */
export function* personOf(key: LedgerKey, brandId: number, hash: Uint8Array): Work<Person> {
	const known = yield* firstLocked('recipient', FIND_PERSON, brandId, hash);
	if (known) return readPerson(known);
	const added = yield* first(ADD_PERSON, brandId, hash, key.epoch);
	// Nothing: another process has just made it.
	const row = added ?? (yield* firstLocked('recipient', FIND_PERSON, brandId, hash));
	if (!row) throw new TypeError('The ledger did not keep a recipient');
	return readPerson(row);
}

/**
 * Whether a grant dated `at` and recorded `now` ends the person's opt-out: both after the STOP and after it was recorded.
 * At the same millisecond the STOP wins. All STOPs count, those ended before too: an old list imported later must not make
 * room for a consent older than the person's last STOP.
 */
export function* lifts(person: Person, at: number, now: number): Work<boolean> {
	if (person.optedOutAt === null || at <= person.optedOutAt || at > now) return false;
	const row = yield* first(LAST_STOP, person.id);
	const last = (name: string) => (row && integerOrNull(row, name)) ?? 0;
	return now > last('seen') && at > last('at');
}

/** Keeps what a file granted in the person's history, before another statement takes its place. */
export function* keepFileGrant(id: number, now: number): Work<void> {
	yield* run(KEEP_FILE_GRANT, newRef(now), id);
}

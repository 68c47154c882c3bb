import type { LedgerKey } from '../key';
import { PERSON_COLUMNS, readPerson, type Person } from '../person-row';
import { newRef } from '../ref';
import type { Connection } from './connection';
import { integerOrNull } from '../row';
import { ADD_RECIPIENT } from './statements';

const FIND_PERSON = `SELECT ${PERSON_COLUMNS} FROM recipient WHERE brand_id = ? AND hmac = ?`;
const LAST_STOP =
	'SELECT max(first_seen) AS seen, max(event_at) AS at FROM optout WHERE recipient_id = ?';
const KEEP_FILE_GRANT = `INSERT INTO consent(ref, recipient_id, status, origin, basis, source, proof, given_at, recorded_at)
SELECT ?, id, 'granted', 'file', consent_basis, consent_source, '{}', consent_at, consent_recorded_at
FROM recipient WHERE id = ? AND consent = 'granted' AND consent_origin = 'file'`;

/** To be called inside a transaction. */
export function findPerson(
	connection: Connection,
	brandId: number,
	hash: Uint8Array,
): Person | undefined {
	const row = connection.statement(FIND_PERSON).get(brandId, hash);
	return row && readPerson(row);
}

/** The person, made when the number was never seen. To be called inside a writing transaction. */
export function personOf(
	connection: Connection,
	key: LedgerKey,
	brandId: number,
	hash: Uint8Array,
): Person {
	const known = findPerson(connection, brandId, hash);
	if (known) return known;
	const added = connection.statement(ADD_RECIPIENT).run(brandId, hash, key.epoch);
	return { id: Number(added.lastInsertRowid), optedOutAt: null };
}

/**
 * Whether a grant dated `at` and recorded `now` ends the person's opt-out: both after the STOP and after it was recorded.
 * At the same millisecond the STOP wins. All STOPs count, those ended before too: an old list imported later must not make
 * room for a consent older than the person's last STOP.
 */
export function lifts(connection: Connection, person: Person, at: number, now: number): boolean {
	if (person.optedOutAt === null || at <= person.optedOutAt || at > now) return false;
	const row = connection.statement(LAST_STOP).get(person.id);
	const last = (name: string) => (row && integerOrNull(row, name)) ?? 0;
	return now > last('seen') && at > last('at');
}

/** Keeps what a file granted in the person's history, before another statement takes its place. */
export function keepFileGrant(connection: Connection, id: number, now: number): void {
	connection.statement(KEEP_FILE_GRANT).run(newRef(now), id);
}

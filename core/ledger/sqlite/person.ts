import type { ConsentBasis, LedgerConsent } from '../consent-ledger';
import type { LedgerKey } from '../key';
import { newRef } from '../ref';
import type { Connection } from './connection';
import { integer, integerOrNull, textOrNull, type Row } from './row';
import { ADD_RECIPIENT } from './statements';

/** A recipient with the statement in force, as the consent operations read it. */
export interface Person {
	id: number;
	optedOutAt: number | null;
	consent?: LedgerConsent;
}

const FIND_PERSON = `SELECT id, opted_out_at, consent, consent_at, consent_origin, consent_basis, consent_source
FROM recipient WHERE brand_id = ? AND hmac = ?`;
const LAST_STOP =
	'SELECT max(first_seen) AS seen, max(event_at) AS at FROM optout WHERE recipient_id = ?';
const KEEP_FILE_GRANT = `INSERT INTO consent(ref, recipient_id, status, origin, basis, source, proof, given_at, recorded_at)
SELECT ?, id, 'granted', 'file', consent_basis, consent_source, '{}', consent_at, consent_recorded_at
FROM recipient WHERE id = ? AND consent = 'granted' AND consent_origin = 'file'`;

const BASES = new Set<string>(['consent', 'existing_customer', 'b2b_legitimate_interest']);
const isBasis = (text: string | null): text is ConsentBasis => text !== null && BASES.has(text);

export const basisOf = (row: Row, column: string): ConsentBasis | undefined => {
	const basis = textOrNull(row, column);
	return isBasis(basis) ? basis : undefined;
};

export function consentStatus(status: string | null): LedgerConsent['status'] | undefined {
	return status === 'granted' || status === 'pending' || status === 'withdrawn'
		? status
		: undefined;
}

/** To be called inside a transaction. */
export function findPerson(
	connection: Connection,
	brandId: number,
	hash: Uint8Array,
): Person | undefined {
	const row = connection.statement(FIND_PERSON).get(brandId, hash);
	if (!row) return undefined;
	const optedOutAt = integerOrNull(row, 'opted_out_at');
	const consent = readConsent(row, optedOutAt);
	return {
		id: integer(row, 'id'),
		optedOutAt,
		...(consent && { consent }),
	};
}

function readConsent(row: Row, optedOutAt: number | null): LedgerConsent | undefined {
	const known = consentStatus(textOrNull(row, 'consent'));
	const suppressed = optedOutAt !== null;
	if (known === undefined && !suppressed) return undefined;
	const at = suppressed ? optedOutAt : integerOrNull(row, 'consent_at');
	const basis = basisOf(row, 'consent_basis');
	const source = textOrNull(row, 'consent_source');
	return {
		status: suppressed ? 'withdrawn' : (known ?? 'withdrawn'),
		origin: row.consent_origin === 'file' ? 'file' : 'statement',
		suppressed,
		...(at !== null && { at }),
		...(basis && { basis }),
		...(source !== null && { source }),
	};
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

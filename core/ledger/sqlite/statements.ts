/** Every statement on messages, recipients and attempts. `?` are bound in order; the plan of the first ones is tested. */

import { ATTEMPT_COLUMNS } from '../operations/attempts';

export { CANCEL_OF_RECIPIENT, FIND_RECIPIENT, FREE_MESSAGE } from '../operations/statements';

export const ADD_RECIPIENT = 'INSERT INTO recipient(brand_id, hmac, key_epoch) VALUES (?, ?, ?)';

/** Someone first seen in a file, with what the file grants: one row, not two statements. */
export const ADD_GRANTED = `INSERT INTO recipient(brand_id, hmac, key_epoch, consent, consent_origin, consent_at, consent_basis, consent_source,
consent_recorded_at) VALUES (?, ?, ?, 'granted', 'file', ?, ?, ?, ?)`;

export const GRANT_BY_FILE = `UPDATE recipient SET consent = 'granted', consent_origin = 'file', consent_at = ?, consent_basis = ?,
consent_source = ?, consent_recorded_at = ? WHERE id = ?`;

/** The latest service messages of a person that left, or hold a place; at most as many as the limit, newest first. */
export const FIND_SERVICE = `SELECT claimed_at AS at FROM message WHERE purpose = 'transactional' AND recipient_id = ?1 AND live = ?2
AND claimed_at > ?3 AND id IS NOT ?4 AND state NOT IN ('refused', 'cancelled', 'reserved')
UNION ALL SELECT ?5 FROM message WHERE purpose = 'transactional' AND recipient_id = ?1 AND live = ?2
AND claimed_at IS NULL AND id IS NOT ?4 AND state = 'reserved' AND expires_at > ?6
ORDER BY 1 DESC LIMIT ?7`;

/**
 * What the decisions about a list of entries (1: their occasions, 3: their hashes, 32 bytes each) rest on: the person, the
 * message of this campaign and occasion with its last attempt, and a row for each other slot that counts. A lapsed reservation holds none.
 */
export const FIND_KNOWN = `SELECT j.key AS n, r.id AS person, r.opted_out_at, r.consent, r.consent_at,
m.id, m.state, m.ref, m.purpose, m.lease_until, m.permanent, m.run, m.cost,
a.n AS attempted, a.provider_id, s.slot_at
FROM json_each(?1) j CROSS JOIN recipient r ON r.brand_id = ?2 AND r.hmac = substr(?3, 32 * j.key + 1, 32)
LEFT JOIN message m ON m.campaign_id = ?4 AND m.recipient_id = r.id AND m.occasion = j.value AND m.live = ?5
LEFT JOIN attempt a ON a.ref = m.ref
LEFT JOIN message s ON s.recipient_id = r.id AND s.live = ?5 AND s.slot_at > ?6
AND NOT (s.state = 'reserved' AND s.expires_at <= ?7) AND s.id IS NOT m.id`;

export const ADD_MESSAGE = `INSERT INTO message(campaign_id, recipient_id, occasion, live, purpose, state, slot_at, expires_at, ref,
segment, store, variant, parts, cost, currency, lease_until, claimed_at, run, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** A reservation is never shortened by asking again. */
const TAKEN = `UPDATE message SET state = ?, slot_at = ?, expires_at = max(coalesce(expires_at, 0), ?),
segment = coalesce(?, segment), store = coalesce(?, store), variant = coalesce(?, variant),
parts = coalesce(?, parts), cost = coalesce(?, cost), currency = coalesce(?, currency),
lease_until = ?, claimed_at = coalesce(?, claimed_at), run = coalesce(?, run), updated_at = ?`;

/** Claims a reserved row, or reserves it again: what stays as it is is not written to its indexes. */
export const KEEP_MESSAGE = `${TAKEN} WHERE id = ?`;

/** Takes a free row again, under another reference. */
export const RETAKE_MESSAGE = `${TAKEN}, purpose = ?, ref = ? WHERE id = ?`;

/** With its count as a value: an INSERT that SELECTs from its own table is gathered in a table of its own first. */
export const ADD_ATTEMPT = `INSERT INTO attempt(ref, message_id, n, gateway, account, call_ref, started_at)
VALUES (?1, ?2, (SELECT coalesce(max(n), 0) + 1 FROM attempt WHERE message_id = ?2), ?3, ?4, ?5, ?6)`;

export const FIND_ATTEMPT_OF_MESSAGE =
	'SELECT provider_id FROM attempt WHERE ref = ? AND message_id = ?';

/** Of a list of references (1); those that are no attempt's have no row. */
export const FIND_ATTEMPTS = `SELECT j.key AS n, ${ATTEMPT_COLUMNS}
FROM json_each(?) j CROSS JOIN attempt a ON a.ref = j.value CROSS JOIN message m ON m.id = a.message_id`;

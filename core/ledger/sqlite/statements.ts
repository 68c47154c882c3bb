/** Every statement on messages, recipients and attempts. `?` are bound in order; the plan of the first ones is tested. */

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

const OWN_ROW =
	'SELECT id, state, ref, purpose, expires_at, lease_until, permanent, run, cost FROM message';

export const FIND_MESSAGE = `${OWN_ROW} WHERE campaign_id = ? AND recipient_id = ? AND occasion = ? AND live = ?`;

/** The slots of a recipient from a moment on; a lapsed reservation holds none. Served by the index alone. */
export const FIND_SLOTS = `SELECT id, slot_at FROM message
WHERE recipient_id = ? AND live = ? AND slot_at > ? AND NOT (state = 'reserved' AND expires_at <= ?)`;

export const ADD_MESSAGE = `INSERT INTO message(campaign_id, recipient_id, occasion, live, purpose, state, slot_at, expires_at, ref,
segment, store, variant, parts, cost, currency, lease_until, claimed_at, run, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Takes a free row again, or claims a reserved one. A reservation is never shortened by asking again. */
export const RETAKE_MESSAGE = `UPDATE message SET purpose = ?, state = ?, slot_at = ?, expires_at = max(coalesce(expires_at, 0), ?), ref = ?,
segment = coalesce(?, segment), store = coalesce(?, store), variant = coalesce(?, variant),
parts = coalesce(?, parts), cost = coalesce(?, cost), currency = coalesce(?, currency),
lease_until = ?, claimed_at = coalesce(?, claimed_at), run = coalesce(?, run), updated_at = ? WHERE id = ?`;

export const RENAME_MESSAGE = 'UPDATE message SET ref = ? WHERE id = ?';

/** With its count as a value: an INSERT that SELECTs from its own table is gathered in a table of its own first. */
export const ADD_ATTEMPT = `INSERT INTO attempt(ref, message_id, n, gateway, account, call_ref, started_at)
VALUES (?1, ?2, (SELECT coalesce(max(n), 0) + 1 FROM attempt WHERE message_id = ?2), ?3, ?4, ?5, ?6) ON CONFLICT(ref) DO NOTHING`;

export const FIND_ATTEMPT_MESSAGE = 'SELECT message_id FROM attempt WHERE ref = ?';

export const FIND_PROVIDER_ID = 'SELECT provider_id FROM attempt WHERE ref = ?';

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
segment, store, variant, parts, cost, currency, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Takes a free row again. A reservation is never shortened by asking again. */
export const RETAKE_MESSAGE = `UPDATE message SET purpose = ?, state = ?, slot_at = ?, expires_at = max(coalesce(expires_at, 0), ?), ref = ?,
segment = coalesce(?, segment), store = coalesce(?, store), variant = coalesce(?, variant),
parts = coalesce(?, parts), cost = coalesce(?, cost), currency = coalesce(?, currency), lease_until = NULL, updated_at = ?
WHERE id = ?`;

export const START_SENDING = `UPDATE message SET state = ?, slot_at = ?, ref = ?, lease_until = ?, claimed_at = ?, run = ?, permanent = 0, updated_at = ?
WHERE id = ?`;

export const MOVE_MESSAGE = `UPDATE message SET state = ?, slot_at = ?, permanent = ?, parts = coalesce(?, parts), cost = ?, updated_at = ?
WHERE id = ?`;

export const FIND_RESERVED_BY_REF = "SELECT id FROM message WHERE ref = ? AND state = 'reserved'";

export const FIND_LEASE_PASSED = `SELECT id FROM message
WHERE state = 'sending' AND lease_until <= ? ORDER BY lease_until LIMIT ?`;

export const SET_IN_DOUBT = 'UPDATE message SET state = ?, updated_at = ? WHERE id = ?';

export const ADD_ATTEMPT = `INSERT INTO attempt(ref, message_id, n, gateway, account, call_ref, started_at)
SELECT ?1, ?2, coalesce(max(n), 0) + 1, ?3, ?4, ?5, ?6 FROM attempt WHERE message_id = ?2 ON CONFLICT(ref) DO NOTHING`;

export const FIND_ATTEMPT_MESSAGE = 'SELECT message_id FROM attempt WHERE ref = ?';

export const FIND_ATTEMPT = `SELECT a.ref, a.gateway, a.started_at, a.provider_id, a.outcome, m.id, m.campaign_id, m.live, m.purpose, m.state,
m.permanent, m.slot_at, m.lease_until, m.ref AS current_ref, m.cost FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.ref = ?`;

export const FIND_PROVIDER_ID = 'SELECT provider_id FROM attempt WHERE ref = ?';

export const FIND_BY_PROVIDER_ID =
	'SELECT ref FROM attempt WHERE gateway = ? AND provider_id = ? LIMIT 2';

/** One id of the gateway, or one call, may stand for hundreds of SMS: the number tells which. */
const OF_RECIPIENT = `SELECT a.ref FROM attempt a CROSS JOIN message m ON m.id = a.message_id
CROSS JOIN recipient r ON r.id = m.recipient_id WHERE a.gateway = ?1`;

export const FIND_BY_PROVIDER_ID_AND_RECIPIENT = `${OF_RECIPIENT} AND a.provider_id = ?2 AND r.hmac = ?3 LIMIT 2`;

export const FIND_BY_CALL_AND_RECIPIENT = `${OF_RECIPIENT} AND a.call_ref = ?2 AND r.hmac = ?3 LIMIT 2`;

export const FIND_BY_CALL = 'SELECT ref FROM attempt WHERE gateway = ? AND call_ref = ? LIMIT 2';

export const END_ATTEMPT = `UPDATE attempt SET outcome = ?, code = coalesce(?, code), provider_id = coalesce(?, provider_id), final_at = ?
WHERE ref = ?`;

export const ADD_EVENT = `INSERT INTO event(key, gateway, ref, provider_id, recipient, status, code, event_at, received_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO NOTHING`;

const WAITING = `SELECT key, recipient, status, code, event_at FROM event
WHERE gateway = ?1 AND provider_id = ?2 AND applied_at IS NULL`;

/** Those that name the recipient of a message, and those that name nobody. */
export const FIND_WAITING_EVENTS = `${WAITING} AND recipient IS NULL UNION ALL
${WAITING} AND recipient = (SELECT r.hmac FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.id = ?3)
ORDER BY event_at`;

export const END_EVENT = 'UPDATE event SET applied_at = ? WHERE key = ?';

/** A page of what is in doubt, from a moment and reference on, up to a moment. */
export const FIND_IN_DOUBT = `SELECT a.ref, coalesce(a.call_ref, a.ref) AS call, a.gateway, coalesce(a.account, a.gateway) AS account,
b.slug, c.name, m.occasion, m.live, m.segment, m.store, m.parts, m.cost, m.currency, a.started_at, m.lease_until
FROM message m CROSS JOIN attempt a ON a.ref = m.ref CROSS JOIN campaign c ON c.id = m.campaign_id
CROSS JOIN brand b ON b.id = c.brand_id
WHERE m.state = 'in_doubt' AND (m.claimed_at, m.ref) > (?1, ?2) AND m.claimed_at < ?3
AND (?4 IS NULL OR b.slug = ?4) AND (?5 IS NULL OR c.name = ?5) AND (?6 IS NULL OR coalesce(a.account, a.gateway) = ?6)
ORDER BY m.claimed_at, m.ref LIMIT ?7`;

export const FIND_START = 'SELECT started_at FROM attempt WHERE ref = ?';

export const ADD_AUDIT =
	'INSERT INTO audit(at, actor, action, subject, code) VALUES (?, ?, ?, ?, ?)';

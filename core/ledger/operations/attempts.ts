import type { Row } from '../row';
import { firstLocked, type Work } from '../work';

/** Statements on attempts, their messages and what is told of them; their plans are tested. */

/** What is decided on when something becomes known of an attempt. */
export const ATTEMPT_COLUMNS = `a.ref, a.gateway, a.started_at, a.provider_id, a.outcome, m.id, m.campaign_id, m.live, m.purpose, m.state,
m.slot_at, m.lease_until, m.ref AS current_ref, m.cost`;

export const FIND_ATTEMPT = `SELECT ${ATTEMPT_COLUMNS} FROM attempt a JOIN message m ON m.id = a.message_id WHERE a.ref = ?`;

export const FIND_BY_PROVIDER_ID =
	'SELECT ref FROM attempt WHERE gateway = ? AND provider_id = ? LIMIT 2';

/** One id of the gateway, or one call, may stand for hundreds of SMS: the number tells which. */
const OF_RECIPIENT = `SELECT a.ref FROM attempt a CROSS JOIN message m ON m.id = a.message_id
CROSS JOIN recipient r ON r.id = m.recipient_id WHERE a.gateway = ?1`;

export const FIND_BY_PROVIDER_ID_AND_RECIPIENT = `${OF_RECIPIENT} AND a.provider_id = ?2 AND r.hmac = ?3 LIMIT 2`;

export const FIND_BY_CALL_AND_RECIPIENT = `${OF_RECIPIENT} AND a.call_ref = ?2 AND r.hmac = ?3 LIMIT 2`;

export const FIND_BY_CALL = 'SELECT ref FROM attempt WHERE gateway = ? AND call_ref = ? LIMIT 2';

export const FIND_RESERVED_BY_REF = "SELECT id FROM message WHERE ref = ? AND state = 'reserved'";

export const FIND_LEASE_PASSED = `SELECT id FROM message
WHERE state = 'sending' AND lease_until <= ? ORDER BY lease_until LIMIT ?`;

export const SET_IN_DOUBT = 'UPDATE message SET state = ?, updated_at = ? WHERE id = ?';

export const ADD_EVENT = `INSERT INTO event(key, gateway, ref, provider_id, recipient, status, code, event_at, received_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO NOTHING`;

const WAITING = `SELECT key, recipient, status, code, event_at FROM event
WHERE gateway = ?1 AND provider_id = ?2 AND applied_at IS NULL`;

/** Those that name the recipient of a message, and those that name nobody. */
export const FIND_WAITING_EVENTS = `${WAITING} AND recipient IS NULL UNION ALL
${WAITING} AND recipient = (SELECT r.hmac FROM message m JOIN recipient r ON r.id = m.recipient_id WHERE m.id = ?3)
ORDER BY event_at`;

/** Almost always nothing: asked once for many answers. */
export const ANY_AWAITED =
	'SELECT 1 FROM event WHERE provider_id IS NOT NULL AND applied_at IS NULL LIMIT 1';

export const IS_AWAITED =
	'SELECT 1 FROM event WHERE gateway = ? AND provider_id = ? AND applied_at IS NULL LIMIT 1';

export const END_EVENT = 'UPDATE event SET applied_at = ? WHERE key = ?';

/** A page of what is in doubt, from a moment and reference on, up to a moment. */
export const FIND_IN_DOUBT = `SELECT a.ref, coalesce(a.call_ref, a.ref) AS call, a.gateway, coalesce(a.account, a.gateway) AS account,
b.slug, c.name, m.occasion, m.live, m.segment, m.store, m.parts, m.cost, m.currency, a.started_at, m.lease_until
FROM message m CROSS JOIN attempt a ON a.ref = m.ref CROSS JOIN campaign c ON c.id = m.campaign_id
CROSS JOIN brand b ON b.id = c.brand_id
WHERE m.state = 'in_doubt' AND (m.claimed_at, m.ref) > (?1, ?2) AND m.claimed_at < ?3
AND (b.slug = ?4 OR ?4 IS NULL) AND (c.name = ?5 OR ?5 IS NULL) AND (coalesce(a.account, a.gateway) = ?6 OR ?6 IS NULL)
ORDER BY m.claimed_at, m.ref LIMIT ?7`;

export const FIND_START = 'SELECT started_at FROM attempt WHERE ref = ?';

export const ADD_AUDIT =
	'INSERT INTO audit(at, actor, action, subject, code) VALUES (?, ?, ?, ?, ?)';

/** An attempt with its message, kept from everybody else. To be called inside a transaction. */
export function* findAttempt(ref: string): Work<Row | undefined> {
	return yield* firstLocked('m, a', FIND_ATTEMPT, ref);
}

/** Migration 4: gateway accounts with their queue, the call an attempt left in, and who decided what about a message. */
export const ACCOUNT_TABLES = `
CREATE TABLE account(
	name TEXT PRIMARY KEY,
	next_at INTEGER NOT NULL DEFAULT 0,
	paused_until INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

ALTER TABLE attempt ADD COLUMN account TEXT;
-- Absent: the attempt left in a call of its own.
ALTER TABLE attempt ADD COLUMN call_ref TEXT;
CREATE INDEX attempt_call ON attempt(call_ref) WHERE call_ref IS NOT NULL;

-- Keyed hash of the number, of a report whose gateway has one id for many SMS.
ALTER TABLE event ADD COLUMN recipient BLOB;
DROP INDEX event_waiting;
CREATE INDEX event_waiting ON event(gateway, provider_id, recipient) WHERE applied_at IS NULL AND provider_id IS NOT NULL;

-- In the order of the calls: references do not sort by their time.
CREATE INDEX message_in_doubt ON message(claimed_at, ref) WHERE state = 'in_doubt';

CREATE TABLE audit(
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL,
	code TEXT
) STRICT;
`;

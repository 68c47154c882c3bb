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

ALTER TABLE event ADD COLUMN call_ref TEXT;
ALTER TABLE event ADD COLUMN recipient BLOB;

CREATE INDEX message_in_doubt ON message(id) WHERE state = 'in_doubt';

CREATE TABLE audit(
	id INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	subject TEXT NOT NULL
) STRICT;
`;

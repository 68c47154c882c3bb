/**
 * Consent. The recipient carries the statement in force, so that reserving reads one row; `consent` keeps every statement
 * with its proof. `asked_at` stays after an erasure: else erasing would be a way to be asked twice in a day.
 */
export const CONSENT_TABLES = `
ALTER TABLE brand ADD COLUMN consent_max_age INTEGER;

ALTER TABLE recipient ADD COLUMN consent TEXT CHECK (consent IN ('granted', 'pending', 'withdrawn'));
ALTER TABLE recipient ADD COLUMN consent_at INTEGER;
ALTER TABLE recipient ADD COLUMN consent_origin TEXT CHECK (consent_origin IN ('statement', 'file'));
ALTER TABLE recipient ADD COLUMN consent_basis TEXT;
ALTER TABLE recipient ADD COLUMN consent_source TEXT;
ALTER TABLE recipient ADD COLUMN consent_recorded_at INTEGER;
ALTER TABLE recipient ADD COLUMN asked_at INTEGER;
CREATE INDEX recipient_stopped ON recipient(brand_id, id) WHERE opted_out_at IS NOT NULL;

CREATE TABLE consent(
	id INTEGER PRIMARY KEY,
	ref TEXT NOT NULL UNIQUE,
	recipient_id INTEGER NOT NULL REFERENCES recipient(id),
	channel TEXT NOT NULL DEFAULT 'sms' CHECK (channel = 'sms'),
	status TEXT NOT NULL CHECK (status IN ('granted', 'pending', 'withdrawn')),
	origin TEXT NOT NULL CHECK (origin IN ('statement', 'file')),
	basis TEXT,
	source TEXT,
	proof TEXT NOT NULL,
	given_at INTEGER,
	recorded_at INTEGER NOT NULL,
	token_hash BLOB UNIQUE,
	expires_at INTEGER,
	confirmed_at INTEGER
) STRICT;
CREATE INDEX consent_recipient ON consent(recipient_id, id);

-- Service messages of a person: at most a few a day.
CREATE INDEX message_service ON message(recipient_id, live, claimed_at) WHERE purpose = 'transactional';
`;

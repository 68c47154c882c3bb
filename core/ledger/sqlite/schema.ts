import { ACCOUNT_TABLES } from './account-schema';
import { CONSENT_TABLES } from './consent-schema';
import { RESPONSE_TABLE } from './response-schema';

/**
 * Numbered, forward-only migrations: the ledger's version is how many have run. Never change one that was published.
 * Times are ms UTC, money is micros. No number, name, text or gateway's sentence has a column here.
 */
export const MIGRATIONS: string[] = [
	`
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE brand(
	id INTEGER PRIMARY KEY,
	slug TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	sender TEXT NOT NULL,
	timezone TEXT NOT NULL,
	language TEXT NOT NULL CHECK (language IN ('fr', 'en')),
	country TEXT NOT NULL,
	cap TEXT NOT NULL,
	sending_hours TEXT NOT NULL,
	stop_codes TEXT NOT NULL,
	prices TEXT NOT NULL,
	currency TEXT NOT NULL,
	sandbox TEXT NOT NULL
) STRICT;

CREATE TABLE campaign(
	id INTEGER PRIMARY KEY,
	brand_id INTEGER NOT NULL REFERENCES brand(id),
	name TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled')),
	budget INTEGER,
	spent INTEGER NOT NULL DEFAULT 0,
	spent_sandbox INTEGER NOT NULL DEFAULT 0,
	created_at INTEGER NOT NULL,
	UNIQUE(brand_id, name)
) STRICT;

CREATE TABLE run_grant(
	execution_id TEXT PRIMARY KEY,
	live INTEGER NOT NULL,
	retry_of TEXT,
	at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE recipient(
	id INTEGER PRIMARY KEY,
	brand_id INTEGER NOT NULL REFERENCES brand(id),
	hmac BLOB NOT NULL CHECK (length(hmac) = 32),
	key_epoch INTEGER NOT NULL,
	opted_out_at INTEGER,
	UNIQUE(brand_id, hmac)
) STRICT;

CREATE TABLE optout(
	id INTEGER PRIMARY KEY,
	recipient_id INTEGER NOT NULL REFERENCES recipient(id),
	source TEXT NOT NULL,
	source_ref BLOB NOT NULL,
	first_seen INTEGER NOT NULL,
	event_at INTEGER NOT NULL,
	UNIQUE(recipient_id, source, source_ref)
) STRICT;

CREATE TABLE message(
	id INTEGER PRIMARY KEY,
	campaign_id INTEGER NOT NULL REFERENCES campaign(id),
	recipient_id INTEGER NOT NULL REFERENCES recipient(id),
	occasion TEXT NOT NULL,
	live INTEGER NOT NULL,
	purpose TEXT NOT NULL CHECK (purpose IN ('marketing', 'transactional')),
	state TEXT NOT NULL,
	permanent INTEGER NOT NULL DEFAULT 0,
	slot_at INTEGER,
	expires_at INTEGER,
	ref TEXT NOT NULL UNIQUE,
	lease_until INTEGER,
	claimed_at INTEGER,
	run TEXT,
	segment TEXT,
	store TEXT,
	variant TEXT,
	parts INTEGER,
	cost INTEGER,
	currency TEXT,
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	UNIQUE(campaign_id, recipient_id, occasion, live)
) STRICT;
CREATE INDEX message_slot ON message(recipient_id, live, slot_at, state, expires_at) WHERE slot_at IS NOT NULL;
CREATE INDEX message_sending ON message(lease_until) WHERE state = 'sending';
CREATE INDEX message_by_campaign ON message(campaign_id, live);

CREATE TABLE attempt(
	ref TEXT PRIMARY KEY,
	message_id INTEGER NOT NULL REFERENCES message(id),
	n INTEGER NOT NULL,
	gateway TEXT NOT NULL,
	started_at INTEGER NOT NULL,
	outcome TEXT,
	code TEXT,
	provider_id TEXT,
	final_at INTEGER,
	UNIQUE(message_id, n)
) STRICT, WITHOUT ROWID;
-- Not unique: Octopush has one id per campaign.
CREATE INDEX attempt_provider ON attempt(gateway, provider_id) WHERE provider_id IS NOT NULL;

CREATE TABLE event(
	key BLOB PRIMARY KEY,
	gateway TEXT NOT NULL,
	ref TEXT,
	provider_id TEXT,
	status TEXT NOT NULL,
	code TEXT,
	event_at INTEGER NOT NULL,
	received_at INTEGER NOT NULL,
	applied_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX event_waiting ON event(gateway, provider_id) WHERE applied_at IS NULL AND provider_id IS NOT NULL;
`,
	`
CREATE TABLE seen(key BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX seen_at ON seen(at);
CREATE INDEX event_received ON event(received_at);

CREATE TABLE listener(
	workflow TEXT NOT NULL,
	node TEXT NOT NULL,
	account TEXT NOT NULL,
	published_at INTEGER NOT NULL,
	PRIMARY KEY(workflow, node)
) STRICT, WITHOUT ROWID;
`,
	CONSENT_TABLES,
	ACCOUNT_TABLES,
	RESPONSE_TABLE,
];

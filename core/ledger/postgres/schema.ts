/**
 * Numbered, forward-only migrations of the ledger in PostgreSQL. Never change one that was published.
 * The tables are those of the embedded ledger: times are ms UTC, money is micros, no number, name or text has a column.
 * Flags are 0 and 1, as there, so that both engines read a row alike.
 */
export const MIGRATIONS: string[] = [
	`
CREATE TABLE meta(key text PRIMARY KEY, value text NOT NULL);

CREATE TABLE commit_mark(mark uuid PRIMARY KEY, made smallint NOT NULL, at bigint NOT NULL);
CREATE INDEX commit_mark_at ON commit_mark(at);

CREATE TABLE brand(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	slug text NOT NULL UNIQUE,
	name text NOT NULL,
	sender text NOT NULL,
	timezone text NOT NULL,
	language text NOT NULL CHECK (language IN ('fr', 'en')),
	country text NOT NULL,
	cap text NOT NULL,
	sending_hours text NOT NULL,
	stop_codes text NOT NULL,
	prices text NOT NULL,
	currency text NOT NULL,
	sandbox text NOT NULL,
	consent_max_age bigint
);

CREATE TABLE campaign(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	brand_id bigint NOT NULL REFERENCES brand(id),
	name text NOT NULL,
	state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled')),
	budget bigint,
	spent bigint NOT NULL DEFAULT 0,
	spent_sandbox bigint NOT NULL DEFAULT 0,
	created_at bigint NOT NULL,
	UNIQUE(brand_id, name)
);

CREATE TABLE response(
	campaign_id bigint NOT NULL REFERENCES campaign(id),
	kind text NOT NULL CHECK (kind IN ('client', 'prospect')),
	objective text NOT NULL,
	responses bigint NOT NULL CHECK (responses >= 0),
	sent bigint NOT NULL CHECK (sent >= 0),
	at bigint NOT NULL,
	PRIMARY KEY(campaign_id, kind, objective)
);

CREATE TABLE run_grant(
	execution_id text PRIMARY KEY,
	live smallint NOT NULL,
	retry_of text,
	at bigint NOT NULL
);

CREATE TABLE recipient(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	brand_id bigint NOT NULL REFERENCES brand(id),
	hmac bytea NOT NULL CHECK (length(hmac) = 32),
	key_epoch bigint NOT NULL,
	opted_out_at bigint,
	consent text CHECK (consent IN ('granted', 'pending', 'withdrawn')),
	consent_at bigint,
	consent_origin text CHECK (consent_origin IN ('statement', 'file')),
	consent_basis text,
	consent_source text,
	consent_recorded_at bigint,
	asked_at bigint,
	UNIQUE(brand_id, hmac)
);
CREATE INDEX recipient_stopped ON recipient(brand_id, id) WHERE opted_out_at IS NOT NULL;

CREATE TABLE optout(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	recipient_id bigint NOT NULL REFERENCES recipient(id),
	source text NOT NULL,
	source_ref bytea NOT NULL,
	first_seen bigint NOT NULL,
	event_at bigint NOT NULL,
	UNIQUE(recipient_id, source, source_ref)
);

CREATE TABLE consent(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	ref text NOT NULL UNIQUE,
	recipient_id bigint NOT NULL REFERENCES recipient(id),
	channel text NOT NULL DEFAULT 'sms' CHECK (channel = 'sms'),
	status text NOT NULL CHECK (status IN ('granted', 'pending', 'withdrawn')),
	origin text NOT NULL CHECK (origin IN ('statement', 'file')),
	basis text,
	source text,
	proof text NOT NULL,
	given_at bigint,
	recorded_at bigint NOT NULL,
	token_hash bytea UNIQUE,
	expires_at bigint,
	confirmed_at bigint
);
CREATE INDEX consent_recipient ON consent(recipient_id, id);

CREATE TABLE message(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	campaign_id bigint NOT NULL REFERENCES campaign(id),
	recipient_id bigint NOT NULL REFERENCES recipient(id),
	occasion text NOT NULL,
	live smallint NOT NULL,
	purpose text NOT NULL CHECK (purpose IN ('marketing', 'transactional')),
	state text NOT NULL,
	permanent smallint NOT NULL DEFAULT 0,
	slot_at bigint,
	expires_at bigint,
	ref text NOT NULL UNIQUE,
	lease_until bigint,
	claimed_at bigint,
	run text,
	segment text,
	store text,
	variant text,
	parts bigint,
	cost bigint,
	currency text,
	created_at bigint NOT NULL,
	updated_at bigint NOT NULL,
	UNIQUE(recipient_id, campaign_id, occasion, live)
);
CREATE INDEX message_slot ON message(recipient_id, live, slot_at) INCLUDE (state, expires_at, id) WHERE slot_at IS NOT NULL;
CREATE INDEX message_sending ON message(lease_until) WHERE state = 'sending';
CREATE INDEX message_in_doubt ON message(claimed_at, ref) WHERE state = 'in_doubt';
CREATE INDEX message_by_campaign ON message(campaign_id, live, id);
CREATE INDEX message_service ON message(recipient_id, live, claimed_at) WHERE purpose = 'transactional';

CREATE TABLE attempt(
	ref text PRIMARY KEY,
	message_id bigint NOT NULL REFERENCES message(id),
	n bigint NOT NULL,
	gateway text NOT NULL,
	account text,
	call_ref text,
	started_at bigint NOT NULL,
	outcome text,
	code text,
	provider_id text,
	final_at bigint,
	UNIQUE(message_id, n)
);
CREATE INDEX attempt_provider ON attempt(gateway, provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX attempt_call ON attempt(call_ref) WHERE call_ref IS NOT NULL;

CREATE TABLE event(
	key bytea PRIMARY KEY,
	gateway text NOT NULL,
	ref text,
	provider_id text,
	recipient bytea,
	status text NOT NULL,
	code text,
	event_at bigint NOT NULL,
	received_at bigint NOT NULL,
	applied_at bigint
);
CREATE INDEX event_waiting ON event(gateway, provider_id, recipient) WHERE applied_at IS NULL AND provider_id IS NOT NULL;
CREATE INDEX event_received ON event(received_at);

CREATE TABLE seen(key bytea PRIMARY KEY, at bigint NOT NULL);
CREATE INDEX seen_at ON seen(at);

CREATE TABLE listener(
	workflow text NOT NULL,
	node text NOT NULL,
	account text NOT NULL,
	published_at bigint NOT NULL,
	PRIMARY KEY(workflow, node)
);

CREATE TABLE account(
	name text PRIMARY KEY,
	next_at bigint NOT NULL DEFAULT 0,
	paused_until bigint NOT NULL DEFAULT 0
);

CREATE TABLE audit(
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at bigint NOT NULL,
	actor text NOT NULL,
	action text NOT NULL,
	subject text NOT NULL,
	code text
);
`,
];

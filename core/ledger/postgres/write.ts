import { withoutNumbers } from '../../consent/clean';
import type { ReserveEntry } from '../ledger';
import { text, integer } from '../row';
import { next } from '../states';
import { keepFileGrants } from './recipients';
import type { Batch, Found } from './run';
import { json } from './transaction';
import { Overtaken } from './trouble';

const DEFAULT_TTL_MS = 2 * 3_600_000;

/** A message that becomes reserved, or starts to be sent, under a reference. */
export interface Taken {
	found: Found<ReserveEntry>;
	ref: string;
	/** only for what is sent now */
	sending?: { leaseUntil: number; run: string };
}

const COLUMNS = `id bigint, former_state text, former_ref text, recipient_id bigint, occasion text, state text, slot_at bigint, ref text, segment text, store text,
variant text, parts bigint, cost bigint, currency text, lease_until bigint, claimed_at bigint, run text`;

const ADD = `INSERT INTO message(campaign_id, live, purpose, expires_at, created_at, updated_at, recipient_id, occasion, state, slot_at, ref,
segment, store, variant, parts, cost, currency, lease_until, claimed_at, run)
SELECT ?::bigint, ?::smallint, ?::text, ?::bigint, ?6, ?6, j.recipient_id, j.occasion, j.state, j.slot_at, j.ref, j.segment, j.store,
j.variant, j.parts, j.cost, j.currency, j.lease_until, j.claimed_at, j.run FROM jsonb_to_recordset(?5::jsonb) AS j(${COLUMNS})
RETURNING id, ref`;

/**
 * A reservation is never shortened by asking again; a label that is not given keeps its value. Only what is still as it was
 * when the batch decided: a late success report locks the message alone, and must not be written over.
 */
const RETAKE = `UPDATE message m SET purpose = ?, expires_at = greatest(m.expires_at, ?::bigint), updated_at = ?::bigint, state = j.state,
slot_at = j.slot_at, ref = j.ref, segment = coalesce(j.segment, m.segment), store = coalesce(j.store, m.store),
variant = coalesce(j.variant, m.variant), parts = coalesce(j.parts, m.parts), cost = coalesce(j.cost, m.cost),
currency = coalesce(j.currency, m.currency), lease_until = j.lease_until, claimed_at = coalesce(j.claimed_at, m.claimed_at),
run = coalesce(j.run, m.run), permanent = CASE WHEN j.lease_until IS NULL THEN m.permanent ELSE 0 END
FROM jsonb_to_recordset(?::jsonb) AS j(${COLUMNS})
WHERE m.id = j.id AND m.state = j.former_state AND m.ref = j.former_ref RETURNING m.id, m.ref`;

const GRANT_BY_FILE = `UPDATE recipient r SET consent = 'granted', consent_origin = 'file', consent_at = j.at, consent_basis = j.basis,
consent_source = j.source, consent_recorded_at = ?::bigint FROM jsonb_to_recordset(?::jsonb) AS j(id bigint, at bigint, basis text, source text)
WHERE r.id = j.id`;

interface Context {
	live: boolean;
	purpose: string;
	ttlMs?: number;
	now: number;
}

/** Writes what a batch has granted in at most four statements. Gives the id of each message by its reference. */
export async function writeTaken(
	batch: Batch,
	taken: readonly Taken[],
	{ live, purpose, ttlMs = DEFAULT_TTL_MS, now }: Context,
): Promise<Map<string, number>> {
	const ids = new Map<string, number>();
	if (taken.length === 0) return ids;
	const { open, facts } = batch;
	await writeGrants(batch, now);
	const rows = taken.map((one) => asRow(one, purpose, now));
	const expiresAt = facts.clock + ttlMs;
	const known = rows.filter(({ id }) => id !== null);
	const fresh = rows.filter(({ id }) => id === null);
	const written = [
		...(known.length === 0 ? [] : await open.all(RETAKE, purpose, expiresAt, now, json(known))),
		...(fresh.length === 0
			? []
			: await open.all(ADD, facts.campaign.id, live ? 1 : 0, purpose, expiresAt, json(fresh), now)),
	];
	if (written.length < rows.length) throw new Overtaken();
	for (const row of written) ids.set(text(row, 'ref'), integer(row, 'id'));
	return ids;
}

function asRow({ found, ref, sending }: Taken, purpose: string, now: number) {
	const { entry, row, recipient, occasion, slotAt } = found;
	const reserved = next(row?.state ?? 'none', 'reserve');
	if (reserved === undefined) throw new Error(`A message that is ${row?.state} cannot be reserved`);
	const { segment, store, variant, parts, cost, currency } = entry;
	return {
		id: row?.id ?? null,
		...{ former_state: row?.state, former_ref: row?.ref },
		recipient_id: recipient?.id ?? null,
		occasion,
		state: sending ? (next(reserved, 'claim') ?? 'sending') : reserved,
		// Only marketing counts against the cap.
		slot_at: purpose === 'marketing' ? slotAt : null,
		ref,
		...{ segment, store, variant, parts, cost, currency },
		lease_until: sending?.leaseUntil ?? null,
		claimed_at: sending ? now : null,
		run: sending?.run ?? null,
	};
}

/** Where a file's grant comes from is kept on first use; what it replaces stays in the person's history. */
async function writeGrants({ open, grants }: Batch, now: number): Promise<void> {
	if (grants.size === 0) return;
	const all = [...grants];
	const replaced = all.flatMap(([id, { replaces }]) => (replaces ? [id] : []));
	await keepFileGrants(open, replaced, now);
	const rows = all.map(([id, { entry }]) => {
		const { at = null, basis = null, source } = entry.consent ?? {};
		const from = source === undefined ? null : withoutNumbers(source, entry.to);
		return { id, at, basis, source: from };
	});
	await open.run(GRANT_BY_FILE, now, json(rows));
}

import type { StoredBrand } from '../brand-row';
import type { StoredConsent } from '../consent-rule';
import { newRef } from '../ref';
import { blob, integer, integerOrNull, storedConsent } from '../row';
import { json, type Transaction } from './transaction';

/** A person as the reservation and the claim know one. */
export interface Recipient {
	id: number;
	optedOut: boolean;
	consent?: StoredConsent;
}

/**
 * One search of an index for each person, whatever the planner thinks of the table: in a new ledger it knows nothing yet, and
 * would read the whole of it for every batch. `OFFSET 0` keeps it from turning the searches into one scan.
 */
export const forEach = (columns: string, condition: string): string =>
	`SELECT f.* FROM unnest(?1::bigint[]) AS one(id) CROSS JOIN LATERAL (SELECT ${columns} WHERE ${condition} OFFSET 0) f`;

const ADD = `INSERT INTO recipient(brand_id, hmac, key_epoch)
SELECT b.id, h, ?::bigint FROM brand b CROSS JOIN unnest(?::bytea[]) AS h WHERE b.slug = ? ORDER BY h ON CONFLICT DO NOTHING`;
/** Those of a brand (1) with one of the hashes (2): a search of the index for each, whatever is known of the table. */
export const OF_HASHES = `id = ANY(ARRAY(SELECT f.id FROM unnest(?2::bytea[]) AS one(hmac)
CROSS JOIN LATERAL (SELECT r.id FROM recipient r WHERE r.brand_id = ?1 AND r.hmac = one.hmac OFFSET 0) f))`;

/** In one order everywhere, so that two workers never wait for each other in a circle. */
export const RECIPIENTS = `SELECT id, hmac, opted_out_at, consent, consent_at FROM recipient WHERE ${OF_HASHES} ORDER BY hmac`;

const KEEP_FILE_GRANTS = `INSERT INTO consent(ref, recipient_id, status, origin, basis, source, proof, given_at, recorded_at)
SELECT j.ref, r.id, 'granted', 'file', r.consent_basis, r.consent_source, '{}', r.consent_at, r.consent_recorded_at
FROM jsonb_to_recordset(?::jsonb) AS j(id bigint, ref text) JOIN recipient r ON r.id = j.id
WHERE r.consent = 'granted' AND r.consent_origin = 'file'`;

export const hashKey = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');
export const asBuffers = (hashes: Uint8Array[]) => hashes.map((hash) => Buffer.from(hash));

/** Numbers never seen get their row: only a row that is there can be locked. */
export async function addRecipients(
	open: Transaction,
	brand: string,
	epoch: number,
	hashes: Uint8Array[],
): Promise<void> {
	await open.run(ADD, epoch, asBuffers(hashes), brand);
}

/** By `hashKey`. */
export const readRecipients = async (open: Transaction, brandId: number, hashes: Uint8Array[]) =>
	await find(open, RECIPIENTS, brandId, hashes);

/** The same, kept from everybody else. */
export async function lockRecipients(
	open: Transaction,
	{ id, slug }: StoredBrand,
	{ hashes, epoch }: { hashes: Uint8Array[]; epoch: number },
): Promise<Map<string, Recipient>> {
	const statement = `${RECIPIENTS} FOR NO KEY UPDATE`;
	const found = await find(open, statement, id, hashes);
	if (hashes.every((hash) => found.has(hashKey(hash)))) return found;
	// They were added a moment ago, and a crash of the server took them: that is not waited for to be on the disk.
	await addRecipients(open, slug, epoch, hashes);
	return await find(open, statement, id, hashes);
}

/** Keeps what files granted in the history of people, before another statement takes its place. */
export async function keepFileGrants(
	open: Transaction,
	ids: readonly number[],
	now: number,
): Promise<void> {
	if (ids.length === 0) return;
	await open.run(KEEP_FILE_GRANTS, json(ids.map((id) => ({ id, ref: newRef(now) }))));
}

async function find(
	open: Transaction,
	statement: string,
	brandId: number,
	hashes: Uint8Array[],
): Promise<Map<string, Recipient>> {
	const rows = await open.all(statement, brandId, asBuffers(hashes));
	return new Map(
		rows.map((row) => [
			hashKey(blob(row, 'hmac')),
			{
				id: integer(row, 'id'),
				optedOut: integerOrNull(row, 'opted_out_at') !== null,
				consent: storedConsent(row),
			},
		]),
	);
}

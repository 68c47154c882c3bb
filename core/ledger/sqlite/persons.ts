import type { Erasure, ErasePersonRequest, PersonRecord } from '../consent-ledger';
import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import { readBrand } from './brands';
import type { Connection } from './connection';
import { applyOptOut, sourceHashOf } from './opt-out';
import { readFileGrant, readMessage, readStatement } from '../person-record';
import { integer, text } from '../row';
import { findPerson } from './person';

const STATEMENTS = `SELECT ref, status, origin, basis, source, proof, given_at, recorded_at, confirmed_at
FROM consent WHERE recipient_id = ? ORDER BY id`;
const OPT_OUTS =
	'SELECT source, event_at, first_seen FROM optout WHERE recipient_id = ? ORDER BY id';
const MESSAGES = `SELECT c.name, m.purpose, m.state, m.claimed_at, m.parts, m.live
FROM message m JOIN campaign c ON c.id = m.campaign_id
WHERE c.brand_id = ?1 AND m.recipient_id = ?2 ORDER BY m.id`;
const FILE_GRANT = `SELECT consent_basis, consent_source, consent_at, consent_recorded_at
FROM recipient WHERE id = ? AND consent = 'granted' AND consent_origin = 'file'`;
const COUNT_PROOFS = 'SELECT count(*) AS n FROM consent WHERE recipient_id = ?';
const REMOVE_PROOFS = 'DELETE FROM consent WHERE recipient_id = ?';
const FORGET_CONSENT = `UPDATE recipient SET consent = NULL, consent_at = NULL, consent_origin = NULL, consent_basis = NULL,
consent_source = NULL, consent_recorded_at = NULL WHERE id = ?`;
/** The row stays: it keeps once and cap. What it says of the person's tastes and whereabouts goes. */
const FORGET_LABELS = `UPDATE message SET segment = NULL, store = NULL, variant = NULL
WHERE recipient_id = ? AND campaign_id IN (SELECT id FROM campaign WHERE brand_id = ?)`;

/** Everything the ledger holds of one number: proof and history. */
export async function exportPerson(
	connection: Connection,
	key: LedgerKey,
	slug: string,
	to: E164,
): Promise<PersonRecord> {
	const hash = key.hash(to);
	return await connection.transaction('read', () => {
		const brand = readBrand(connection, slug);
		const person = findPerson(connection, brand.id, hash);
		const none = { statements: [], optOuts: [], messages: [] };
		if (!person) return { brand: brand.slug, known: false, ...none };
		const { id, optedOutAt, consent } = person;
		const fileGrant = connection.statement(FILE_GRANT).all(id).map(readFileGrant);
		return {
			brand: brand.slug,
			known: true,
			...(optedOutAt !== null && { suppressedAt: optedOutAt }),
			...(consent && { consent }),
			statements: [...connection.statement(STATEMENTS).all(id).map(readStatement), ...fileGrant],
			optOuts: connection
				.statement(OPT_OUTS)
				.all(id)
				.map((row) => ({
					source: text(row, 'source'),
					at: integer(row, 'event_at'),
					recordedAt: integer(row, 'first_seen'),
				})),
			messages: connection.statement(MESSAGES).all(brand.id, id).map(readMessage),
		};
	});
}

/** Erasing is an opt-out first: it must be no way to be written to again. */
export async function erasePerson(
	connection: Connection,
	key: LedgerKey,
	{ brand, to, sourceRef, now, dryRun }: ErasePersonRequest,
): Promise<Erasure> {
	const hash = key.hash(to);
	// Erased, opted in again and erased once more is two opt-outs, whatever the request is called.
	const sourceHash = sourceHashOf(key, `${sourceRef}\n${now}`);
	return await connection.transaction(dryRun ? 'read' : 'durable', () => {
		const brandId = readBrand(connection, brand).id;
		const known = findPerson(connection, brandId, hash);
		const proofs = known ? countProofs(connection, known.id) : 0;
		if (dryRun) return { cancelled: 0, proofs };
		const { cancelled, personId } = applyOptOut(connection, key, {
			...{ brandId, hash, source: 'erasure', sourceHash, at: now, now },
		});
		connection.statement(REMOVE_PROOFS).run(personId);
		connection.statement(FORGET_CONSENT).run(personId);
		connection.statement(FORGET_LABELS).run(personId, brandId);
		return { cancelled, proofs };
	});
}

function countProofs(connection: Connection, id: number): number {
	const row = connection.statement(COUNT_PROOFS).get(id);
	const inForce = connection.statement(FILE_GRANT).all(id).length;
	return (row ? integer(row, 'n') : 0) + inForce;
}

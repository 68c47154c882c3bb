import type { Erasure, ErasePersonRequest, PersonRecord } from '../consent-ledger';
import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import { readBrand } from './brands';
import { applyOptOut, sourceHashOf } from './opt-out';
import { readFileGrant, readMessage, readStatement } from '../person-record';
import { integer, text } from '../row';
import { findPerson } from './person';
import { all, first, run, type Store, type Work } from '../work';

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
	store: Store,
	key: LedgerKey,
	slug: string,
	to: E164,
): Promise<PersonRecord> {
	const hash = key.hash(to);
	return await store.transaction('read', function* () {
		const brand = yield* readBrand(slug);
		const person = yield* findPerson(brand.id, hash);
		const none = { statements: [], optOuts: [], messages: [] };
		if (!person) return { brand: brand.slug, known: false, ...none };
		const { id, optedOutAt, consent } = person;
		const fileGrant = (yield* all(FILE_GRANT, id)).map(readFileGrant);
		return {
			brand: brand.slug,
			known: true,
			...(optedOutAt !== null && { suppressedAt: optedOutAt }),
			...(consent && { consent }),
			statements: [...(yield* all(STATEMENTS, id)).map(readStatement), ...fileGrant],
			optOuts: (yield* all(OPT_OUTS, id)).map((row) => ({
				source: text(row, 'source'),
				at: integer(row, 'event_at'),
				recordedAt: integer(row, 'first_seen'),
			})),
			messages: (yield* all(MESSAGES, brand.id, id)).map(readMessage),
		};
	});
}

/** Erasing is an opt-out first: it must be no way to be written to again. */
export async function erasePerson(
	store: Store,
	key: LedgerKey,
	{ brand, to, sourceRef, now, dryRun }: ErasePersonRequest,
): Promise<Erasure> {
	const hash = key.hash(to);
	// Erased, opted in again and erased once more is two opt-outs, whatever the request is called.
	const sourceHash = sourceHashOf(key, `${sourceRef}\n${now}`);
	return await store.transaction(dryRun ? 'read' : 'durable', function* () {
		const brandId = (yield* readBrand(brand)).id;
		const known = yield* findPerson(brandId, hash);
		const proofs = known ? yield* countProofs(known.id) : 0;
		if (dryRun) return { cancelled: 0, proofs };
		const { cancelled, personId } = yield* applyOptOut(key, {
			...{ brandId, hash, source: 'erasure', sourceHash, at: now, now },
		});
		yield* run(REMOVE_PROOFS, personId);
		yield* run(FORGET_CONSENT, personId);
		yield* run(FORGET_LABELS, personId, brandId);
		return { cancelled, proofs };
	});
}

function* countProofs(id: number): Work<number> {
	const row = yield* first(COUNT_PROOFS, id);
	const inForce = (yield* all(FILE_GRANT, id)).length;
	return (row ? integer(row, 'n') : 0) + inForce;
}

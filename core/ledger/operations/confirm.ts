import type { ConfirmConsentRequest, Confirmation, ConsentProof } from '../consent-ledger';
import type { LedgerKey } from '../key';
import { readBrand } from './brands';
import { cleanProof, SET_CONSENT, SKEW_MS, tokenHash } from './consents';
import { basisOf } from '../person-row';
import { keepFileGrant, lifts } from './person';
import { integer, integerOrNull, text, type Row } from '../row';
import { firstLocked, run, type Store, type Work } from '../work';

const WAITING = `SELECT c.id, c.ref, c.status, c.basis, c.source, c.proof, c.recorded_at, c.expires_at, c.confirmed_at,
r.id AS person, r.opted_out_at, r.consent_at, b.slug FROM consent c JOIN recipient r ON r.id = c.recipient_id JOIN brand b ON b.id = r.brand_id`;
const BY_TOKEN = `${WAITING} WHERE c.token_hash = ?`;
/** The last one asked for: an earlier link of the same person may have been replaced. */
const BY_NUMBER = `${WAITING} WHERE r.brand_id = ? AND r.hmac = ? AND c.token_hash IS NOT NULL ORDER BY c.id DESC LIMIT 1`;
const CONFIRM = "UPDATE consent SET status = 'granted', confirmed_at = ?, proof = ? WHERE id = ?";

/** What was asked before the last STOP is never confirmed: an opt-out withdraws it. */
export async function confirmConsent(
	store: Store,
	key: LedgerKey,
	request: ConfirmConsentRequest,
): Promise<Confirmation | undefined> {
	const { dryRun, now } = request;
	const hash = 'token' in request ? tokenHash(key, request.token) : key.hash(request.to);
	return await store.transaction(dryRun ? 'read' : 'durable', function* () {
		const row =
			'token' in request
				? yield* firstLocked('r, c', BY_TOKEN, hash)
				: yield* firstLocked('r, c', BY_NUMBER, (yield* readBrand(request.brand)).id, hash);
		if (!row) return undefined;
		const confirmedAt = integerOrNull(row, 'confirmed_at');
		if (confirmedAt !== null && row.status === 'granted')
			return { ...told(row, confirmedAt), repeated: true as const };
		if (row.status !== 'pending' || now >= integer(row, 'expires_at')) return undefined;
		return yield* confirmOne(row, request);
	});
}

function* confirmOne(row: Row, request: ConfirmConsentRequest): Work<Confirmation | undefined> {
	const { now, dryRun } = request;
	const at = Math.min(request.at, now);
	// A yes that was on its way before the question answers something else.
	if (at < integer(row, 'recorded_at') - SKEW_MS) return undefined;
	const person = {
		id: integer(row, 'person'),
		optedOutAt: integerOrNull(row, 'opted_out_at'),
	};
	const lifted = yield* lifts(person, at, now);
	if (person.optedOutAt !== null && !lifted) return undefined;
	const confirmation = told(row, at);
	if (dryRun) return confirmation;
	const proof = JSON.stringify(withEvidence(text(row, 'proof'), request));
	yield* run(CONFIRM, at, proof, integer(row, 'id'));
	yield* keepFileGrant(person.id, now);
	const { basis, source } = confirmation;
	// A confirmation is dated when it came, at the earliest when it was asked for.
	const dated = Math.max(at, integerOrNull(row, 'consent_at') ?? at);
	yield* run(SET_CONSENT, 'granted', dated, basis, source, now, lifted ? 1 : 0, person.id);
	return confirmation;
}

function told(row: Row, at: number): Confirmation {
	return {
		brand: text(row, 'slug'),
		ref: text(row, 'ref'),
		at,
		basis: basisOf(row, 'basis') ?? 'consent',
		source: text(row, 'source'),
	};
}

function withEvidence(stored: string, request: ConfirmConsentRequest): ConsentProof {
	const proof: ConsentProof = JSON.parse(stored);
	const how = 'token' in request ? 'link' : 'reply';
	const evidence = { ...proof.evidence, ...request.evidence, confirmedBy: how };
	const added = { ...proof, evidence };
	return 'token' in request ? added : cleanProof(added, request.to);
}

import { randomBytes } from 'node:crypto';
import { withoutNumbers } from '../../consent/clean';
import type {
	ConsentProof,
	ConsentStatement,
	ConsentVerdict,
	LedgerConsent,
	RecordConsentRequest,
} from '../consent-ledger';
import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import { newRef } from '../ref';
import { readBrand } from './brands';
import { asEntries, Hashes } from './hashes';
import type { Person } from '../person-row';
import { findPerson, keepFileGrant, lifts, personOf } from './person';
import { integerOrNull } from '../row';
import { first, run, type Store, type Work } from '../work';

const DAY_MS = 24 * 3_600_000;
const PENDING_MS = 7 * DAY_MS;
/** Clocks of tills and forms are not exact. */
export const SKEW_MS = 5 * 60_000;
const TOKEN_BYTES = 16;

const ADD_STATEMENT = `INSERT INTO consent(ref, recipient_id, status, origin, basis, source, proof, given_at, recorded_at, token_hash, expires_at)
VALUES (?, ?, ?, 'statement', ?, ?, ?, ?, ?, ?, ?)`;
export const SET_CONSENT = `UPDATE recipient SET consent = ?, consent_at = ?, consent_origin = 'statement', consent_basis = ?, consent_source = ?,
consent_recorded_at = ?, opted_out_at = CASE WHEN ? = 1 THEN NULL ELSE opted_out_at END WHERE id = ?`;
const SET_ASKED = 'UPDATE recipient SET asked_at = ? WHERE id = ?';

const NO_PERSON: Person = { id: 0, optedOutAt: null };
/** A number belongs to one person, whatever brand asks; looked up by the key of each brand in turn. */
const LAST_ASKED = `SELECT max(r.asked_at) AS asked_at FROM brand b CROSS JOIN recipient r
WHERE r.brand_id = b.id AND r.hmac = ?`;

export const tokenHash = (key: LedgerKey, token: string): Uint8Array => key.hash(`token:${token}`);

export async function recordConsent(
	store: Store,
	key: LedgerKey,
	request: RecordConsentRequest,
): Promise<ConsentVerdict[]> {
	const { brand, statements, dryRun, cancelled } = request;
	const hashes = new Hashes(key, statements);
	return await store.inBatches({
		mode: dryRun ? 'read' : 'durable',
		count: statements.length,
		cancelled,
		prepare: hashes.prepare,
		begin: function* () {
			const brandId = (yield* readBrand(brand)).id;
			return function* (index) {
				const statement = statements[index];
				if (!statement) throw new RangeError(`There is no statement ${index}`);
				const hash = hashes.at(index);
				const person = dryRun
					? ((yield* findPerson(brandId, hash)) ?? NO_PERSON)
					: yield* personOf(key, brandId, hash);
				return yield* recordOne(key, request, statement, person);
			};
		},
	});
}

function* recordOne(
	key: LedgerKey,
	{ now, dryRun, pendingMs = PENDING_MS }: RecordConsentRequest,
	statement: ConsentStatement,
	person: Person,
): Work<ConsentVerdict> {
	const { status, basis, source, to } = statement;
	if (!Number.isFinite(statement.at) || statement.at > now + SKEW_MS)
		return { outcome: 'held', reason: 'NO_CONSENT' };
	const againAt = status === 'pending' ? yield* mayBeAskedAt(key.hash(to)) : now;
	if (now < againAt) return { outcome: 'held', reason: 'CAPPED', nextAllowedAt: againAt };
	const at = Math.min(statement.at, now);
	const lifted = status === 'granted' && (yield* lifts(person, at, now));
	const suppressed = person.optedOutAt !== null && !lifted;
	if (dryRun) return { outcome: 'recorded', suppressed };

	const ref = newRef(now);
	const asked = status === 'pending' ? ask(key, now + pendingMs) : undefined;
	const proof = JSON.stringify(cleanProof(statement.proof, to));
	const kept = withoutNumbers(source, to);
	const { hash = null, expiresAt = null } = asked ?? {};
	yield* run(ADD_STATEMENT, ref, person.id, status, basis, kept, proof, at, now, hash, expiresAt);
	if (asked) yield* run(SET_ASKED, now, person.id);
	if (isLatest(at, person.consent)) {
		yield* keepFileGrant(person.id, now);
		yield* run(SET_CONSENT, status, at, basis, kept, now, lifted ? 1 : 0, person.id);
	}
	return {
		outcome: 'recorded',
		ref,
		suppressed,
		...(asked && { token: asked.token, expiresAt: asked.expiresAt }),
	};
}

/** A day after the last question, so that a form is no SMS bomb. */
function* mayBeAskedAt(hash: Uint8Array): Work<number> {
	const row = yield* first(LAST_ASKED, hash);
	const askedAt = row ? integerOrNull(row, 'asked_at') : null;
	return askedAt === null ? -Infinity : askedAt + DAY_MS;
}

function ask(key: LedgerKey, expiresAt: number) {
	const token = randomBytes(TOKEN_BYTES).toString('base64url');
	return { token, hash: tokenHash(key, token), expiresAt };
}

/** Of two statements of one moment the later recorded counts, but never against a withdrawal. */
function isLatest(at: number, current: LedgerConsent | undefined): boolean {
	if (current?.at === undefined) return true;
	return at > current.at || (at === current.at && current.status !== 'withdrawn');
}

export function cleanProof(proof: ConsentProof, to: E164): ConsentProof {
	const { wording, wordingVersion, collectedBy, evidence = {} } = proof;
	const texts = Object.entries({ wording, wordingVersion, collectedBy }).flatMap(([name, text]) =>
		text ? [[name, withoutNumbers(text, to)]] : [],
	);
	const facts = Object.entries(evidence).flatMap(([name, text]) =>
		text ? [[name, withoutNumbers(text, to)]] : [],
	);
	return {
		...Object.fromEntries(texts),
		...(facts.length > 0 && { evidence: Object.fromEntries(facts) }),
	};
}

/** What the ledger knows of each number, in the order given. */
export async function consentOf(
	store: Store,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<Array<LedgerConsent | undefined>> {
	const hashes = new Hashes(key, asEntries(numbers));
	return await store.inBatches({
		mode: 'read',
		count: numbers.length,
		prepare: hashes.prepare,
		begin: function* () {
			const brandId = (yield* readBrand(brand)).id;
			return function* (index) {
				return (yield* findPerson(brandId, hashes.at(index)))?.consent;
			};
		},
	});
}

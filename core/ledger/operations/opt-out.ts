import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import type { OptOutRequest } from '../ledger';
import { next } from '../states';
import { readBrand } from './brands';
import { asEntries, Hashes } from './hashes';
import { keepFileGrant, personOf } from './person';
import { integerOrNull } from '../row';
import { CANCEL_OF_RECIPIENT, FIND_RECIPIENT } from './statements';
import { first, run, type Store, type Work } from '../work';

const SET_OPTED_OUT =
	'UPDATE recipient SET opted_out_at = CASE WHEN opted_out_at > ?1 THEN opted_out_at ELSE ?1 END WHERE id = ?2';
const ADD_OPT_OUT = `INSERT INTO optout(recipient_id, source, source_ref, first_seen, event_at)
VALUES (?, ?, ?, ?, ?) ON CONFLICT(recipient_id, source, source_ref) DO NOTHING`;
const WITHDRAW = `UPDATE recipient SET consent = 'withdrawn', consent_at = CASE WHEN consent_at > ?1 THEN consent_at ELSE ?1 END
WHERE id = ?2 AND consent IS NOT NULL`;
const WITHDRAW_PENDING =
	"UPDATE consent SET status = 'withdrawn' WHERE recipient_id = ? AND status = 'pending'";

/** A STOP as the ledger keeps it. */
export interface KeyedOptOut {
	brandId: number;
	/** of the number */
	hash: Uint8Array;
	source: string;
	/** of the event's id at its source */
	sourceHash: Uint8Array;
	at: number;
	now: number;
}

/** An id of a source may be the number itself, e.g. the line of an import. */
export const sourceHashOf = (key: LedgerKey, sourceRef: string): Uint8Array =>
	key.hash(`source:${sourceRef}`);

/** A STOP dated in the future by a wrong clock would outlive the consents to come. */
export const momentOf = ({ at, now }: Pick<KeyedOptOut, 'at' | 'now'>): number => Math.min(at, now);

/**
 * Records a STOP, cancels what is reserved and ends every consent and open question. The same event again changes nothing.
 * To be called inside a writing transaction.
 */
export function* applyOptOut(
	key: LedgerKey,
	optOut: KeyedOptOut,
): Work<{ added: boolean; cancelled: number; personId: number }> {
	const { brandId, hash, source, sourceHash, now } = optOut;
	const { id, consent } = yield* personOf(key, brandId, hash);
	const moment = momentOf(optOut);
	const added = yield* run(ADD_OPT_OUT, id, source, sourceHash, now, moment);
	if (added === 0) return { added: false, cancelled: 0, personId: id };
	if (consent) {
		yield* keepFileGrant(id, now);
		yield* run(WITHDRAW, moment, id);
		yield* run(WITHDRAW_PENDING, id);
	}
	yield* run(SET_OPTED_OUT, moment, id);
	const state = next('reserved', 'cancel') ?? 'reserved';
	const cancelled = yield* run(CANCEL_OF_RECIPIENT, state, now, id);
	return { added: true, cancelled, personId: id };
}

/** Nothing marketing is claimed for the number once this has returned. A number never seen is kept too. */
export async function optOut(
	store: Store,
	key: LedgerKey,
	{ brand, to, source, sourceRef, at, now }: OptOutRequest,
): Promise<{ cancelled: number }> {
	const hash = key.hash(to);
	const sourceHash = sourceHashOf(key, sourceRef);
	return await store.transaction('durable', function* () {
		const brandId = (yield* readBrand(brand)).id;
		const { cancelled } = yield* applyOptOut(key, {
			...{ brandId, hash, source, sourceHash },
			...{ at, now },
		});
		return { cancelled };
	});
}

/** Which of the numbers asked to receive no more, in the order given. */
export async function suppressed(
	store: Store,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<boolean[]> {
	const hashes = new Hashes(key, asEntries(numbers));
	return await store.inBatches({
		mode: 'read',
		count: numbers.length,
		prepare: hashes.prepare,
		begin: function* () {
			const brandId = (yield* readBrand(brand)).id;
			return function* (index) {
				const row = yield* first(FIND_RECIPIENT, brandId, hashes.at(index));
				return row !== undefined && integerOrNull(row, 'opted_out_at') !== null;
			};
		},
	});
}

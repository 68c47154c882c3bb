import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import type { OptOutRequest } from '../ledger';
import { next } from '../states';
import { readBrand } from './brands';
import type { Connection } from './connection';
import { asEntries, Hashes } from './hashes';
import { keepFileGrant, personOf } from './person';
import { integerOrNull } from '../row';
import * as sql from './statements';

const SET_OPTED_OUT =
	'UPDATE recipient SET opted_out_at = max(coalesce(opted_out_at, ?1), ?1) WHERE id = ?2';
const ADD_OPT_OUT = `INSERT INTO optout(recipient_id, source, source_ref, first_seen, event_at)
VALUES (?, ?, ?, ?, ?) ON CONFLICT(recipient_id, source, source_ref) DO NOTHING`;
const WITHDRAW = `UPDATE recipient SET consent = 'withdrawn', consent_at = max(coalesce(consent_at, ?1), ?1)
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

/**
 * Records a STOP, cancels what is reserved and ends every consent and open question. The same event again changes nothing.
 * To be called inside a writing transaction.
 */
export function applyOptOut(
	connection: Connection,
	key: LedgerKey,
	{ brandId, hash, source, sourceHash, at, now }: KeyedOptOut,
): { added: boolean; cancelled: number; personId: number } {
	const { id, consent } = personOf(connection, key, brandId, hash);
	// A STOP dated in the future by a wrong clock would outlive the consents to come.
	const moment = Math.min(at, now);
	const { changes } = connection.statement(ADD_OPT_OUT).run(id, source, sourceHash, now, moment);
	if (changes === 0) return { added: false, cancelled: 0, personId: id };
	if (consent) {
		keepFileGrant(connection, id, now);
		connection.statement(WITHDRAW).run(moment, id);
		connection.statement(WITHDRAW_PENDING).run(id);
	}
	connection.statement(SET_OPTED_OUT).run(moment, id);
	const state = next('reserved', 'cancel') ?? 'reserved';
	const cancelled = connection.statement(sql.CANCEL_OF_RECIPIENT).run(state, now, id);
	return { added: true, cancelled: Number(cancelled.changes), personId: id };
}

/** Nothing marketing is claimed for the number once this has returned. A number never seen is kept too. */
export async function optOut(
	connection: Connection,
	key: LedgerKey,
	{ brand, to, source, sourceRef, at, now }: OptOutRequest,
): Promise<{ cancelled: number }> {
	const hash = key.hash(to);
	const sourceHash = sourceHashOf(key, sourceRef);
	return await connection.transaction('durable', () => {
		const brandId = readBrand(connection, brand).id;
		const { cancelled } = applyOptOut(connection, key, {
			...{ brandId, hash, source, sourceHash },
			...{ at, now },
		});
		return { cancelled };
	});
}

/** Which of the numbers asked to receive no more, in the order given. */
export async function suppressed(
	connection: Connection,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<boolean[]> {
	const hashes = new Hashes(key, asEntries(numbers));
	return await connection.inBatches({
		mode: 'read',
		count: numbers.length,
		prepare: hashes.prepare,
		begin: () => {
			const brandId = readBrand(connection, brand).id;
			return (index) => {
				const row = connection.statement(sql.FIND_RECIPIENT).get(brandId, hashes.at(index));
				return row !== undefined && integerOrNull(row, 'opted_out_at') !== null;
			};
		},
	});
}

import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import type { OptOutRequest } from '../ledger';
import { next } from '../states';
import { readBrand } from './brands';
import type { Connection } from './connection';
import { integer, integerOrNull } from './row';
import * as sql from './statements';

const SET_OPTED_OUT =
	'UPDATE recipient SET opted_out_at = max(coalesce(opted_out_at, ?1), ?1) WHERE id = ?2';
const ADD_OPT_OUT = `INSERT INTO optout(recipient_id, source, source_ref, first_seen, event_at)
VALUES (?, ?, ?, ?, ?) ON CONFLICT(recipient_id, source, source_ref) DO NOTHING`;

/** Nothing marketing is claimed for the number once this has returned. A number never seen is kept too. */
export async function optOut(
	connection: Connection,
	key: LedgerKey,
	{ brand, to, source, sourceRef, at, now }: OptOutRequest,
): Promise<{ cancelled: number }> {
	const hash = key.hash(to);
	// An id of the source may be the number itself, e.g. the line of an import.
	const sourceHash = key.hash(`source:${sourceRef}`);
	return await connection.transaction('durable', () => {
		const brandId = readBrand(connection, brand).id;
		const known = connection.statement(sql.FIND_RECIPIENT).get(brandId, hash);
		const recipient = known
			? integer(known, 'id')
			: Number(
					connection.statement(sql.ADD_RECIPIENT).run(brandId, hash, key.epoch).lastInsertRowid,
				);
		const added = connection.statement(ADD_OPT_OUT).run(recipient, source, sourceHash, now, at);
		if (added.changes !== 0) connection.statement(SET_OPTED_OUT).run(at, recipient);
		const { changes } = connection
			.statement(sql.CANCEL_OF_RECIPIENT)
			.run(next('reserved', 'cancel') ?? 'reserved', now, recipient);
		return { cancelled: Number(changes) };
	});
}

/** Which of the numbers asked to receive no more, in the order given. */
export async function suppressed(
	connection: Connection,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<boolean[]> {
	const hashes: Uint8Array[] = [];
	return await connection.inBatches({
		mode: 'read',
		count: numbers.length,
		prepare: (from, to) => {
			for (const number of numbers.slice(Math.max(from, hashes.length), to))
				hashes.push(key.hash(number));
		},
		begin: () => {
			const brandId = readBrand(connection, brand).id;
			return (index) => {
				const row = connection.statement(sql.FIND_RECIPIENT).get(brandId, hashes[index] ?? '');
				return row !== undefined && integerOrNull(row, 'opted_out_at') !== null;
			};
		},
	});
}

import { setImmediate } from 'node:timers/promises';
import { withoutNumbers } from '../../consent/clean';
import type { ImportOptOutsRequest, ImportVerdict, SuppressionEntry } from '../consent-ledger';
import type { LedgerKey } from '../key';
import { readBrand } from './brands';
import type { Connection } from './connection';
import { Hashes } from './hashes';
import { findPerson } from './person';
import { applyOptOut, sourceHashOf } from './opt-out';
import { blob, integer, text } from '../row';

const FIND_OPT_OUT =
	'SELECT 1 FROM optout WHERE recipient_id = ? AND source = ? AND source_ref = ?';
const PAGE_SIZE = 1_000;
const PAGE = `SELECT id, hmac, opted_out_at FROM recipient
WHERE brand_id = ? AND opted_out_at IS NOT NULL AND id > ? ORDER BY id LIMIT ${PAGE_SIZE}`;
const SOURCES =
	'SELECT source, min(first_seen) AS seen FROM optout WHERE recipient_id = ? GROUP BY source ORDER BY seen';

/** Lists of 100,000: hashed outside the lock, written in short transactions, each on the disk before the next. */
export async function importOptOuts(
	connection: Connection,
	key: LedgerKey,
	request: ImportOptOutsRequest,
): Promise<ImportVerdict[]> {
	const { brand, entries, now, dryRun, cancelled } = request;
	const source = withoutNumbers(request.source);
	const hashes = new Hashes(key, entries);
	const undated = sourceHashOf(key, 'list');
	return await connection.inBatches({
		mode: dryRun ? 'read' : 'durable',
		count: entries.length,
		cancelled,
		prepare: hashes.prepare,
		begin: () => {
			const brandId = readBrand(connection, brand).id;
			return (index): ImportVerdict => {
				const entry = entries[index];
				if (!entry) throw new RangeError(`There is no entry ${index}`);
				const hash = hashes.at(index);
				const { at } = entry;
				// A list that dates a STOP anew tells of another STOP; one without dates only repeats itself.
				const sourceHash = at === undefined ? undated : sourceHashOf(key, `list:${at}`);
				if (dryRun) {
					const known = findPerson(connection, brandId, hash);
					const found =
						known && connection.statement(FIND_OPT_OUT).get(known.id, source, sourceHash);
					return found ? 'known' : 'added';
				}
				const optOut = { brandId, hash, source, sourceHash, at: at ?? now, now };
				return applyOptOut(connection, key, optOut).added ? 'added' : 'known';
			};
		},
	});
}

/** A page at a time: a list of a million must not stop n8n while it is read. */
export async function exportSuppression(
	connection: Connection,
	brand: string,
): Promise<SuppressionEntry[]> {
	const entries: SuppressionEntry[] = [];
	let last = 0;
	for (;;) {
		const from = last;
		const page = await connection.transaction('read', () =>
			connection
				.statement(PAGE)
				.all(readBrand(connection, brand).id, from)
				.map((row) => {
					const id = integer(row, 'id');
					const sources = connection.statement(SOURCES).all(id);
					const seen = sources.map((one) => integer(one, 'seen'));
					const at = integer(row, 'opted_out_at');
					return {
						id,
						entry: {
							key: Buffer.from(blob(row, 'hmac')).toString('hex'),
							at,
							recordedAt: seen[0] ?? at,
							sources: sources.map((one) => text(one, 'source')),
						},
					};
				}),
		);
		for (const { entry } of page) entries.push(entry);
		last = page.at(-1)?.id ?? last;
		if (page.length < PAGE_SIZE) return entries;
		await setImmediate();
	}
}

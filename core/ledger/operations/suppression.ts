import { setImmediate } from 'node:timers/promises';
import { withoutNumbers } from '../../consent/clean';
import type { ImportOptOutsRequest, ImportVerdict, SuppressionEntry } from '../consent-ledger';
import type { LedgerKey } from '../key';
import { readBrand } from './brands';
import { Hashes } from './hashes';
import { findPerson } from './person';
import { applyOptOut, sourceHashOf } from './opt-out';
import { blob, integer, text } from '../row';
import { all, first, type Store, type Work } from '../work';

const FIND_OPT_OUT =
	'SELECT 1 FROM optout WHERE recipient_id = ? AND source = ? AND source_ref = ?';
const PAGE_SIZE = 1_000;
const PAGE = `SELECT id, hmac, opted_out_at FROM recipient
WHERE brand_id = ? AND opted_out_at IS NOT NULL AND id > ? ORDER BY id LIMIT ${PAGE_SIZE}`;
const SOURCES =
	'SELECT source, min(first_seen) AS seen FROM optout WHERE recipient_id = ? GROUP BY source ORDER BY seen';

/** Lists of 100,000: hashed outside the lock, written in short transactions, each on the disk before the next. */
export async function importOptOuts(
	store: Store,
	key: LedgerKey,
	request: ImportOptOutsRequest,
): Promise<ImportVerdict[]> {
	const { brand, entries, now, dryRun, cancelled } = request;
	const source = withoutNumbers(request.source);
	const hashes = new Hashes(key, entries);
	const undated = sourceHashOf(key, 'list');
	return await store.inBatches({
		mode: dryRun ? 'read' : 'durable',
		count: entries.length,
		cancelled,
		prepare: hashes.prepare,
		begin: function* () {
			const brandId = (yield* readBrand(brand)).id;
			return function* (index): Work<ImportVerdict> {
				const entry = entries[index];
				if (!entry) throw new RangeError(`There is no entry ${index}`);
				const hash = hashes.at(index);
				const { at } = entry;
				// A list that dates a STOP anew tells of another STOP; one without dates only repeats itself.
				const sourceHash = at === undefined ? undated : sourceHashOf(key, `list:${at}`);
				if (dryRun) {
					const known = yield* findPerson(brandId, hash);
					if (!known) return 'added';
					return (yield* first(FIND_OPT_OUT, known.id, source, sourceHash)) ? 'known' : 'added';
				}
				const optOut = { brandId, hash, source, sourceHash, at: at ?? now, now };
				return (yield* applyOptOut(key, optOut)).added ? 'added' : 'known';
			};
		},
	});
}

/** A page at a time: a list of a million must not stop n8n while it is read. */
export async function exportSuppression(store: Store, brand: string): Promise<SuppressionEntry[]> {
	const entries: SuppressionEntry[] = [];
	let last = 0;
	for (;;) {
		const from = last;
		const page = await store.transaction('read', function* () {
			const rows = yield* all(PAGE, (yield* readBrand(brand)).id, from);
			const found: Array<{ id: number; entry: SuppressionEntry }> = [];
			for (const row of rows) {
				const id = integer(row, 'id');
				const sources = yield* all(SOURCES, id);
				const at = integer(row, 'opted_out_at');
				const key = Buffer.from(blob(row, 'hmac')).toString('hex');
				const recordedAt = sources[0] ? integer(sources[0], 'seen') : at;
				found.push({
					id,
					entry: { key, at, recordedAt, sources: sources.map((one) => text(one, 'source')) },
				});
			}
			return found;
		});
		for (const { entry } of page) entries.push(entry);
		last = page.at(-1)?.id ?? last;
		if (page.length < PAGE_SIZE) return entries;
		await setImmediate();
	}
}

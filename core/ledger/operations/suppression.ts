import { setImmediate } from 'node:timers/promises';
import { withoutNumbers } from '../../consent/clean';
import type { ImportOptOutsRequest, ImportVerdict, SuppressionEntry } from '../consent-ledger';
import type { LedgerKey } from '../key';
import { readBrand } from './brands';
import { Hashes } from './hashes';
import { findPerson } from './person';
import { applyOptOut, sourceHashOf, type KeyedOptOut } from './opt-out';
import { blob, integer, text } from '../row';
import { all, first, type Store, type Work } from '../work';

const FIND_OPT_OUT =
	'SELECT 1 FROM optout WHERE recipient_id = ? AND source = ? AND source_ref = ?';
const PAGE_SIZE = 1_000;
const PAGE = `SELECT id, hmac, opted_out_at FROM recipient
WHERE brand_id = ? AND opted_out_at IS NOT NULL AND id > ? ORDER BY id LIMIT ${PAGE_SIZE}`;
const SOURCES = `SELECT o.recipient_id, o.source, min(o.first_seen) AS seen FROM (${PAGE}) r
CROSS JOIN optout o ON o.recipient_id = r.id GROUP BY o.recipient_id, o.source ORDER BY seen, o.source`;

/** A list as the ledger keeps it: `prepare` makes the hashes of a part of it, `at` gives what one of its entries adds. */
export function listedOptOuts(key: LedgerKey, request: ImportOptOutsRequest) {
	const { entries, now } = request;
	const source = withoutNumbers(request.source);
	const hashes = new Hashes(key, entries);
	const undated = sourceHashOf(key, 'list');
	return {
		source,
		prepare: hashes.prepare,
		at: (index: number): Pick<KeyedOptOut, 'hash' | 'sourceHash' | 'at'> => {
			const at = entries[index]?.at;
			// A list that dates a STOP anew tells of another STOP; one without dates only repeats itself.
			const sourceHash = at === undefined ? undated : sourceHashOf(key, `list:${at}`);
			return { hash: hashes.at(index), sourceHash, at: at ?? now };
		},
	};
}

/** Lists of 100,000: hashed outside the lock, written in short transactions, on the disk when it returns. */
export async function importOptOuts(
	store: Store,
	key: LedgerKey,
	request: ImportOptOutsRequest,
): Promise<ImportVerdict[]> {
	const { brand, entries, now, dryRun, cancelled } = request;
	const listed = listedOptOuts(key, request);
	const { source } = listed;
	return await store.inBatches({
		mode: dryRun ? 'read' : 'durable',
		count: entries.length,
		cancelled,
		prepare: listed.prepare,
		begin: function* () {
			const brandId = (yield* readBrand(brand)).id;
			return function* (index): Work<ImportVerdict> {
				const optOut = { brandId, source, now, ...listed.at(index) };
				if (!dryRun) return (yield* applyOptOut(key, optOut)).added ? 'added' : 'known';
				const known = yield* findPerson(brandId, optOut.hash);
				if (!known) return 'added';
				const found = yield* first(FIND_OPT_OUT, known.id, source, optOut.sourceHash);
				return found ? 'known' : 'added';
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
			const brandId = (yield* readBrand(brand)).id;
			const rows = yield* all(PAGE, brandId, from);
			const sources = Map.groupBy(yield* all(SOURCES, brandId, from), (row) =>
				integer(row, 'recipient_id'),
			);
			return rows.map((row) => {
				const id = integer(row, 'id');
				const named = sources.get(id) ?? [];
				const at = integer(row, 'opted_out_at');
				const key = Buffer.from(blob(row, 'hmac')).toString('hex');
				const recordedAt = named[0] ? integer(named[0], 'seen') : at;
				const entry = { key, at, recordedAt, sources: named.map((one) => text(one, 'source')) };
				return { id, entry };
			});
		});
		for (const { entry } of page) entries.push(entry);
		last = page.at(-1)?.id ?? last;
		if (page.length < PAGE_SIZE) return entries;
		await setImmediate();
	}
}

import { rename } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makePool } from '../../../vendor/pg';
import { DEFAULT_BRAND } from '../default-brand';
import { LedgerError } from '../ledger';
import { writeMarker } from '../marker';
import { openPostgresLedger, type PostgresOptions } from '../postgres/open';
import { trouble } from '../postgres/trouble';
import type { Table, Tally } from './rows';
import { MOVED, openSource, type Source } from './source';
import { Target } from './target';

export interface MoveRequest {
	/** the embedded ledger's file */
	file: string;
	/** default: `<file>.key` */
	keyFile?: string;
	/** where to; the key is the one of the embedded ledger */
	to: Omit<PostgresOptions, 'key' | 'poolSize'>;
	/** told after each table, and waited for */
	progress?: (table: string, rows: number) => void | Promise<void>;
}

export interface Moved {
	/** rows and checksum of each table, the same on both sides */
	tables: Record<string, Tally>;
	/** what the file is called now */
	renamedTo: string;
	/** it had been moved before, by a run that was cut off at the end */
	before: boolean;
}

/** What a new ledger has in it. */
const MADE_WITH = new Set(['meta', 'brand']);

/**
 * Moves an embedded ledger to PostgreSQL in one transaction: all of it, or nothing. What was written is read back and
 * compared before it counts. Then a note that the ledger is in PostgreSQL is left beside the file, and the file is renamed.
 * Cut off at any moment, it can be run again.
 * @throws LedgerError, among them `BUSY` while n8n runs and `NOT_A_LEDGER` when the target holds another ledger's entries
 */
export async function moveLedger(request: MoveRequest): Promise<Moved> {
	const file = resolve(request.file);
	const source = await openSource(file, request.keyFile && resolve(request.keyFile));
	try {
		const to: PostgresOptions = { ...request.to, poolSize: 1, key: source.key };
		const fresh = await isFresh(to);
		const copied = await copy(source, to, fresh, request.progress).catch((error: unknown) => {
			throw trouble(error);
		});
		// In this order: a file that is still there is never without the note once PostgreSQL has its rows.
		await writeMarker(file, to);
		const renamedTo = `${file}${MOVED}${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
		source.close();
		await rename(file, renamedTo);
		return { ...copied, renamedTo };
	} finally {
		source.close();
	}
}

/** Makes the schema where it is not there. Whether its brands are those every ledger begins with. */
async function isFresh(to: PostgresOptions): Promise<boolean> {
	const ledger = await openPostgresLedger(to).catch((error: unknown) => {
		throw error instanceof LedgerError && error.code === 'KEY_WRONG' ? otherKey(to.schema) : error;
	});
	try {
		return isDeepStrictEqual(await ledger.listBrands(), [DEFAULT_BRAND]);
	} finally {
		await ledger.close();
	}
}

async function copy(
	source: Source,
	to: PostgresOptions,
	fresh: boolean,
	progress: MoveRequest['progress'],
): Promise<Pick<Moved, 'tables' | 'before'>> {
	const { schema, ssl = false, host, port, database, user, password } = to;
	const server = { host, port, database, user, password, ssl };
	const pool = makePool({ ...server, max: 1, application_name: 'sms-marketing move-ledger' });
	pool.on('error', () => undefined);
	try {
		const client = await pool.connect();
		// A connection that ends between two statements: the next one says so.
		client.on('error', () => undefined);
		try {
			const target = await Target.begin(client, schema, source.tables);
			const tables = tallies(source);
			if (!fresh || (await holdsRows(target, source.tables))) {
				const other = await differing(source.tables, tables, target);
				if (other !== undefined) throw notEmpty(other);
				return { tables, before: true };
			}
			for (const table of source.tables) await target.clear(table);
			for (const table of source.tables) {
				for (const batch of source.batches(table)) await target.insert(table, batch);
				await target.continueNumbers(table);
				await progress?.(table.name, tables[table.name]?.rows ?? 0);
			}
			const other = await differing(source.tables, tables, target);
			if (other !== undefined) throw notTheSame(other);
			await target.commit();
			return { tables, before: false };
		} finally {
			// Without a commit, its end undoes everything.
			client.release(true);
		}
	} finally {
		await pool.end();
	}
}

const tallies = (source: Source): Record<string, Tally> =>
	Object.fromEntries(source.tables.map((table) => [table.name, source.tally(table)]));

async function holdsRows(target: Target, tables: Table[]): Promise<boolean> {
	for (const table of tables)
		if (!MADE_WITH.has(table.name) && (await target.count(table)) > 0) return true;
	return false;
}

/** The first table that is not the same on both sides. */
async function differing(
	tables: Table[],
	expected: Record<string, Tally>,
	target: Target,
): Promise<string | undefined> {
	for (const table of tables)
		if (!isDeepStrictEqual(await target.tally(table), expected[table.name])) return table.name;
	return undefined;
}

const notEmpty = (table: string): LedgerError =>
	new LedgerError(
		'NOT_A_LEDGER',
		`The ledger in PostgreSQL is not empty: its table "${table}" has other entries than the file`,
		'Nothing was changed. Name another schema, or drop this one if nobody needs what is in it.',
	);

const otherKey = (schema: string): LedgerError =>
	new LedgerError(
		'KEY_WRONG',
		`The schema "${schema}" in PostgreSQL holds a ledger that was made with another key than the file`,
		'Nothing was changed. Name another schema, or drop this one if nobody needs what is in it.',
	);

const notTheSame = (table: string): LedgerError =>
	new LedgerError(
		'NOT_A_LEDGER',
		`What PostgreSQL gives back of the table "${table}" is not what was written`,
		'Nothing was changed. Check the server, then run again.',
	);

import { access, readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failure } from '../failures';
import { LedgerError } from '../ledger';
import { openFile } from '../sqlite/open';
import { asCell, Counting, whichRows, type Cells, type Table, type Tally } from './rows';

const BATCH = 2_000;
/** What follows the name of a file that was moved, before the time. */
export const MOVED = '.moved-';

/** Parents before what names them. */
const FIRST = ['brand', 'campaign', 'recipient', 'message'];

/** An embedded ledger that nobody else has open. */
export interface Source {
	/** the keys, as the credential takes them */
	key: string;
	tables: Table[];
	/** the rows of a table, in batches */
	batches(table: Table): Generator<Cells[]>;
	tally(table: Table): Tally;
	close(): void;
}

/**
 * Opens an embedded ledger for itself alone, after bringing it up to date and checking its key.
 * @throws LedgerError `FILE_MISSING`, `BUSY` while n8n or another program has it open, and those of an embedded ledger
 */
export async function openSource(file: string, keyFile = `${file}.key`): Promise<Source> {
	await access(file).catch(async () => {
		throw (await movedBefore(file)) ?? failure('UNREACHABLE', { file });
	});
	const { connection } = await openFile({ file, keyFile, patienceMs: 2_000 });
	connection.close();
	const key = await readFile(keyFile, 'utf8');
	const database = new DatabaseSync(file, { timeout: 0 });
	takeAlone(database, file);
	const tables = readTables(database);
	return {
		key,
		tables,
		batches: (table) => batchesOf(database, table),
		tally: (table) => {
			const counting = new Counting();
			for (const batch of batchesOf(database, table)) for (const row of batch) counting.add(row);
			return counting.tally;
		},
		close: () => {
			if (database.isOpen) database.close();
		},
	};
}

/** The error for a file that an earlier run has renamed. */
async function movedBefore(file: string): Promise<LedgerError | undefined> {
	const names = await readdir(dirname(file)).catch(() => []);
	const moved = names.filter((name) => name.startsWith(`${basename(file)}${MOVED}`)).sort();
	const last = moved.at(-1);
	if (last === undefined) return undefined;
	return new LedgerError(
		'FILE_MISSING',
		`There is no ${file}: it has been moved to PostgreSQL already, and is now called ${last}`,
		'Nothing was changed, and nothing is left to move. Choose the SMS Ledger credential in every SMS node.',
	);
}

/** Leaving WAL works only for the last one who has the file open; it also writes all of it into the one file. */
function takeAlone(database: DatabaseSync, file: string): void {
	try {
		database.exec('PRAGMA locking_mode = EXCLUSIVE');
		const mode = database.prepare('PRAGMA journal_mode = DELETE').get()?.journal_mode;
		if (mode !== 'delete') throw new Error('still shared');
		database.exec('BEGIN EXCLUSIVE');
	} catch {
		database.close();
		throw new LedgerError(
			'BUSY',
			`The SMS ledger ${file} is in use`,
			'Stop n8n and other programs that have the file open, then run again.',
		);
	}
}

function readTables(database: DatabaseSync): Table[] {
	const names = database
		.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all()
		.map(({ name }) => String(name));
	const ordered = [...FIRST, ...names.filter((name) => !FIRST.includes(name)).sort()];
	return ordered.map((name) => ({
		name,
		columns: database
			.prepare(`SELECT name FROM pragma_table_info('${name}') ORDER BY cid`)
			.all()
			.map((column) => String(column.name)),
	}));
}

function* batchesOf(database: DatabaseSync, table: Table): Generator<Cells[]> {
	const columns = table.columns.map((name) => `"${name}"`).join(', ');
	const rows = database
		.prepare(`SELECT ${columns} FROM "${table.name}"${whichRows(table)}`)
		.iterate();
	let batch: Cells[] = [];
	for (const row of rows) {
		batch.push(table.columns.map((name) => asCell(row[name])));
		if (batch.length < BATCH) continue;
		yield batch;
		batch = [];
	}
	if (batch.length > 0) yield batch;
}

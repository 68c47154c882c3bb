import type { DatabaseSync } from 'node:sqlite';
import { failure } from '../failures';
import { writeDefaultBrand } from '../operations/brands';
import type { Connection } from './connection';
import { text } from '../row';
import { MIGRATIONS } from './schema';

const OURS = ['meta', 'brand', 'campaign', 'recipient', 'message', 'attempt'];

/** How many migrations the file has seen. @throws LedgerError `NOT_A_LEDGER` for another program's database */
export function schemaVersion(database: DatabaseSync, file: string): number {
	const tables = database
		.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
		.all()
		.map(({ name }) => name);
	if (tables.length === 0) return 0;
	if (!OURS.every((table) => tables.includes(table))) throw failure('NOT_A_LEDGER', { file });
	const row = database.prepare("SELECT value FROM meta WHERE key = 'schema'").get();
	const version = Number(row?.value);
	if (!Number.isInteger(version) || version < 1) throw failure('NOT_A_LEDGER', { file });
	return version;
}

/**
 * Brings the file to this version in one transaction, so that of several processes starting at once one does it.
 * @throws LedgerError `NEWER_VERSION`, `NOT_A_LEDGER`
 */
export async function migrate(connection: Connection, database: DatabaseSync): Promise<void> {
	const { file } = connection;
	const seen = await connection.transaction('read', () => schemaVersion(database, file));
	if (seen > MIGRATIONS.length) throw failure('NEWER_VERSION', { file });
	if (seen === MIGRATIONS.length) return;
	await connection.transaction('durable', () => {
		// Read again: another process may have been first.
		for (const migration of MIGRATIONS.slice(schemaVersion(database, file)))
			database.exec(migration);
		database
			.prepare(
				"INSERT INTO meta(key, value) VALUES ('schema', ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
			)
			.run(String(MIGRATIONS.length));
		connection.perform(writeDefaultBrand());
	});
}

const FINGERPRINT = 'key_fingerprint';

export async function readFingerprint(connection: Connection): Promise<string | undefined> {
	return await connection.transaction('read', () => {
		const row = connection.statement('SELECT value FROM meta WHERE key = ?').get(FINGERPRINT);
		return row && text(row, 'value');
	});
}

/** Binds a new ledger to its key; of two processes the first one wins, and its fingerprint is returned. */
export async function writeFingerprint(
	connection: Connection,
	fingerprint: string,
	epoch: number,
): Promise<string> {
	return await connection.transaction('durable', () => {
		const add = connection.statement(
			'INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING',
		);
		add.run(FINGERPRINT, fingerprint);
		add.run('key_epoch', String(epoch));
		const row = connection.statement('SELECT value FROM meta WHERE key = ?').get(FINGERPRINT);
		return row ? text(row, 'value') : fingerprint;
	});
}

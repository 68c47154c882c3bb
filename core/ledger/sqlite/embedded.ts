import { open, rm } from 'node:fs/promises';
import { backup } from 'node:sqlite';
import { failure } from '../failures';
import type { Ledger } from '../ledger';
import { sharedOperations } from '../operations';
import { claim } from './claim';
import type { Connection } from './connection';
import { openFile, type EmbeddedOptions } from './open';
import { reserve } from './reserve';
import { settle } from './settle';

/**
 * Opens the embedded ledger: one SQLite file that several processes of one machine may share, and its key file.
 * @throws LedgerError when the place, the file or the key is not usable
 */
export async function openEmbeddedLedger(options: EmbeddedOptions): Promise<Ledger> {
	const { connection, key } = await openFile(options);
	return {
		...sharedOperations(connection.store, key),
		reserve: async (request) => await reserve(connection, key, request),
		claim: async (request) => await claim(connection, key, request),
		settle: async (answers, now) => await settle(connection, answers, now),
		backup: async (path) => await backUp(connection, path),
		close: async () => connection.close(),
	};
}

/** SQLite's own backup: a copy of the file alone would miss what is still in the -wal. The key file is not in it. */
async function backUp(connection: Connection, path: string): Promise<void> {
	try {
		await rm(path, { force: true });
		await (await open(path, 'wx', 0o600)).close();
	} catch {
		throw failure('READ_ONLY', { file: path });
	}
	await connection.backup(async (database) => await backup(database, path));
}

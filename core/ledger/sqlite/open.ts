import { constants } from 'node:fs';
import { access, chmod, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { failure } from '../failures';
import { createKeyFile, loadKeyFile, type LedgerKey } from '../key';
import { Connection } from './connection';
import { finishRotation } from './key-file';
import { migrate, readFingerprint, writeFingerprint } from './migrate';
import { networkDrive, type FileSystemType } from './network-drive';
import { isBusy, trouble } from './trouble';

export interface EmbeddedOptions {
	/** the ledger's file; made, with its folder, when it is not there */
	file: string;
	/** default: `<file>.key`, beside it */
	keyFile?: string;
	/** how long to wait for other processes that hold the file; default 20 seconds */
	patienceMs?: number;
	/** how the kind of file system is found out */
	fileSystemType?: FileSystemType;
}

const PATIENCE_MS = 20_000;
/** Enough for the rows of a hundred thousand contacts; SQLite's own 2 MB are read anew with every batch. */
const CACHE_KIB = 65_536;

/** Opens, creates or brings up to date the file and its key. @throws LedgerError for every trouble in its table */
export async function openFile(
	options: EmbeddedOptions,
): Promise<{ connection: Connection; key: LedgerKey }> {
	const file = resolve(options.file);
	const keyFile = resolve(options.keyFile ?? `${file}.key`);
	const patienceMs = options.patienceMs ?? PATIENCE_MS;
	await checkPlace(file, options.fileSystemType);
	await checkNotLost(file, keyFile, options.keyFile === undefined);
	const database = await openDatabase(file, patienceMs);
	const connection = new Connection(database, file, patienceMs);
	try {
		await migrate(connection, database);
		return { connection, key: await openKey(connection, keyFile) };
	} catch (error) {
		connection.close();
		throw trouble(error, file);
	}
}

async function checkPlace(file: string, fileSystemType?: FileSystemType): Promise<void> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 }).catch((error: unknown) => {
		throw failure(isDenied(error) ? 'READ_ONLY' : 'UNREACHABLE', { file });
	});
	const drive = await networkDrive(file, fileSystemType);
	if (drive !== undefined) throw failure('NETWORK_DRIVE', { file, drive });
	// SQLite would open a read-only file without a word and fail at the first reservation; WAL needs the folder too.
	for (const path of [dirname(file), file, `${file}-wal`])
		await access(path, constants.W_OK).catch((error: unknown) => {
			if (isDenied(error)) throw failure('READ_ONLY', { file });
		});
}

/**
 * The key is made after the file: a key beside no file, or an empty one, means that a ledger was lost with every STOP in it.
 * A key given beforehand lies in a place of its own.
 */
async function checkNotLost(file: string, keyFile: string, beside: boolean): Promise<void> {
	if (!(await exists(keyFile))) return;
	if (beside && !(await exists(file))) throw failure('FILE_MISSING', { file, key: keyFile });
	if (await isEmpty(file)) {
		// A file another process is just making is empty for a moment; one that lost its content stays so.
		for (let tries = 0; tries < 20 && (await isEmpty(file)); tries++) await setTimeout(50);
		if (await isEmpty(file)) throw failure('NOT_A_LEDGER', { file });
	}
}

async function openDatabase(file: string, patienceMs: number): Promise<DatabaseSync> {
	const deadline = performance.now() + patienceMs;
	for (;;) {
		let database: DatabaseSync | undefined;
		try {
			database = new DatabaseSync(file, { timeout: 0 });
			// A commit is put on the disk by `LogSync` where it must be.
			database.exec(
				'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY',
			);
			database.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
			// Another user's file is used as it is.
			await chmod(file, 0o600).catch(() => undefined);
			return database;
		} catch (error) {
			if (database?.isOpen) database.close();
			if (!isBusy(error) || performance.now() > deadline) throw trouble(error, file);
		}
		await setTimeout(20 + Math.random() * 30);
	}
}

/** An existing ledger is never given another key: it would no longer know anyone. */
async function openKey(connection: Connection, keyFile: string): Promise<LedgerKey> {
	const fingerprint = await readFingerprint(connection);
	if (fingerprint !== undefined) await finishRotation(keyFile, fingerprint);
	const key = await (fingerprint === undefined ? createKeyFile : loadKeyFile)(keyFile);
	const bound = fingerprint ?? (await writeFingerprint(connection, key.fingerprint, key.epoch));
	if (bound !== key.fingerprint) throw failure('KEY_WRONG', { key: keyFile });
	connection.bindKey(key.epoch);
	return key;
}

function isDenied(error: unknown): boolean {
	return (
		typeof error === 'object' &&
		error !== null &&
		'code' in error &&
		['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
	);
}

async function isEmpty(file: string): Promise<boolean> {
	return await stat(file).then(
		({ size }) => size === 0,
		() => false,
	);
}

async function exists(file: string): Promise<boolean> {
	return await stat(file).then(
		() => true,
		() => false,
	);
}

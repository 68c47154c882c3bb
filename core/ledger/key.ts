import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure } from './failures';

/** The ledger's secret: turns a number into what the ledger may keep. */
export interface LedgerKey {
	/** keyed HMAC-SHA-256, 32 bytes */
	hash(text: string): Uint8Array;
	/** kept in the ledger, so that a wrong key is refused instead of forgetting every STOP */
	fingerprint: string;
	/** which key of a rotation this is; rotating chains: new = HMAC of the old value */
	epoch: number;
}

const KEY_BYTES = 32;

/** Reads a key written as 64 hexadecimal digits. @throws LedgerError `KEY_WRONG` */
export function readKey(text: string, keyFile: string): LedgerKey {
	if (!/^[0-9a-f]{64}$/i.test(text.trim())) throw failure('KEY_WRONG', { key: keyFile });
	return ledgerKey(createSecretKey(text.trim(), 'hex'));
}

/** A KeyObject made once: HMAC with a raw key costs six times as much. */
function ledgerKey(secret: KeyObject): LedgerKey {
	const hash = (text: string) => createHmac('sha256', secret).update(text).digest();
	return { hash, fingerprint: hash('fingerprint').toString('hex', 0, 8), epoch: 1 };
}

/** The key of an existing ledger. @throws LedgerError `KEY_MISSING`, `KEY_WRONG` */
export async function loadKeyFile(keyFile: string): Promise<LedgerKey> {
	const text = await readFile(keyFile, 'utf8').catch(() => undefined);
	if (text === undefined) throw failure('KEY_MISSING', { key: keyFile });
	return readKey(text, keyFile);
}

/** The key of a new ledger: two processes starting together get the same one. */
export async function createKeyFile(keyFile: string): Promise<LedgerKey> {
	const draft = `${keyFile}.${process.pid}.${randomBytes(6).toString('hex')}`;
	try {
		const handle = await open(draft, 'wx', 0o600);
		try {
			await handle.writeFile(`${randomBytes(KEY_BYTES).toString('hex')}\n`);
			await handle.sync();
		} finally {
			await handle.close();
		}
		// A link appears whole or not at all, and fails when another process was first: its key is then ours.
		await link(draft, keyFile).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') throw error;
		});
		await syncFolder(dirname(keyFile));
	} catch {
		throw failure('READ_ONLY', { file: keyFile });
	} finally {
		await rm(draft, { force: true }).catch(() => undefined);
	}
	return await loadKeyFile(keyFile);
}

/** A ledger that outlives a power cut must not lose its key in it. Windows cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r').catch(() => undefined);
	await handle?.sync().catch(() => undefined);
	await handle?.close();
}

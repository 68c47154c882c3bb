import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure, secretKeyWrong } from './failures';

/** The ledger's secret: turns a number into what the ledger may keep. */
export interface LedgerKey {
	/** keyed HMAC-SHA-256, 32 bytes */
	hash(text: string): Uint8Array;
	/** the same as a short text, 20 characters of base64url */
	shorten(text: string): string;
	/** kept in the ledger, so that a wrong key is refused instead of forgetting every STOP */
	fingerprint: string;
	/**
	 * How many keys a value goes through. A rotation adds one: new = HMAC of the old value, since the numbers are not there
	 * to be hashed again. Whoever has the former keys alone can read nothing.
	 */
	epoch: number;
}

const KEY_BYTES = 32;
const SHORT_BYTES = 15;

/** Reads keys written as 64 hexadecimal digits, one a line, the oldest first. Nothing when the text is not that. */
function parseKey(text: string): LedgerKey | undefined {
	const lines = text.trim().split(/\s+/);
	if (!lines.every((line) => /^[0-9a-f]{64}$/i.test(line))) return undefined;
	return ledgerKey(lines.map((line) => createSecretKey(line, 'hex')));
}

/** The text of a key file. @throws LedgerError `KEY_WRONG` */
export function readKey(text: string, keyFile: string): LedgerKey {
	const key = parseKey(text);
	if (!key) throw failure('KEY_WRONG', { key: keyFile });
	return key;
}

/** What stands in the credential for the ledger in `schema`. @throws LedgerError `KEY_WRONG` */
export function readSecretKey(text: string, schema: string): LedgerKey {
	const key = parseKey(text);
	if (!key) throw secretKeyWrong('unreadable', { schema });
	return key;
}

/** What one key makes of a value. */
const digest = (secret: KeyObject, value: string | Uint8Array): Buffer =>
	createHmac('sha256', secret).update(value).digest();

/** KeyObjects made once: HMAC with a raw key costs six times as much. */
function ledgerKey(secrets: KeyObject[]): LedgerKey {
	const chain = secrets.map((secret) => keyStep(secret));
	const [first, ...others] = chain;
	if (!first) throw new RangeError('A ledger needs a key');
	const hash = (text: string) =>
		others.reduce((value, step) => step.bytes(value), first.bytes(text));
	return {
		hash,
		shorten: (text) => chain.reduce((value, step) => step.text(value), text),
		fingerprint: Buffer.from(hash('fingerprint')).toString('hex', 0, 8),
		epoch: secrets.length,
	};
}

/** One key of the chain, as a rotation applies it to what the ledger keeps. */
export interface KeyStep {
	bytes(value: string | Uint8Array): Uint8Array;
	text(value: string): string;
}

const keyStep = (secret: KeyObject): KeyStep => ({
	bytes: (value) => digest(secret, value),
	text: (value) => digest(secret, value).toString('base64url', 0, SHORT_BYTES),
});

/** The contents of a key file with one more key, and that key alone. */
export function anotherKey(text: string): { text: string; step: KeyStep } {
	const added = randomBytes(KEY_BYTES).toString('hex');
	const step = keyStep(createSecretKey(added, 'hex'));
	return { text: `${text.trim()}\n${added}\n`, step };
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
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r').catch(() => undefined);
	await handle?.sync().catch(() => undefined);
	await handle?.close();
}

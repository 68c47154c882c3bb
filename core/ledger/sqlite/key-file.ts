import { writeFileSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { failure } from '../failures';
import { readKey } from '../key';

/** Where the keys of a rotation wait until the ledger has been written with them. */
const nextOf = (keyFile: string): string => `${keyFile}.next`;

/**
 * Writes the keys to come and syncs them: the ledger must never be written with keys that a power cut can lose. To be called
 * inside the transaction that uses them, so that of two rotations at once neither takes the other's keys away.
 * @throws LedgerError `READ_ONLY`
 */
export function writeNextKeys(keyFile: string, text: string): void {
	try {
		writeFileSync(nextOf(keyFile), text, { mode: 0o600, flush: true });
	} catch {
		throw failure('READ_ONLY', { file: nextOf(keyFile) });
	}
}

/** Puts the waiting keys in place when they are those of the ledger: a rotation may have been cut off before this. */
export async function finishRotation(keyFile: string, fingerprint: string): Promise<void> {
	const text = await readFile(nextOf(keyFile), 'utf8').catch(() => undefined);
	if (text === undefined || !/^[0-9a-f\s]+$/i.test(text)) return;
	if (readKey(text, nextOf(keyFile)).fingerprint !== fingerprint) return;
	// Another process that opens the ledger at the same time may have been first.
	await rename(nextOf(keyFile), keyFile).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') throw failure('READ_ONLY', { file: keyFile });
	});
}

import { access, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failure } from '../failures';
import { anotherKey, readKey, type KeyStep } from '../key';
import { isPlainOccasion } from '../names';
import type { Connection } from './connection';
import { finishRotation, writeNextKeys } from './key-file';
import { openFile, type EmbeddedOptions } from './open';

/** Every keyed value the ledger keeps. */
const REKEY = [
	'UPDATE recipient SET hmac = rekey(hmac), key_epoch = ?1',
	'UPDATE optout SET source_ref = rekey(source_ref) WHERE ?1',
	'UPDATE message SET occasion = rekey_occasion(occasion) WHERE ?1',
	'UPDATE consent SET token_hash = rekey(token_hash) WHERE ?1 AND token_hash IS NOT NULL',
	'UPDATE event SET key = rekey(key) WHERE ?1',
	'UPDATE event SET recipient = rekey(recipient) WHERE ?1 AND recipient IS NOT NULL',
	'UPDATE seen SET key = rekey(key) WHERE ?1',
];
const SET_META = 'UPDATE meta SET value = ? WHERE key = ?';

/**
 * Gives the embedded ledger one more key: from then on a leaked former key reads nothing, and no STOP is lost. Runs in one
 * transaction, some ten seconds for a million people; n8n is to be stopped meanwhile, and one that is not refuses to go on
 * with the key it knows. The key file keeps the former keys: back it up again.
 * @throws LedgerError
 */
export async function rotateLedgerKey(options: EmbeddedOptions): Promise<void> {
	const file = resolve(options.file);
	const keyFile = resolve(options.keyFile ?? `${file}.key`);
	// Opening would make a new ledger where a mistyped path points, and the real one would keep its leaked key.
	await access(file).catch(() => {
		throw failure('UNREACHABLE', { file });
	});
	const { connection } = await openFile(options);
	try {
		const { text, step } = anotherKey(await readFile(keyFile, 'utf8'));
		const { fingerprint, epoch } = readKey(text, keyFile);
		defineSteps(connection, step);
		await connection.transaction('durable', () => {
			writeNextKeys(keyFile, text);
			for (const sql of REKEY) connection.statement(sql).run(epoch);
			connection.statement(SET_META).run(fingerprint, 'key_fingerprint');
			connection.statement(SET_META).run(String(epoch), 'key_epoch');
		});
		await finishRotation(keyFile, fingerprint);
	} finally {
		connection.close();
	}
}

function defineSteps(connection: Connection, step: KeyStep): void {
	connection.define('rekey', (value) => {
		if (ArrayBuffer.isView(value))
			return step.bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
		throw new TypeError('A keyed value of the ledger holds no bytes');
	});
	connection.define('rekey_occasion', (value) =>
		typeof value !== 'string' || isPlainOccasion(value) ? value : step.text(value),
	);
}

import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { LedgerError } from '../../core/ledger';
import { isMarked, markerBeside, writeMarker } from '../../core/ledger/marker';
import { mustBeKept } from '../../core/ledger/sqlite/must-keep';
import type { PostgresOptions } from '../../core/ledger/postgres/open';

/** The embedded ledger's file: one path for all nodes, in n8n's user folder. */
export function ledgerFile(): string {
	const userFolder = process.env.N8N_USER_FOLDER ?? homedir();
	return join(userFolder, '.n8n', 'sms-marketing', 'ledger.sqlite');
}

/** Workers and webhook processors run in queue mode even where the setting is not given to them. */
export const isQueueMode = (): boolean =>
	process.env.EXECUTIONS_MODE === 'queue' || /\bn8n (worker|webhook)$/.test(command());

const command = (): string => process.argv.slice(1, 3).join(' ');

/**
 * A node without the SMS Ledger credential may use the embedded ledger only where nobody has used the credential: else a
 * STOP would land where SMS Send does not look. The marker lies in the folder of the embedded ledger, so whoever can see one
 * sees the other; in queue mode, where each process may have a folder of its own, the embedded ledger is refused anyway.
 * @throws LedgerError
 */
export async function checkEmbeddedAllowed(): Promise<void> {
	if (await isMarked(ledgerFile())) {
		throw new LedgerError(
			'UNREACHABLE',
			'This n8n keeps its SMS ledger in PostgreSQL; choose the SMS Ledger credential',
			`Open this node and choose it. To go back to the built-in ledger for good, take the credential out of every SMS node, then delete ${markerBeside(ledgerFile())}.`,
		);
	}
	if (!isQueueMode()) return;
	throw new LedgerError(
		'UNREACHABLE',
		'This n8n runs in queue mode, where the built-in SMS ledger file cannot be shared by the workers',
		'Keep the ledger in PostgreSQL: make an SMS Ledger credential and choose it in every SMS node.',
	);
}

/**
 * Before the credential is used for the first time: an embedded ledger that knows of STOPs, consents or messages must have
 * been moved, or its STOPs would be forgotten.
 * @throws LedgerError
 */
export async function checkMoved(): Promise<void> {
	const file = ledgerFile();
	if ((await isMarked(file)) || !(await exists(file)) || !mustBeKept(file)) return;
	throw new LedgerError(
		'UNREACHABLE',
		`This n8n still has a built-in SMS ledger with STOPs, consents or messages, which PostgreSQL would not know: ${file}`,
		'Move it to PostgreSQL (the guide "The ledger in PostgreSQL" tells how), or rename the file to start without all it knows.',
	);
}

/** Remembers that the credential is used. @throws LedgerError when the folder cannot be written to */
export async function markPostgresUsed(options: PostgresOptions): Promise<void> {
	const file = ledgerFile();
	if (!(await isMarked(file))) await write(file, options);
}

async function write(file: string, options: PostgresOptions): Promise<void> {
	const written = await writeMarker(file, options).then(
		() => true,
		() => false,
	);
	// Workers need no folder that can be written to: there the embedded ledger is refused in any case.
	if (written || isQueueMode()) return;
	throw new LedgerError(
		'READ_ONLY',
		`The folder ${dirname(file)} cannot be written to`,
		'Give the user n8n runs as the right to write there, and free some space when the disk is full.',
	);
}

const exists = async (file: string): Promise<boolean> =>
	await access(file).then(
		() => true,
		() => false,
	);

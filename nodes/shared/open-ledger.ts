import { homedir } from 'node:os';
import { join } from 'node:path';
import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { openEmbeddedLedger, LedgerError, type Ledger } from '../../core/ledger';
import { asNodeError } from './errors';

type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

const opened = new Map<string, Promise<Ledger>>();

/** The embedded ledger's file: one path for all nodes, in n8n's user folder. */
export function ledgerFile(): string {
	const userFolder = process.env.N8N_USER_FOLDER ?? homedir();
	return join(userFolder, '.n8n', 'sms-marketing', 'ledger.sqlite');
}

/**
 * The ledger of this n8n, opened once per process.
 * @throws NodeOperationError with what to do, e.g. for a missing key, a full disk, a network drive
 */
export async function openLedger(context: Context): Promise<Ledger> {
	try {
		return await open();
	} catch (error) {
		throw asNodeError(context, error);
	}
}

async function open(): Promise<Ledger> {
	if (process.env.EXECUTIONS_MODE === 'queue') {
		throw new LedgerError(
			'UNREACHABLE',
			'This n8n runs in queue mode, where the built-in SMS ledger file cannot be shared by the workers',
			'Run the SMS nodes on an n8n in regular mode.',
		);
	}
	const file = ledgerFile();
	const ledger = opened.get(file) ?? openEmbeddedLedger({ file });
	opened.set(file, ledger);
	// An opening that failed is tried again by the next node: the cause may have been mended meanwhile.
	ledger.catch(() => opened.delete(file));
	return await ledger;
}

/** Closes what this process opened, for tests and scripts. */
export async function closeLedgers(): Promise<void> {
	const all = [...opened.values()];
	opened.clear();
	await Promise.all(all.map(async (ledger) => await (await ledger).close()));
}

import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { openEmbeddedLedger, openPostgresLedger, type Ledger } from '../../core/ledger';
import { asNodeError } from './errors';
import { LEDGER_CREDENTIAL, postgresOptions } from './ledger-credential';
import { checkEmbeddedAllowed, checkMoved, ledgerFile, markPostgresUsed } from './ledger-marker';

export { ledgerFile } from './ledger-marker';

type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** Opened ledgers by where they are: one file, or one pool for each credential. */
const opened = new Map<string, Promise<Ledger>>();

/**
 * The ledger of this node, opened once per process: the PostgreSQL of its SMS Ledger credential, or without one the embedded
 * ledger of this n8n.
 * @throws NodeOperationError with what to do, e.g. for a missing key, a full disk, a server that is away
 */
export async function openLedger(context: Context): Promise<Ledger> {
	try {
		return context.getNode().credentials?.[LEDGER_CREDENTIAL]
			? await openChosen(context)
			: await openEmbedded();
	} catch (error) {
		throw asNodeError(context, error);
	}
}

async function openChosen(context: Context): Promise<Ledger> {
	const options = postgresOptions(await context.getCredentials(LEDGER_CREDENTIAL));
	// A credential that was changed is another place: running executions keep the ledger they have.
	const place = JSON.stringify(options);
	return await once(place, async () => {
		await checkMoved();
		const ledger = await openPostgresLedger(options);
		let marked = false;
		try {
			await markPostgresUsed(options);
			marked = true;
			return ledger;
		} finally {
			if (!marked) await ledger.close();
		}
	});
}

async function openEmbedded(): Promise<Ledger> {
	await checkEmbeddedAllowed();
	const file = ledgerFile();
	return await once(file, async () => await openEmbeddedLedger({ file }));
}

async function once(place: string, open: () => Promise<Ledger>): Promise<Ledger> {
	const ledger = opened.get(place) ?? open();
	opened.set(place, ledger);
	// An opening that failed is tried again by the next node: the cause may have been mended meanwhile.
	ledger.catch(() => opened.delete(place));
	return await ledger;
}

/** Closes what this process opened, for tests and scripts. */
export async function closeLedgers(): Promise<void> {
	const all = [...opened.values()];
	opened.clear();
	await Promise.all(all.map(async (ledger) => await (await ledger).close()));
}

import { join } from 'node:path';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers } from '../../nodes/shared/open-ledger';
import { runChain } from './chain';
import { figuresOf, type Figures } from './figures';

/** Tuesday 24 November 2026, 10:00 in Paris: the same figures on a Sunday. */
const WEEKDAY_MORNING = Date.UTC(2026, 10, 24, 9);

/**
 * Sends the sample file's private sale through the sandbox.
 * @param root the repository
 * @param folder where the ledger is kept
 */
export async function demonstrate(root: string, folder: string): Promise<Figures> {
	process.env.N8N_USER_FOLDER = folder;
	clock.now = () => WEEKDAY_MORNING;
	const began = performance.now();
	const run = await runChain(
		join(root, 'workflows', 'send-a-private-sale-to-loyal-clients.json'),
		join(root, 'playground', 'data', 'clients.csv'),
	);
	const ms = Math.round(performance.now() - began);
	await closeLedgers();
	return figuresOf(run, ms);
}

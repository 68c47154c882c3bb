// The default brand of the playground: the fictitious chain of the sample, whose sandbox posts to the phone page.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './package.mjs';

/** Where the nodes of the n8n of `userFolder` keep their ledger. */
export function ledgerFile(userFolder) {
	return join(userFolder, '.n8n', 'sms-marketing', 'ledger.sqlite');
}

/** Call it while that n8n is stopped, or before it starts. */
export async function sandboxTo(userFolder, postTo) {
	const require = createRequire(import.meta.url);
	const { openEmbeddedLedger } = require(join(ROOT, 'dist', 'core', 'ledger'));
	const ledger = await openEmbeddedLedger({ file: ledgerFile(userFolder) });
	try {
		const { slug } = await ledger.getBrand();
		// The sample is tried at any hour, also on a Sunday: nothing leaves for a real phone.
		const sandbox = { postTo, ignoreHours: true };
		await ledger.saveBrand({ slug, name: 'Maison Lumen', sender: 'LUMEN', sandbox }, Date.now());
	} finally {
		await ledger.close();
	}
}

#!/usr/bin/env node
// Moves the embedded ledger of an n8n to PostgreSQL, with every STOP in it. `dist/commands/move-ledger.js` in the package, with
// all it needs in the one file: outside n8n nothing finds what n8n provides.
import { isBuiltin } from 'node:module';
import { LedgerError } from '../ledger-error';
import { readRequest, USAGE, UsageError } from './request';

const say = (text: string) => process.stdout.write(`${text}\n`);
const counted = (rows: number): string => `${rows.toLocaleString('en-US')} rows`;

/** Node tells at each start that its SQLite is young; n8n and this package rest on it. */
function hideExperimental(): void {
	const listeners = process.listeners('warning');
	process.removeAllListeners('warning');
	process.on('warning', (warning) => {
		if (warning.name !== 'ExperimentalWarning') for (const tell of listeners) tell(warning);
	});
}

async function main(): Promise<void> {
	const request = readRequest(process.argv.slice(2), process.env);
	if (!isBuiltin('node:sqlite'))
		throw new Error(`This is Node ${process.versions.node}; use the Node that n8n runs on (24).`);
	hideExperimental();
	const { moveLedger } = await import('./move.js');
	const { tables, renamedTo, before } = await moveLedger({
		...request,
		progress: (table, rows) => void say(`${table}: ${counted(rows)}`),
	});
	const rows = Object.values(tables).reduce((sum, tally) => sum + tally.rows, 0);
	say(
		before
			? `PostgreSQL had all ${counted(rows)} already, from an earlier run.`
			: `${counted(rows)} are in PostgreSQL; read back, their counts and checksums are those of the file.`,
	);
	say(`The file is now called ${renamedTo}.

What is left to do:
1. In n8n, make an SMS Ledger credential. Its Secret Key is what stands in ${request.keyFile ?? `${request.file}.key`}
   (several lines: all of them, with a space between). Keep a copy of it in a safe place.
2. Choose the credential in every SMS node, and publish the workflows again.`);
}

function explain(error: unknown): string {
	if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`.trim();
	if (error instanceof LedgerError) return `${error.message}\n${error.hint}`;
	return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`);
	process.exitCode = 1;
});

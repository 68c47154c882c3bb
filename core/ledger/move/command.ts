#!/usr/bin/env node
// Moves the embedded ledger of an n8n to PostgreSQL, with every STOP in it. `dist/commands/move-ledger.js` in the package, with
// all it needs in the one file: outside n8n nothing finds what n8n provides.
import { checkNode, runCommand, say } from '../command-line';
import { readRequest, USAGE } from './request';

const counted = (rows: number): string => `${rows.toLocaleString('en-US')} rows`;

async function main(): Promise<void> {
	const request = readRequest(process.argv.slice(2), process.env);
	checkNode();
	const { moveLedger } = await import('./move.js');
	const { tables, renamedTo, before } = await moveLedger({
		...request,
		progress: (table, rows) => say(`${table}: ${counted(rows)}`),
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

runCommand(USAGE, main);

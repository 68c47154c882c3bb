#!/usr/bin/env node
// Gives the embedded ledger of an n8n one more key. `dist/commands/rotate-key.js` in the package, with all it needs in the one
// file: outside n8n nothing finds what n8n provides.
import { checkNode, fromHere, readOptions, runCommand, say, UsageError } from '../command-line';

const USAGE = `Usage: rotate-key --file <ledger.sqlite> [--key-file <file>]

  --file      the ledger's file: <n8n's user folder>/.n8n/sms-marketing/ledger.sqlite
  --key-file  its key, when it is not <file>.key

Stop n8n first. Nobody's STOP is lost: every keyed value becomes that of the new key.`;

const text = { type: 'string' } as const;
const OPTIONS = { file: text, 'key-file': text, help: { type: 'boolean' } } as const;

async function main(): Promise<void> {
	const { file: named, 'key-file': key, help } = readOptions(process.argv.slice(2), OPTIONS);
	if (help) throw new UsageError('');
	if (!named) throw new UsageError('--file is missing.');
	checkNode();
	const file = fromHere(named, process.env);
	const keyFile = key ? fromHere(key, process.env) : `${file}.key`;
	const { rotateLedgerKey } = await import('../sqlite/key-rotation.js');
	await rotateLedgerKey({ file, keyFile });
	say(`The key is changed. ${keyFile} now holds all keys, oldest first: back it up again.
What still has the ledger open with the former key refuses to use it: start n8n anew.`);
}

runCommand(USAGE, main);

// `npm run demo`: the example's chain headless in n8n's real engine, through the sandbox.
// --ledger DIR keeps the ledger there (default: a scratch folder); --json prints one JSON object as the last line.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTypeScript } from '../scripts/load-ts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const here = join(root, 'playground', 'demo');

function readArguments() {
	try {
		return parseArgs({ options: { ledger: { type: 'string' }, json: { type: 'boolean' } } }).values;
	} catch (error) {
		console.error(`${error.message}\nUsage: npm run demo [-- --json] [-- --ledger DIR]`);
		process.exit(2);
	}
}

function print({ contacts, ready, segments, allowed, held, later, sent, parts, cost, ms }) {
	const rows = [
		['Contacts in the file', contacts],
		['Clean mobile numbers', ready],
		...Object.entries(segments).map(([name, n]) => [`  ${name}`, n]),
		['Allowed by the cap', allowed],
		['Sent (sandbox)', sent],
		['Later', later],
		['Billed parts', parts],
		['Cost', `${cost.amount.toFixed(2)} ${cost.currency}`],
		['Held', Object.values(held).reduce((a, b) => a + b, 0)],
		...Object.entries(held).map(([reason, n]) => [`  ${reason}`, n]),
	];
	const width = Math.max(...rows.map(([label]) => label.length));
	for (const [label, value] of rows) {
		const shown = typeof value === 'number' ? value.toLocaleString('en-US') : value;
		console.log(`${label.padEnd(width)}  ${shown.padStart(10)}`);
	}
	console.log(`in ${(ms / 1000).toFixed(1)} s`);
}

const { ledger, json } = readArguments();
process.env.N8N_LOG_LEVEL ??= 'error';
const folder = ledger ? resolve(ledger) : mkdtempSync(join(tmpdir(), 'sms-marketing-demo-'));
mkdirSync(folder, { recursive: true });
try {
	const { demonstrate } = await loadTypeScript(join(here, 'demo.ts'));
	const figures = await demonstrate(root, folder);
	print(figures);
	if (json) console.log(JSON.stringify(figures));
} catch (error) {
	console.error([error.message, error.description].filter(Boolean).join('\n'));
	process.exitCode = 1;
} finally {
	if (!ledger) rmSync(folder, { recursive: true, force: true });
}

// npm run move-ledger: moves the embedded ledger of an n8n to PostgreSQL, with every STOP in it.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadTypeScript } from './load-ts.mjs';

const USAGE = `Usage: npm run move-ledger -- --file <ledger.sqlite> --host <host> --database <name> --user <name> [more]

  --file      the ledger's file: <n8n's user folder>/.n8n/sms-marketing/ledger.sqlite
  --key-file  its key, when it is not <file>.key
  --host, --port (5432), --database, --user: the server; or PGHOST, PGPORT, PGDATABASE, PGUSER
  --schema    sms_marketing when left out
  --tls       "verify" (certificate checked) or "encrypt" (any certificate); none when left out
  --ca        file with the certificate of your own authority
  The password is taken from PGPASSWORD.

Stop n8n first. Nothing is deleted: the file is renamed once all of it is in PostgreSQL.`;

const text = { type: 'string' };
const OPTIONS = {
	...{ file: text, 'key-file': text, host: text, port: text, database: text, user: text },
	...{ schema: text, tls: text, ca: text, help: { type: 'boolean' } },
};

/** npm runs a script in its own folder; paths are meant from where the person stands. */
const fromHere = (path) => path && resolve(process.env.INIT_CWD ?? process.cwd(), path);

function readRequest() {
	const { values } = parseArgs({ options: OPTIONS });
	if (values.help) throw new UsageError('');
	const env = process.env;
	const needed = (name, value) => {
		if (value) return value;
		throw new UsageError(`--${name} is missing.`);
	};
	if (values.tls && !['verify', 'encrypt'].includes(values.tls))
		throw new UsageError(`--tls is "verify" or "encrypt", not "${values.tls}".`);
	const tls = { rejectUnauthorized: values.tls === 'verify' };
	if (values.ca) tls.ca = readFileSync(fromHere(values.ca), 'utf8');
	return {
		file: fromHere(needed('file', values.file)),
		keyFile: fromHere(values['key-file']),
		to: {
			host: needed('host', values.host ?? env.PGHOST),
			port: Number(values.port ?? env.PGPORT ?? 5432),
			database: needed('database', values.database ?? env.PGDATABASE),
			user: needed('user', values.user ?? env.PGUSER),
			password: env.PGPASSWORD ?? '',
			schema: values.schema ?? 'sms_marketing',
			ssl: values.tls ? tls : false,
		},
	};
}

class UsageError extends Error {}

async function main() {
	const request = readRequest();
	const root = dirname(dirname(fileURLToPath(import.meta.url)));
	const { moveLedger } = await loadTypeScript(join(root, 'core', 'ledger', 'move', 'move.ts'));
	const progress = (table, rows) => console.log(`${table}: ${rows.toLocaleString('en-US')} rows`);
	const { tables, renamedTo, before } = await moveLedger({ ...request, progress });
	const rows = Object.values(tables).reduce((sum, tally) => sum + tally.rows, 0);
	console.log(
		before
			? `PostgreSQL had all ${rows.toLocaleString('en-US')} rows already, from an earlier run.`
			: `${rows.toLocaleString('en-US')} rows are in PostgreSQL; read back, their counts and checksums are those of the file.`,
	);
	console.log(`The file is now called ${renamedTo}.

What is left to do:
1. In n8n, make an SMS Ledger credential. Its Secret Key is what stands in ${request.keyFile ?? `${request.file}.key`}
   (several lines: all of them, with a space between). Keep a copy of it in a safe place.
2. Choose the credential in every SMS node, and publish the workflows again.`);
}

await main().catch((error) => {
	const usage = error instanceof UsageError || error.code?.startsWith('ERR_PARSE_ARGS');
	console.error(
		usage ? `${error.message}\n\n${USAGE}`.trim() : [error.message, error.hint].join('\n'),
	);
	process.exitCode = 1;
});

import { readFileSync } from 'node:fs';
import { fromHere as pathFrom, readOptions, UsageError } from '../command-line';
import type { MoveRequest } from './move';

export const USAGE = `Usage: move-ledger --file <ledger.sqlite> --host <host> --database <name> --user <name> [more]

  --file      the ledger's file: <n8n's user folder>/.n8n/sms-marketing/ledger.sqlite
  --key-file  its key, when it is not <file>.key
  --host, --port (5432), --database, --user: the server; or PGHOST, PGPORT, PGDATABASE, PGUSER
  --schema    sms_marketing when left out
  --tls       "verify" (certificate checked) or "encrypt" (any certificate); none when left out
  --ca        file with the certificate of your own authority
  The password is taken from PGPASSWORD.

Stop n8n first. Nothing is deleted: the file is renamed once all of it is in PostgreSQL.`;

const text = { type: 'string' } as const;
const OPTIONS = {
	file: text,
	'key-file': text,
	host: text,
	port: text,
	database: text,
	user: text,
	schema: text,
	tls: text,
	ca: text,
	help: { type: 'boolean' },
} as const;

/** @throws UsageError */
export function readRequest(
	args: string[],
	env: Readonly<Record<string, string | undefined>>,
): MoveRequest {
	const values = readOptions(args, OPTIONS);
	if (values.help) throw new UsageError('');
	const needed = (name: string, value: string | undefined): string => {
		if (value) return value;
		throw new UsageError(`--${name} is missing.`);
	};
	const fromHere = (path: string) => pathFrom(path, env);
	const keyFile = values['key-file'];
	return {
		file: fromHere(needed('file', values.file)),
		...(keyFile && { keyFile: fromHere(keyFile) }),
		to: {
			host: needed('host', values.host ?? env.PGHOST),
			port: Number(values.port ?? env.PGPORT ?? 5432),
			database: needed('database', values.database ?? env.PGDATABASE),
			user: needed('user', values.user ?? env.PGUSER),
			password: env.PGPASSWORD ?? '',
			schema: values.schema ?? 'sms_marketing',
			ssl: readTls(values.tls, values.ca && readFileSync(fromHere(values.ca), 'utf8')),
		},
	};
}

function readTls(tls: string | undefined, ca: string | undefined): MoveRequest['to']['ssl'] {
	if (!tls) return false;
	if (tls !== 'verify' && tls !== 'encrypt')
		throw new UsageError(`--tls is "verify" or "encrypt", not "${tls}".`);
	return { rejectUnauthorized: tls === 'verify', ...(ca && { ca }) };
}

import type { ICredentialDataDecryptedObject, INodeCredentialDescription } from 'n8n-workflow';
import { LedgerError } from '../../core/ledger';
import type { PostgresOptions } from '../../core/ledger/postgres/open';

export const LEDGER_CREDENTIAL = 'smsLedgerApi';

/** The credentials of a node with the one that every SMS node takes; without it a node uses the embedded ledger. */
export const withLedger = (
	others: INodeCredentialDescription[] = [],
): INodeCredentialDescription[] => [...others, { name: LEDGER_CREDENTIAL, required: false }];

/**
 * What the SMS Ledger credential holds, as the ledger takes it.
 * @throws LedgerError naming the field that is empty
 */
export function postgresOptions(data: ICredentialDataDecryptedObject): PostgresOptions {
	const text = (name: string): string => String(data[name] ?? '').trim();
	const needed = (name: string, label: string): string => {
		const value = text(name);
		if (value !== '') return value;
		throw new LedgerError(
			'UNREACHABLE',
			`'${label}' of the SMS Ledger credential is empty`,
			label === 'Secret Key'
				? 'Make a key with "openssl rand -hex 32", enter it and keep a copy in a safe place. A ledger that exists needs the key it was made with.'
				: 'Enter it in the credential and save it.',
		);
	};
	return {
		host: needed('host', 'Host'),
		port: Number(data.port) || 5432,
		database: needed('database', 'Database'),
		user: needed('user', 'User'),
		password: String(data.password ?? ''),
		ssl: tlsOptions(text),
		schema: needed('schema', 'Schema'),
		poolSize: Math.max(1, Number(data.poolSize) || 5),
		key: needed('secretKey', 'Secret Key'),
	};
}

function tlsOptions(text: (name: string) => string): PostgresOptions['ssl'] {
	const mode = text('tls');
	if (mode !== 'verify' && mode !== 'encrypt') return false;
	const given = {
		ca: mode === 'verify' ? pem(text('tlsCa')) : '',
		cert: pem(text('tlsCertificate')),
		key: pem(text('tlsClientKey')),
	};
	return {
		rejectUnauthorized: mode === 'verify',
		...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
	};
}

/** A password field takes the line ends out of what is pasted into it. */
const pem = (text: string): string =>
	text
		.replaceAll('\\n', '\n')
		.replace(
			/-----BEGIN ([^-]+)-----([^-]*)-----END [^-]+-----\s*/g,
			(_, kind: string, body: string) =>
				`-----BEGIN ${kind}-----\n${body.replace(/\s+/g, '').replace(/.{1,64}/g, '$&\n')}-----END ${kind}-----\n`,
		);

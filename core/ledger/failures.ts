import { LedgerError, type LedgerErrorCode } from './ledger';

type Trouble = Exclude<LedgerErrorCode, 'UNKNOWN_BRAND' | 'UNKNOWN_CAMPAIGN'>;

interface Sentences {
	message: string;
	hint: string;
}

/** What a person reads when the ledger cannot be used: what happened, then what to do. `{file}` is filled in. */
const SENTENCES: Record<Trouble, Sentences> = {
	BUSY: {
		message: 'The SMS ledger {file} stayed locked by another process',
		hint: 'Close other programs that have the file open (a database viewer, a backup, a second n8n) and run again.',
	},
	READ_ONLY: {
		message: 'The SMS ledger {file} cannot be written to',
		hint: 'Give the user n8n runs as the right to write to the file and to its folder.',
	},
	NOT_A_LEDGER: {
		message: 'The file {file} is not an SMS ledger, or it is damaged',
		hint: 'Put back the last backup of the ledger. Do not start with an empty one: it would forget every STOP.',
	},
	FILE_MISSING: {
		message: 'The SMS ledger {file} is gone, but its key is still there',
		hint: 'Put back the last backup of the ledger: an empty one would forget every STOP. To begin with an empty one on purpose, delete the key file {key} too.',
	},
	NEWER_VERSION: {
		message: 'The SMS ledger {file} was written by a newer version of this package',
		hint: 'Update n8n-nodes-sms-marketing on this n8n.',
	},
	NETWORK_DRIVE: {
		message:
			'The SMS ledger {file} is on a network or shared drive ({drive}), where it would be damaged',
		hint: 'Keep it on a local disk (with Docker: a volume, not a shared folder).',
	},
	KEY_MISSING: {
		message: 'The key file {key} of the SMS ledger is missing or cannot be read',
		hint: 'Put the key file back from your backup. Without it no STOP in the ledger can be recognised.',
	},
	KEY_WRONG: {
		message: 'The key file {key} is not the one this SMS ledger was made with',
		hint: 'Put back the key file that belongs to this ledger.',
	},
	KEY_CHANGED: {
		message: 'The key of the SMS ledger {file} was changed while this n8n was running',
		hint: 'Restart this n8n: it will read the new key.',
	},
	CLOCK: {
		message:
			'The clock of this machine is more than 2 hours behind the last entry of the SMS ledger',
		hint: 'Set the clock right. If it is right, the ledger was used with a clock that was ahead: "A clock that was ahead" in the guide "Operating" tells what to do.',
	},
	DISK_FULL: {
		message: 'The disk that holds the SMS ledger {file} is full',
		hint: 'Free some space, then run again.',
	},
	SERVER_AWAY: {
		message: 'The PostgreSQL server of the SMS ledger does not answer',
		hint: 'Check that it runs, and host and port of the SMS Ledger credential. Nothing was sent twice; run again.',
	},
	REFUSED: {
		message: 'The PostgreSQL server of the SMS ledger refused the user or the password',
		hint: 'Correct them in the SMS Ledger credential.',
	},
	NO_DATABASE: {
		message: 'The PostgreSQL server has no database of the name in the SMS Ledger credential',
		hint: 'Create the database, or correct its name in the SMS Ledger credential.',
	},
	NOT_ALLOWED: {
		message: 'The user of the SMS Ledger credential may not write to its schema',
		hint: 'Give the user the right to create the schema, or make the schema and its owner yourself.',
	},
	SERVER_FULL: {
		message: 'The disk of the PostgreSQL server of the SMS ledger is full',
		hint: 'Free some space there, then run again.',
	},
	BAD_SCHEMA: {
		message: 'The schema "{schema}" of the SMS Ledger credential is no usable name',
		hint: 'Use small letters, digits and underscores, e.g. sms_marketing.',
	},
	BAD_PORT: {
		message: "'Port' of the SMS Ledger credential is no port of a server",
		hint: 'Enter a whole number from 1 to 65535, usually 5432.',
	},
	OTHER_TABLES: {
		message:
			'The schema "{schema}" of the SMS Ledger credential holds tables that are not those of an SMS ledger',
		hint: 'Name another schema. The ledger keeps to one of its own, e.g. sms_marketing.',
	},
	NOT_LET_IN: {
		message: 'The PostgreSQL server of the SMS ledger lets nobody in this way: {cause}',
		hint: "When it says 'no encryption' or 'SSL off', turn on 'Encryption (TLS)' in the SMS Ledger credential. Else the server's pg_hba.conf must allow this user and database from this host.",
	},
	NO_TLS: {
		message: 'The PostgreSQL server of the SMS ledger offers no encryption (SSL/TLS)',
		hint: "Turn it on at the server, or choose 'None' in 'Encryption (TLS)' of the SMS Ledger credential.",
	},
	NOT_TRUSTED: {
		message: 'The certificate of the PostgreSQL server of the SMS ledger is not trusted: {cause}',
		hint: "Enter the host by the name that the certificate is for. For a certificate of your own or of your provider's authority, paste that authority's into 'CA Certificate' of the SMS Ledger credential, whole, with its BEGIN and END lines.",
	},
	BAD_CERTIFICATE: {
		message: 'A certificate or key of the SMS Ledger credential cannot be read',
		hint: "Paste 'Client Certificate' and 'Client Key' again, whole, with their BEGIN and END lines, or leave both empty.",
	},
	BACKUP_BY_SERVER: {
		message: 'A ledger in PostgreSQL is not copied from here',
		hint: 'Back up its schema {schema} with pg_dump, and keep the key of the credential apart from it.',
	},
	UNREACHABLE: {
		message: 'The SMS ledger {file} cannot be opened or read',
		hint: 'Check that the folder exists, that its disk works, and that n8n may use it.',
	},
};

/** `KEY_WRONG` where the key is kept in the credential and not in a file. */
const SECRET_KEY = {
	another: {
		message:
			"'Secret Key' of the SMS Ledger credential is not the key that the ledger in schema {schema} was made with",
		hint: 'Enter the key that belongs to this ledger; after a rotation all keys, oldest first, with a space between. With another key no STOP in it can be recognised. If you meant another ledger, correct the schema.',
	},
	unreadable: {
		message: "'Secret Key' of the SMS Ledger credential is not a key",
		hint: 'Enter 64 hexadecimal digits (0-9, a-f); after a rotation all keys, oldest first, with a space between.',
	},
} satisfies Record<string, Sentences>;

type Values = Record<string, string>;

/** The error for a trouble; `{name}` in its sentence is filled from `values`. */
export const failure = (code: Trouble, values: Values = {}): LedgerError =>
	told(code, SENTENCES[code], values);

/** `KEY_WRONG` of a key in the credential: one that is none, or another than that of the ledger in `schema`. */
export const secretKeyWrong = (
	what: keyof typeof SECRET_KEY,
	values: { schema: string },
): LedgerError => told('KEY_WRONG', SECRET_KEY[what], values);

const told = (code: Trouble, { message, hint }: Sentences, values: Values): LedgerError =>
	new LedgerError(code, filled(message, values), filled(hint, values));

const filled = (sentence: string, values: Record<string, string>): string =>
	sentence.replace(/ ?\{(\w+)\}/g, (found, name: string) => {
		const value = values[name];
		return value === undefined ? '' : found.replace(`{${name}}`, () => value);
	});

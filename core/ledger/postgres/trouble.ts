import { failure } from '../failures';
import { LedgerError } from '../ledger';

/** PostgreSQL's codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const CONFLICTS = new Set(['40001', '40P01', '55P03']);

/** The server is away, restarting, or has too many connections for the moment. */
const AWAY = new Set([
	'57P01',
	'57P02',
	'57P03',
	'57P05',
	'25P03',
	'53300',
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT',
	'ENOTFOUND',
	'EAI_AGAIN',
]);
/** How pg tells of a connection that ended under a query; it has no code. */
const ENDED =
	/^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded|Query read timeout)/;

/** PostgreSQL's or Node's code of an error; empty when it has none. */
export function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null) return '';
	if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors.at(-1));
	return 'code' in error ? String(error.code) : '';
}

const messageOf = (error: unknown): string =>
	typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';

/** What a decision rested on was changed by somebody else before it was written. */
export class Overtaken extends Error {}

/** A deadlock or a conflict of two transactions: trying again helps. */
export const isConflict = (error: unknown): boolean =>
	error instanceof Overtaken || CONFLICTS.has(codeOf(error));

/** The connection is gone, or cannot be made for the moment. */
export function isLost(error: unknown): boolean {
	if (error instanceof LedgerError) return false;
	const code = codeOf(error);
	const ended = code === '' && error instanceof Error && ENDED.test(error.message);
	return ended || AWAY.has(code) || code.startsWith('08');
}

type Trouble = Parameters<typeof failure>[0];

/** Node's codes of what an encrypted connection fails on: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const NOT_TRUSTED =
	/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_\w+|INVALID_\w+|HOSTNAME_MISMATCH|ERR_TLS_CERT_ALTNAME_INVALID)$/;

const TROUBLES: ReadonlyArray<readonly [RegExp, Trouble]> = [
	[NOT_TRUSTED, 'NOT_TRUSTED'],
	[/^ERR_(OSSL|SSL)_/, 'BAD_CERTIFICATE'],
	[/^28/, 'REFUSED'],
	[/^3D000$/, 'NO_DATABASE'],
	// A schema that may not be used is as one that is not there.
	[/^42501$|^25006$|^3F000$/, 'NOT_ALLOWED'],
	[/^53100$/, 'SERVER_FULL'],
];

/** What the code alone does not tell, or what has none. */
const WORDS: ReadonlyArray<readonly [RegExp, Trouble]> = [
	[/pg_hba\.conf/, 'NOT_LET_IN'],
	[/^The server does not support SSL connections/, 'NO_TLS'],
	// The server asks for a password, and none was given.
	[/^SASL: .* password must be/, 'REFUSED'],
];

/** What a person can act on; an error of the project's own stays what it is. */
export function trouble(error: unknown): unknown {
	if (error instanceof LedgerError) return error;
	if (isLost(error)) return failure('SERVER_AWAY');
	const cause = messageOf(error);
	const byWords = WORDS.find(([pattern]) => pattern.test(cause));
	const known = byWords ?? TROUBLES.find(([pattern]) => pattern.test(codeOf(error)));
	// Node adds a hint for its own command line.
	return known ? failure(known[1], { cause: cause.replace(/; if the root CA .*/, '') }) : error;
}

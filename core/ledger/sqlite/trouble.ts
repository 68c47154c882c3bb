import { failure } from '../failures';
import { LedgerError, type LedgerErrorCode } from '../ledger';

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const CODES: Record<number, Exclude<LedgerErrorCode, 'UNKNOWN_BRAND' | 'UNKNOWN_CAMPAIGN'>> = {
	5: 'BUSY',
	6: 'BUSY',
	8: 'READ_ONLY',
	10: 'UNREACHABLE',
	11: 'NOT_A_LEDGER',
	13: 'DISK_FULL',
	14: 'UNREACHABLE',
	26: 'NOT_A_LEDGER',
};

function resultCode(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
	// The low byte is the primary code, the rest says more.
	return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

export function isBusy(error: unknown): boolean {
	return CODES[resultCode(error) ?? -1] === 'BUSY';
}

/** What a person can act on, in place of SQLite's error; an error of ours or a bug passes as it is. */
export function trouble(error: unknown, file: string): unknown {
	if (error instanceof LedgerError) return error;
	const code = isClosed(error) ? 'UNREACHABLE' : CODES[resultCode(error) ?? -1];
	return code ? failure(code, { file }) : error;
}

function isClosed(error: unknown): boolean {
	if (typeof error !== 'object' || error === null || !('message' in error)) return false;
	return (
		error.message === 'database is not open' || error.message === 'statement has been finalized'
	);
}

export type LedgerErrorCode =
	| 'UNKNOWN_BRAND'
	| 'UNKNOWN_CAMPAIGN'
	| 'BUSY'
	| 'READ_ONLY'
	| 'NOT_A_LEDGER'
	| 'FILE_MISSING'
	| 'NEWER_VERSION'
	| 'NETWORK_DRIVE'
	| 'KEY_MISSING'
	| 'KEY_WRONG'
	| 'KEY_CHANGED'
	| 'CLOCK'
	| 'DISK_FULL'
	| 'UNREACHABLE'
	| 'SERVER_AWAY'
	| 'REFUSED'
	| 'NO_DATABASE'
	| 'NOT_ALLOWED'
	| 'SERVER_FULL'
	| 'BAD_SCHEMA'
	| 'BAD_PORT'
	| 'OTHER_TABLES'
	| 'NOT_LET_IN'
	| 'NO_TLS'
	| 'NOT_TRUSTED'
	| 'BAD_CERTIFICATE'
	| 'BACKUP_BY_SERVER';

/** A trouble a person can act on: `message` says what happened, `hint` what to do. */
export class LedgerError extends Error {
	constructor(
		readonly code: LedgerErrorCode,
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'LedgerError';
	}
}

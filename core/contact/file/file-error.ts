export type FileErrorCode =
	'EMPTY_FILE' | 'NOT_A_TABLE' | 'BROKEN_FILE' | 'NO_ROWS' | 'NO_PHONE_COLUMN' | 'UNKNOWN_COLUMN';

/** A file that cannot be used: `message` says what happened, `hint` what to do. */
export class FileError extends Error {
	constructor(
		readonly code: FileErrorCode,
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'FileError';
	}
}

/** A zone, store or map that cannot be used: `message` says what is wrong, `hint` what to do. */
export class ZoneError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'ZoneError';
	}
}

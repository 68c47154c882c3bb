/** Criteria that cannot be used: `message` says what and where, `hint` what to do. */
export class CriteriaError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'CriteriaError';
	}
}

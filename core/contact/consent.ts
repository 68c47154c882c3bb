import type { SmsConsent } from '../item';

/**
 * One consent out of what several rows say of one number: the latest dated statement wins; a refusal without date, or of
 * the same day, beats any grant, and a dated refusal beats a grant without date. Rows that say nothing change nothing.
 */
export function mergeConsent(statements: readonly SmsConsent[]): SmsConsent | undefined {
	const refusal = latest(statements, 'withdrawn');
	const grant = latest(statements, 'granted');
	if (refusal && grant) return isLater(grant, refusal) ? grant : refusal;
	return refusal ?? grant ?? statements[0];
}

/** The one to reckon with: for refusals one without date, else the last one. */
function latest(
	statements: readonly SmsConsent[],
	status: 'granted' | 'withdrawn',
): SmsConsent | undefined {
	const all = statements.filter((statement) => statement.status === status);
	const undated = all.find(({ at }) => at === undefined);
	if (undated && status === 'withdrawn') return undated;
	const dated = all.filter(({ at }) => at !== undefined);
	return (
		dated.reduce<SmsConsent | undefined>(
			(best, next) => (best && !isLater(next, best) ? best : next),
			undefined,
		) ?? undated
	);
}

/** Dates without a time are compared by day, since the hour of the other one proves nothing. */
function isLater(a: SmsConsent, b: SmsConsent): boolean {
	if (a.at === undefined || b.at === undefined) return false;
	const wholeDays = a.at.length === 10 || b.at.length === 10;
	const length = wholeDays ? 10 : undefined;
	return a.at.slice(0, length) > b.at.slice(0, length);
}

/** Sums of one stretch of time, by contact. */
export interface Sums {
	count: number[];
	/** millionths of the currency, so that equal totals are equal however they were added up */
	micros: number[];
	/** rows on promotion, of the rows that tell */
	promoted: number[];
	told: number[];
}

export interface Totals {
	everything: Sums;
	/** days, shortest first */
	periods: readonly number[];
	/** in the order of `periods` */
	recent: Sums[];
	/** days since 1970; NEVER for who only brought things back */
	first: number[];
	last: number[];
}

export const NEVER = -0x40000000;

const noSums = (): Sums => ({ count: [], micros: [], promoted: [], told: [] });

export const emptyTotals = (periods: readonly number[]): Totals => ({
	everything: noSums(),
	periods,
	recent: periods.map(noSums),
	first: [],
	last: [],
});

/** The number of the new contact. */
export function newContact({ everything, recent, first, last }: Totals): number {
	for (const { count, micros, promoted, told } of [everything, ...recent]) {
		count.push(0);
		micros.push(0);
		promoted.push(0);
		told.push(0);
	}
	first.push(NEVER);
	return last.push(NEVER) - 1;
}

export interface Sale {
	day: number;
	/** days before today */
	ago: number;
	micros: number;
	/** false for returns and for further rows of one order */
	counts: boolean;
	/** false for returns */
	bought: boolean;
	promoted: boolean | undefined;
}

export function addTo(totals: Totals, contact: number, sale: Sale): void {
	addSums(totals.everything, contact, sale);
	// Longest first: what is too old for one period is too old for all shorter ones.
	for (let i = totals.periods.length - 1; i >= 0; i--) {
		const sums = totals.recent[i];
		if (sums === undefined || sale.ago > (totals.periods[i] ?? -1)) break;
		addSums(sums, contact, sale);
	}
	if (!sale.bought) return;
	const first = totals.first[contact] ?? NEVER;
	if (first === NEVER || sale.day < first) totals.first[contact] = sale.day;
	if (sale.day > (totals.last[contact] ?? NEVER)) totals.last[contact] = sale.day;
}

function addSums(sums: Sums, contact: number, { micros, counts, promoted }: Sale): void {
	sums.micros[contact] = (sums.micros[contact] ?? 0) + micros;
	if (counts) sums.count[contact] = (sums.count[contact] ?? 0) + 1;
	if (promoted === undefined) return;
	sums.told[contact] = (sums.told[contact] ?? 0) + 1;
	if (promoted) sums.promoted[contact] = (sums.promoted[contact] ?? 0) + 1;
}

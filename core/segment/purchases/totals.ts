/** What is summed over a stretch of time, by its place among the figures of the stretch. */
const SUMS = {
	/** millionths of the currency, so that equal totals are equal however they were added up */
	micros: 0,
	count: 1,
	/** rows on promotion, of the rows that tell */
	promoted: 2,
	told: 3,
} as const;
const SUMS_WIDTH = 4;
/** Days since 1970; NEVER for who only brought things back. */
const DAYS = { first: 0, last: 1 } as const;
const DAYS_WIDTH = 2;

/** All time, then each of the periods. */
export type Stretch = number;
export const EVERYTHING: Stretch = 0;

/**
 * All figures of a contact side by side: rows come by date and jump from contact to contact, and each jump should cost the
 * memory one look, not one for each figure.
 */
export interface Totals {
	/** days, shortest first */
	periods: readonly number[];
	/** figures of one contact */
	width: number;
	figures: Float64Array;
	size: number;
}

export const NEVER = -0x40000000;

export function emptyTotals(periods: readonly number[]): Totals {
	const width = DAYS_WIDTH + SUMS_WIDTH * (1 + periods.length);
	return { periods, width, figures: new Float64Array(256 * width), size: 0 };
}

/** The number of the new contact. */
export function newContact(totals: Totals): number {
	const contact = totals.size++;
	if (totals.size * totals.width > totals.figures.length) {
		const twice = new Float64Array(totals.figures.length * 2);
		twice.set(totals.figures);
		totals.figures = twice;
	}
	const at = contact * totals.width;
	totals.figures[at + DAYS.first] = NEVER;
	totals.figures[at + DAYS.last] = NEVER;
	return contact;
}

/** Days since 1970, or NEVER. */
export const dayOf = (
	{ figures, width }: Totals,
	contact: number,
	which: keyof typeof DAYS,
): number => figures[contact * width + DAYS[which]] ?? NEVER;

export const sumOf = (
	{ figures, width }: Totals,
	contact: number,
	stretch: Stretch,
	which: keyof typeof SUMS,
): number => figures[contact * width + DAYS_WIDTH + stretch * SUMS_WIDTH + SUMS[which]] ?? 0;

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
	const { figures, periods, width } = totals;
	const at = contact * width;
	addSums(figures, at + DAYS_WIDTH, sale);
	// Longest first: what is too old for one period is too old for all shorter ones.
	for (let i = periods.length - 1; i >= 0 && sale.ago <= (periods[i] ?? -1); i--)
		addSums(figures, at + DAYS_WIDTH + SUMS_WIDTH * (i + 1), sale);
	if (!sale.bought) return;
	const first = figures[at + DAYS.first] ?? NEVER;
	if (first === NEVER || sale.day < first) figures[at + DAYS.first] = sale.day;
	if (sale.day > (figures[at + DAYS.last] ?? NEVER)) figures[at + DAYS.last] = sale.day;
}

function addSums(figures: Float64Array, at: number, { micros, counts, promoted }: Sale): void {
	const add = (which: number, more: number): void => {
		figures[at + which] = (figures[at + which] ?? 0) + more;
	};
	add(SUMS.micros, micros);
	if (counts) add(SUMS.count, 1);
	if (promoted === undefined) return;
	add(SUMS.told, 1);
	if (promoted) add(SUMS.promoted, 1);
}

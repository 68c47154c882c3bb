import { toMicros } from '../../money';
import { isPurchase, NOBODY, type Sales } from './sales';

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
	/** of `PAGE` contacts each: one long array would have to be copied to grow */
	pages: Float64Array[];
}

export const NEVER = -0x40000000;

const PAGE = 4096;

export const emptyTotals = (periods: readonly number[]): Totals => ({
	periods,
	width: DAYS_WIDTH + SUMS_WIDTH * (1 + periods.length),
	pages: [],
});

/** Days since 1970, or NEVER. */
export const dayOf = (totals: Totals, contact: number, which: keyof typeof DAYS): number =>
	pageOf(totals, contact)[startOf(totals, contact) + DAYS[which]] ?? NEVER;

export const sumOf = (
	totals: Totals,
	contact: number,
	stretch: Stretch,
	which: keyof typeof SUMS,
): number =>
	pageOf(totals, contact)[
		startOf(totals, contact) + DAYS_WIDTH + stretch * SUMS_WIDTH + SUMS[which]
	] ?? 0;

const startOf = ({ width }: Totals, contact: number): number => (contact % PAGE) * width;

const pageOf = (totals: Totals, contact: number): Float64Array => {
	const number = Math.floor(contact / PAGE);
	return totals.pages[number] ?? newPage(totals, number);
};

function newPage(totals: Totals, number: number): Float64Array {
	const page = new Float64Array(PAGE * totals.width);
	for (let at = 0; at < page.length; at += totals.width) {
		page[at + DAYS.first] = NEVER;
		page[at + DAYS.last] = NEVER;
	}
	totals.pages[number] = page;
	return page;
}

/** @param today days since 1970: periods are counted back from it */
export function addSales(totals: Totals, sales: Sales<unknown>, today: number): void {
	const { periods } = totals;
	for (let i = 0; i < sales.size; i++) {
		const contact = sales.contacts[i] ?? NOBODY;
		if (contact === NOBODY) continue;
		const page = pageOf(totals, contact);
		const at = startOf(totals, contact);
		const day = sales.days[i] ?? NEVER;
		addSums(page, at + DAYS_WIDTH, sales, i);
		// Longest first: what is too old for one period is too old for all shorter ones.
		for (let p = periods.length - 1; p >= 0 && today - day <= (periods[p] ?? -1); p--)
			addSums(page, at + DAYS_WIDTH + SUMS_WIDTH * (p + 1), sales, i);
		if (!isPurchase(sales, i)) continue;
		const first = page[at + DAYS.first] ?? NEVER;
		if (first === NEVER || day < first) page[at + DAYS.first] = day;
		if (day > (page[at + DAYS.last] ?? NEVER)) page[at + DAYS.last] = day;
	}
}

function addSums(page: Float64Array, at: number, sales: Sales<unknown>, sale: number): void {
	const promoted = sales.promoted[sale] ?? -1;
	add(page, at + SUMS.micros, toMicros(sales.amounts[sale] ?? 0));
	add(page, at + SUMS.count, sales.counts[sale] ?? 0);
	if (promoted === -1) return;
	add(page, at + SUMS.told, 1);
	add(page, at + SUMS.promoted, promoted);
}

function add(figures: Float64Array, at: number, more: number): void {
	figures[at] = (figures[at] ?? 0) + more;
}

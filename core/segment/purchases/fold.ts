import { readText } from '../../contact/values';
import { toMicros } from '../../money';
import type { PurchaseColumns } from './columns';
import { purchaseHistory, type PurchaseHistory } from './history';
import { lastSeen } from './last-seen';
import {
	dayNumber,
	dayReader,
	names,
	promotionReader,
	readAmount,
	writesMonthFirst,
} from './read-row';
import { emptySummary } from './summary';
import { addTo, emptyTotals, newContact, type Sale, type Totals } from './totals';

export type PurchaseRow = Readonly<Record<string, unknown>>;

export interface FoldOptions {
	columns: PurchaseColumns;
	/** ISO date: recency and periods are counted back from this day */
	today: string;
	/** the "last N days" that will be asked about, in days; see `periodsOf` of the criteria */
	periods?: readonly number[];
	/** whose purchase a row is, from its key cell; default the trimmed text. A key is its own key. */
	keyOf?: (cell: unknown) => string | undefined;
	/** dates are written `12/31/2026`, as `writesMonthFirst` finds out; default `31/12/2026` */
	monthFirst?: boolean;
}

export interface PurchaseFolder {
	/** Batch by batch, so that the caller can let others work in between. */
	add(rows: readonly PurchaseRow[]): void;
	finish(): PurchaseHistory;
}

/**
 * Folds a purchase history into the figures of each contact, one pass over the rows, memory by contacts and not by rows.
 * A negative amount is a return: it lowers the total and is no purchase. A row without usable key, date or amount, or with a
 * date after `today`, is left out and counted with its reason. With an `order` column the rows of one order count once.
 */
export function purchaseFolder(options: FoldOptions): PurchaseFolder {
	const { columns, keyOf = readText } = options;
	const today = dayNumber(options.today);
	const periods = [...new Set(options.periods)].sort((a, b) => a - b);
	const totals: Totals = emptyTotals(periods);
	const summary = emptySummary();
	const contacts = new Map<string, number>();
	const byCell = new Map<unknown, number>();
	const readDay = dayReader(options.monthFirst);
	const readPromotion = promotionReader();
	const categories = { names: names(), seen: lastSeen() };
	const stores = { names: names(), seen: lastSeen() };
	const orders = { names: names(), seen: lastSeen() };

	/** Filled anew for each of a million rows; nobody keeps it. */
	const sale: Sale = { day: 0, ago: 0, micros: 0, counts: true, bought: true, promoted: undefined };

	/** -1 without key. A card number repeats in many rows: each other way of writing it is read once. */
	function contactOf(cell: unknown): number {
		const known = (typeof cell === 'string' ? contacts.get(cell) : undefined) ?? byCell.get(cell);
		if (known !== undefined) return known;
		const key = keyOf(cell);
		if (key === undefined || key === '') return -1;
		const contact = contacts.get(key) ?? newContact(totals);
		contacts.set(key, contact);
		if (key !== cell) byCell.set(cell, contact);
		return contact;
	}

	function note(
		{ names, seen }: typeof stores,
		row: PurchaseRow,
		column: string | undefined,
		contact: number,
		day: number,
	): boolean {
		const name = column === undefined ? -1 : names.numberOf(row[column]);
		return name === -1 || seen.note(contact, name, day);
	}

	function addRow(row: PurchaseRow): void {
		const position = summary.rows++;
		const cell = row[columns.date];
		const day = readDay(cell);
		if (typeof day !== 'number') return summary.leave(day, position, cell);
		if (day > today) return summary.leave('future_date', position, cell);
		const amount = readAmount(row[columns.amount]);
		if (typeof amount !== 'number') return summary.leave(amount, position, row[columns.amount]);
		const contact = contactOf(row[columns.key]);
		if (contact === -1) return summary.leave('no_key', position, row[columns.key]);
		summary.use(day, amount);
		const bought = amount >= 0;
		const promotion =
			bought && columns.promotion !== undefined ? row[columns.promotion] : undefined;
		const promoted = readPromotion(promotion);
		if (promoted === undefined && columns.promotion !== undefined && bought)
			summary.doubtPromotion(promotion);
		const counts = bought && note(orders, row, columns.order, contact, day);
		sale.day = day;
		sale.ago = today - day;
		sale.micros = toMicros(amount);
		sale.counts = counts;
		sale.bought = bought;
		sale.promoted = promoted;
		addTo(totals, contact, sale);
		if (!bought) return;
		note(categories, row, columns.category, contact, day);
		note(stores, row, columns.store, contact, day);
	}

	return {
		add(rows) {
			for (const row of rows) addRow(row);
		},
		finish: () =>
			purchaseHistory({ contacts, totals, today, summary: summary.done(), categories, stores }),
	};
}

/** The whole history at once; see `purchaseFolder`. */
export function foldPurchases(rows: readonly PurchaseRow[], options: FoldOptions): PurchaseHistory {
	const { date } = options.columns;
	const monthFirst = writesMonthFirst(rows.length, (row) => rows[row]?.[date]);
	const folder = purchaseFolder({ monthFirst, ...options });
	folder.add(rows);
	return folder.finish();
}

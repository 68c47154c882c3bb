import { readText } from '../../contact/values';
import { groupsByComma, writesMonthFirst } from '../../contact/writing';
import type { PurchaseColumns } from './columns';
import { purchaseHistory, type PurchaseHistory } from './history';
import { lastSeen } from './last-seen';
import { names } from './names';
import { dayNumber, dayReader, promotionReader, readAmount } from './read-row';
import { emptySales, isPurchase, NOBODY } from './sales';
import { emptySummary } from './summary';
import { addSales, emptyTotals } from './totals';

/** Rows worked through together: few enough to stay near the processor. */
const BATCH = 500;

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
	/** amounts are written `1,234.50`, as `groupsByComma` finds out; default `1 234,50` */
	commaGroups?: boolean;
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
	const totals = emptyTotals(periods);
	const summary = emptySummary();
	const contacts = names(keyOf);
	const readDay = dayReader(options.monthFirst);
	const readPromotion = promotionReader();
	const categories = { names: names(), seen: lastSeen() };
	const stores = { names: names(), seen: lastSeen() };
	const orders = { names: names(), seen: lastSeen() };
	const sales = emptySales<PurchaseRow>(BATCH);

	function readSale(row: PurchaseRow): void {
		const position = summary.rows++;
		const cell = row[columns.date];
		const day = readDay(cell);
		if (typeof day !== 'number') return summary.leave(day, position, cell);
		if (day > today) return summary.leave('future_date', position, cell);
		const amount = readAmount(row[columns.amount], options.commaGroups);
		if (typeof amount !== 'number') return summary.leave(amount, position, row[columns.amount]);
		const sale = sales.size++;
		sales.rows[sale] = row;
		sales.positions[sale] = position;
		sales.days[sale] = day;
		sales.amounts[sale] = amount;
	}

	function findContacts(): void {
		for (let sale = 0; sale < sales.size; sale++) {
			const cell = sales.rows[sale]?.[columns.key];
			const contact = contacts.numberOf(cell);
			sales.contacts[sale] = contact;
			if (contact === NOBODY) summary.leave('no_key', sales.positions[sale] ?? 0, cell);
			else summary.use(sales.days[sale] ?? 0, sales.amounts[sale] ?? 0);
		}
	}

	function readPromotions(): void {
		const { promotion } = columns;
		for (let sale = 0; sale < sales.size; sale++) {
			const isTold = promotion !== undefined && isPurchase(sales, sale);
			const cell = isTold ? sales.rows[sale]?.[promotion] : undefined;
			const promoted = readPromotion(cell);
			if (promoted === undefined) summary.doubtPromotion(cell);
			sales.promoted[sale] = promoted === undefined ? -1 : Number(promoted);
		}
	}

	/** An order's further rows are no further purchase. */
	function countOrders(): void {
		for (let sale = 0; sale < sales.size; sale++)
			sales.counts[sale] = isPurchase(sales, sale) ? 1 : 0;
		note(orders, columns.order, (sale) => (sales.counts[sale] = 0));
	}

	/** @param again told of each sale whose contact met the name before */
	function note(
		{ names, seen }: typeof stores,
		column: string | undefined,
		again?: (sale: number) => void,
	): void {
		if (column === undefined) return;
		for (let sale = 0; sale < sales.size; sale++) {
			const name = isPurchase(sales, sale) ? names.numberOf(sales.rows[sale]?.[column]) : -1;
			if (name === -1) continue;
			const isFirst = seen.note(sales.contacts[sale] ?? NOBODY, name, sales.days[sale] ?? 0);
			if (!isFirst) again?.(sale);
		}
	}

	return {
		add(rows) {
			for (let from = 0; from < rows.length; from += BATCH) {
				sales.size = 0;
				for (const row of rows.slice(from, from + BATCH)) readSale(row);
				findContacts();
				readPromotions();
				countOrders();
				addSales(totals, sales, today);
				note(categories, columns.category);
				note(stores, columns.store);
			}
		},
		finish: () =>
			purchaseHistory({ contacts, totals, today, summary: summary.done(), categories, stores }),
	};
}

/** The whole history at once; see `purchaseFolder`. */
export function foldPurchases(rows: readonly PurchaseRow[], options: FoldOptions): PurchaseHistory {
	const { date, amount } = options.columns;
	const monthFirst = writesMonthFirst(rows.length, (row) => rows[row]?.[date]);
	const commaGroups = groupsByComma(rows.length, (row) => rows[row]?.[amount]);
	const folder = purchaseFolder({ monthFirst, commaGroups, ...options });
	folder.add(rows);
	return folder.finish();
}

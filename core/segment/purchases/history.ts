import { fromMicros } from '../../money';
import type { Bought } from '../criteria/subject';
import type { LastSeen } from './last-seen';
import { dayStart, isoDay, type Names } from './read-row';
import type { HistorySummary } from './summary';
import { NEVER, type Sums, type Totals } from './totals';

/** What one contact bought. Amounts in units of the currency, returns taken off. */
export interface ContactPurchases {
	/** purchases; 0 for who only brought things back */
	count: number;
	total: number;
	/** total by purchase */
	averageBasket?: number;
	/** ISO dates */
	firstDate?: string;
	lastDate?: string;
	/** ms UTC of the beginning of the day of the last purchase */
	lastAt?: number;
	/** whole days from the last (first) purchase to today */
	recencyDays?: number;
	ageDays?: number;
	/**
	 * Over all time, or over the last so many days: what was bought at most N days ago.
	 * @throws RangeError for a period the history was not folded for
	 */
	over(lastDays?: number): Bought;
}

export interface PurchaseHistory {
	/** contacts with a row that could be used */
	readonly size: number;
	readonly summary: HistorySummary;
	/** each contact's key, in the order of the rows */
	keys(): IterableIterator<string>;
	/** Undefined for a key of which the history knows nothing. */
	of(key: string): ContactPurchases | undefined;
}

interface Folded {
	contacts: ReadonlyMap<string, number>;
	totals: Totals;
	/** days since 1970 */
	today: number;
	summary: HistorySummary;
	categories: { names: Names; seen: LastSeen };
	stores: { names: Names; seen: LastSeen };
}

export function purchaseHistory(folded: Folded): PurchaseHistory {
	const { contacts, totals, today, summary, categories, stores } = folded;

	function over(contact: number, lastDays?: number): Bought {
		const sums = sumsOf(totals, lastDays);
		const from = lastDays === undefined ? NEVER : today - lastDays;
		const told = sums.told[contact] ?? 0;
		return {
			count: sums.count[contact] ?? 0,
			amount: fromMicros(sums.micros[contact] ?? 0),
			// Asked for by few criteria and costly to list: only when looked at.
			get categories() {
				return namesOf(categories, contact, from);
			},
			get stores() {
				return namesOf(stores, contact, from);
			},
			...(told > 0 && { promoted: { count: sums.promoted[contact] ?? 0, of: told } }),
		};
	}

	return {
		size: contacts.size,
		summary,
		keys: () => contacts.keys(),
		of(key) {
			const contact = contacts.get(key);
			if (contact === undefined) return undefined;
			const count = totals.everything.count[contact] ?? 0;
			const total = fromMicros(totals.everything.micros[contact] ?? 0);
			const first = totals.first[contact] ?? NEVER;
			const last = totals.last[contact] ?? NEVER;
			return {
				count,
				total,
				...(count > 0 && { averageBasket: total / count }),
				...(last !== NEVER && {
					firstDate: isoDay(first),
					lastDate: isoDay(last),
					lastAt: dayStart(last),
					recencyDays: today - last,
					ageDays: today - first,
				}),
				over: (lastDays) => over(contact, lastDays),
			};
		},
	};
}

function sumsOf({ everything, periods, recent }: Totals, lastDays: number | undefined): Sums {
	if (lastDays === undefined) return everything;
	const sums = recent[periods.indexOf(lastDays)];
	if (sums === undefined)
		throw new RangeError(`The purchase history was not folded for the last ${lastDays} days`);
	return sums;
}

const namesOf = (
	{ names, seen }: { names: Names; seen: LastSeen },
	contact: number,
	from: number,
): ReadonlySet<string> => new Set(seen.namesSince(contact, from).map(names.nameOf));

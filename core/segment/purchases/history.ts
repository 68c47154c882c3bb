import { fromMicros } from '../../money';
import type { Bought } from '../criteria/subject';
import type { LastSeen } from './last-seen';
import type { Names } from './names';
import { dayStart, isoDay } from './read-row';
import type { HistorySummary } from './summary';
import { dayOf, EVERYTHING, NEVER, sumOf, type Stretch, type Totals } from './totals';

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
	contacts: Names;
	totals: Totals;
	/** days since 1970 */
	today: number;
	summary: HistorySummary;
	categories: { names: Names; seen: LastSeen };
	stores: { names: Names; seen: LastSeen };
}

export function purchaseHistory(folded: Folded): PurchaseHistory {
	const { contacts } = folded;
	return {
		size: contacts.all.length,
		summary: folded.summary,
		keys: () => contacts.all.values(),
		of(key) {
			const contact = contacts.find(key);
			return contact === undefined ? undefined : new OneContact(folded, contact);
		},
	};
}

/**
 * Asked for once or more for each contact of a run, and most of it is never looked at: each figure is worked out when it is
 * read. A class, so that all share their getters.
 */
class OneContact implements ContactPurchases {
	readonly #folded: Folded;
	readonly #contact: number;

	constructor(folded: Folded, contact: number) {
		this.#folded = folded;
		this.#contact = contact;
	}

	get count(): number {
		return sumOf(this.#folded.totals, this.#contact, EVERYTHING, 'count');
	}

	get total(): number {
		return fromMicros(sumOf(this.#folded.totals, this.#contact, EVERYTHING, 'micros'));
	}

	get averageBasket(): number | undefined {
		return this.count > 0 ? this.total / this.count : undefined;
	}

	get firstDate(): string | undefined {
		return this.#first === undefined ? undefined : isoDay(this.#first);
	}

	get lastDate(): string | undefined {
		return this.#last === undefined ? undefined : isoDay(this.#last);
	}

	get lastAt(): number | undefined {
		return this.#last === undefined ? undefined : dayStart(this.#last);
	}

	get recencyDays(): number | undefined {
		return this.#last === undefined ? undefined : this.#folded.today - this.#last;
	}

	get ageDays(): number | undefined {
		return this.#first === undefined ? undefined : this.#folded.today - this.#first;
	}

	/** days since 1970 */
	get #first(): number | undefined {
		return known(dayOf(this.#folded.totals, this.#contact, 'first'));
	}

	get #last(): number | undefined {
		return known(dayOf(this.#folded.totals, this.#contact, 'last'));
	}

	over(lastDays?: number): Bought {
		return new OnePeriod(this.#folded, this.#contact, lastDays);
	}
}

/** Categories and stores are asked for by few criteria and costly to list. */
class OnePeriod implements Bought {
	readonly #folded: Folded;
	readonly #contact: number;
	readonly #stretch: Stretch;
	readonly #lastDays: number | undefined;

	constructor(folded: Folded, contact: number, lastDays: number | undefined) {
		this.#folded = folded;
		this.#contact = contact;
		this.#lastDays = lastDays;
		this.#stretch = stretchOf(folded.totals, lastDays);
	}

	get count(): number {
		return sumOf(this.#folded.totals, this.#contact, this.#stretch, 'count');
	}

	get amount(): number {
		return fromMicros(sumOf(this.#folded.totals, this.#contact, this.#stretch, 'micros'));
	}

	get categories(): ReadonlySet<string> {
		return namesOf(this.#folded.categories, this.#contact, this.#from);
	}

	get stores(): ReadonlySet<string> {
		return namesOf(this.#folded.stores, this.#contact, this.#from);
	}

	get promoted(): Bought['promoted'] {
		const { totals } = this.#folded;
		const of = sumOf(totals, this.#contact, this.#stretch, 'told');
		const count = sumOf(totals, this.#contact, this.#stretch, 'promoted');
		return of > 0 ? { count, of } : undefined;
	}

	get #from(): number {
		return this.#lastDays === undefined ? NEVER : this.#folded.today - this.#lastDays;
	}
}

const known = (day: number): number | undefined => (day === NEVER ? undefined : day);

function stretchOf({ periods }: Totals, lastDays: number | undefined): Stretch {
	if (lastDays === undefined) return EVERYTHING;
	const period = periods.indexOf(lastDays);
	if (period === -1)
		throw new RangeError(`The purchase history was not folded for the last ${lastDays} days`);
	return period + 1;
}

const namesOf = (
	{ names, seen }: { names: Names; seen: LastSeen },
	contact: number,
	from: number,
): ReadonlySet<string> =>
	new Set(seen.namesSince(contact, from).map((name) => names.all[name] ?? ''));

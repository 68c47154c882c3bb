import type { SmsContact } from '../../item';
import type { Quantity, Trait } from './rule';

/** What the purchases of a contact come to, over all time or over a period. */
export interface Bought {
	count: number;
	/** in the currency of the file */
	amount: number;
	categories: ReadonlySet<string>;
	stores: ReadonlySet<string>;
	/** purchases made on promotion, of those that tell */
	promoted?: { count: number; of: number };
}

/** What criteria look at. */
export interface Subject {
	contact: Partial<SmsContact>;
	/** folded purchase history; absent when none was given */
	bought?: (lastDays?: number) => Bought | undefined;
	/** ms UTC of the last purchase of the history */
	lastAt?: number;
	/** whether the contact is in the zone; undefined when its place is not known */
	inZone?: boolean;
	/** ms UTC */
	now: number;
}

const DAY_MS = 24 * 3_600_000;

const counted = ({ bought, contact }: Subject, lastDays?: number): number | undefined => {
	const history = bought?.(lastDays);
	if (history) return history.count;
	return lastDays === undefined ? contact.purchases?.count : undefined;
};

const spent = ({ bought, contact }: Subject, lastDays?: number): number | undefined => {
	const history = bought?.(lastDays);
	if (history) return history.amount;
	return lastDays === undefined ? contact.purchases?.total : undefined;
};

/** Days since the last purchase; a date without time of the file counts from its midnight, UTC. */
function daysSince({ lastAt, contact, now }: Subject): number | undefined {
	const at = lastAt ?? Date.parse(contact.purchases?.lastAt ?? '');
	return Number.isNaN(at) ? undefined : Math.floor((now - at) / DAY_MS);
}

function basket(subject: Subject, lastDays?: number): number | undefined {
	const count = counted(subject, lastDays);
	const amount = spent(subject, lastDays);
	return count === undefined || count === 0 || amount === undefined ? undefined : amount / count;
}

function promotedShare({ bought }: Subject, lastDays?: number): number | undefined {
	const promoted = bought?.(lastDays)?.promoted;
	return promoted === undefined || promoted.of === 0
		? undefined
		: (100 * promoted.count) / promoted.of;
}

type Read<T> = (subject: Subject, lastDays?: number) => T | undefined;

/** The figure a criterion compares; undefined = not known. */
export const QUANTITIES: Readonly<Record<Quantity, Read<number>>> = {
	age: ({ contact }) => contact.age,
	points: ({ contact }) => contact.points,
	distance: ({ contact }) => contact.store?.distanceKm,
	recency: daysSince,
	purchases: counted,
	amount: spent,
	basket,
	promotion: promotedShare,
	responses: ({ contact }) => contact.responses,
};

const one = (value: string | undefined): string[] | undefined =>
	value === undefined ? undefined : [value];

/** The words a criterion looks for; undefined = not known, empty = known to be none. */
export const TRAITS: Readonly<Record<Trait, Read<Iterable<string>>>> = {
	kind: ({ contact }) => one(contact.kind),
	gender: ({ contact }) => one(contact.gender),
	tier: ({ contact }) => one(contact.loyaltyTier),
	interests: ({ contact }) => contact.interests,
	category: ({ bought }, lastDays) => bought?.(lastDays)?.categories,
	store: ({ bought, contact }, lastDays) =>
		bought?.(lastDays)?.stores ?? storeOf(contact, lastDays),
	rfm: ({ contact }) => one(contact.rfm?.group),
	type: ({ contact }) => one(contact.type),
};

function storeOf({ store }: Partial<SmsContact>, lastDays?: number): string[] | undefined {
	return store === undefined || lastDays !== undefined ? undefined : [store.id, store.name];
}

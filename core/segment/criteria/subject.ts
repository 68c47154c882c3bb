import { readList, readNumber } from '../../contact/values';
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
	return lastDays === undefined ? figure(contact.purchases?.count) : undefined;
};

const spent = ({ bought, contact }: Subject, lastDays?: number): number | undefined => {
	const history = bought?.(lastDays);
	if (history) return history.amount;
	return lastDays === undefined ? figure(contact.purchases?.total) : undefined;
};

/**
 * Days since the last purchase; a date without time of the file counts from its midnight, UTC. A purchase of tomorrow or
 * later is a slip of the file, not a recent one.
 */
function daysSince({ lastAt, contact, now }: Subject): number | undefined {
	const at = lastAt ?? Date.parse(contact.purchases?.lastAt ?? '');
	if (Number.isNaN(at) || at >= now + DAY_MS) return undefined;
	return Math.max(0, Math.floor((now - at) / DAY_MS));
}

/** Other nodes than SMS Contacts may have written the contact: a text is read, what is no number is not known. */
const figure = (value: unknown): number | undefined =>
	typeof value === 'number' && Number.isFinite(value) ? value : readNumber(value);

const OLDEST = 120;

function ageOf({ contact }: Subject): number | undefined {
	const age = figure(contact.age);
	return age !== undefined && age >= 0 && age <= OLDEST ? age : undefined;
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
	age: ageOf,
	points: ({ contact }) => figure(contact.points),
	distance: ({ contact }) => figure(contact.store?.distanceKm),
	recency: daysSince,
	purchases: counted,
	amount: spent,
	basket,
	promotion: promotedShare,
	responses: ({ contact }) => figure(contact.responses),
};

const one = (value: string | undefined): string[] | undefined =>
	typeof value === 'string' && value !== '' ? [value] : undefined;

const wordsOf = (value: unknown): string[] | undefined =>
	Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : readList(value);

/** The words a criterion looks for; undefined = not known, empty = known to be none. */
export const TRAITS: Readonly<Record<Trait, Read<Iterable<string>>>> = {
	kind: ({ contact }) => one(contact.kind),
	gender: ({ contact }) => one(contact.gender),
	tier: ({ contact }) => one(contact.loyaltyTier),
	interests: ({ contact }) => wordsOf(contact.interests),
	category: ({ bought }, lastDays) => bought?.(lastDays)?.categories,
	store: ({ bought, contact }, lastDays) =>
		bought?.(lastDays)?.stores ?? storeOf(contact, lastDays),
	rfm: ({ contact }) => one(contact.rfm?.group),
	type: ({ contact }) => one(contact.type),
};

function storeOf({ store }: Partial<SmsContact>, lastDays?: number): string[] | undefined {
	if (store === undefined || lastDays !== undefined) return undefined;
	return [store.id, store.name].filter((name) => typeof name === 'string' && name !== '');
}

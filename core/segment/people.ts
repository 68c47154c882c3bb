import type { SmsContact, Store } from '../item';
import { clientTyper, type TypeThresholds } from './client-type';
import type { Bought, Subject } from './criteria/subject';
import type { ContactPurchases, PurchaseHistory } from './purchases';
import { scoringRfm, type Rfm, type RfmInput } from './rfm';
import { coordinatesOf, type Place, type Point, type ZoneAnswer } from './zone/place';

type Contact = Partial<SmsContact>;

/** Where what criteria look at comes from. Contacts are asked for by their position, so that nothing is kept for each. */
export interface PeopleSources {
	size: number;
	contactAt: (index: number) => Contact;
	/** ISO date: recency is counted back from it */
	today: string;
	/** folded purchases, and the key of a contact in them; a contact without key is not known to it */
	history?: PurchaseHistory;
	keyAt?: (index: number) => string | undefined;
	inZone?: ZoneAnswer;
	/** the store a contact belongs to */
	storeAt?: (place: Place) => Store | undefined;
	/** where a contact without coordinates lives, as a geocoder tells */
	pointAt?: (index: number) => Point | undefined;
	/** RFM and client type are worked out over all contacts together */
	score?: Partial<TypeThresholds>;
	/** they were, by an earlier run: who has no score yet gets a client type without RFM, of which nothing new is made */
	scoredBefore?: boolean;
	/** lets others work between two steps of the scoring */
	pause?: () => Promise<void>;
}

/** The contacts of a run as criteria see them. */
export interface People {
	size: number;
	/** as the item has it, with what was found out: place, store, client or prospect, RFM group, client type */
	subjectAt(index: number): Subject;
	/** what was found out of it; empty = nothing that the item does not say already */
	foundAt(index: number): Contact;
	/** what the contact bought in all, by the history or its file */
	boughtAt(index: number): RfmInput | undefined;
}

const DAY_MS = 86_400_000;

/** Nothing of somebody in a history means that nothing was bought in its time. */
const NOTHING_BOUGHT: Bought = { count: 0, amount: 0, categories: new Set(), stores: new Set() };

/** Rests on the contacts given: RFM scores are fifths of them. */
export async function peopleOf(sources: PeopleSources): Promise<People> {
	const { size, contactAt, keyAt, history, inZone, storeAt, pointAt } = sources;
	const now = Date.parse(sources.today);
	const purchasesAt = (index: number): ContactPurchases | undefined => {
		const key = keyAt?.(index);
		return key === undefined ? undefined : history?.of(key);
	};
	const boughtAt = (index: number): RfmInput | undefined =>
		purchasesAt(index) ?? boughtByFile(contactAt(index), now);
	const score =
		sources.score &&
		(sources.scoredBefore
			? onlyNew(contactAt, scorerOf(sources, sources.score, { now, rfmAt: () => undefined }))
			: scorerOf(sources, sources.score, { now, rfmAt: await scored(sources, boughtAt) }));

	function judge(index: number): Known {
		const given = contactAt(index);
		const key = history && keyAt?.(index);
		const purchases = key === undefined ? undefined : history?.of(key);
		const lastAt = purchases?.lastAt;
		const place = placeOf(given, pointAt, index);
		const store = storeAt?.(place);
		const found: Contact = {
			...(place.lat !== given.lat && { lat: place.lat, lon: place.lon }),
			...(store && { store }),
			...(given.kind !== 'client' && (purchases?.count ?? 0) > 0 && { kind: 'client' }),
			...score?.(index, purchases),
		};
		// One shape for all, and no copy of who is known already: this is done for each of a million contacts.
		const subject: Subject = {
			contact: Object.keys(found).length === 0 ? given : { ...given, ...found },
			now,
			lastAt,
			inZone: inZone?.(place),
			bought: key === undefined ? undefined : boughtOf(purchases, given),
		};
		return { index, subject, found };
	}

	// One segment after the other asks about the same contact.
	let last: Known | undefined;
	const known = (index: number): Known => (last?.index === index ? last : (last = judge(index)));
	return {
		size,
		boughtAt,
		subjectAt: (index) => known(index).subject,
		foundAt: (index) => known(index).found,
	};
}

interface Known {
	index: number;
	subject: Subject;
	found: Contact;
}

/** A file that tells the totals of all time knows more than a history without the contact. */
function boughtOf(
	purchases: ContactPurchases | undefined,
	{ purchases: ofFile }: Contact,
): Subject['bought'] {
	if (purchases) return (lastDays) => purchases.over(lastDays);
	const ever = ofFile === undefined ? NOTHING_BOUGHT : undefined;
	return (lastDays) => (lastDays === undefined ? ever : NOTHING_BOUGHT);
}

function placeOf(contact: Contact, pointAt: PeopleSources['pointAt'], index: number): Place {
	const point = pointAt === undefined || coordinatesOf(contact) ? undefined : pointAt(index);
	if (point === undefined) return contact;
	const { postalCode } = contact;
	return postalCode === undefined ? point : { ...point, postalCode };
}

function boughtByFile({ purchases }: Contact, now: number): RfmInput | undefined {
	const { count, total, lastAt } = purchases ?? {};
	if (typeof count !== 'number' || typeof total !== 'number') return undefined;
	const days = Math.floor((now - Date.parse(lastAt ?? '')) / DAY_MS);
	return { count, total, ...(days >= 0 && { recencyDays: days }) };
}

/** RFM of all together, since everybody is measured by all others. */
async function scored(
	{ size, pause }: PeopleSources,
	boughtAt: People['boughtAt'],
): Promise<(index: number) => Rfm | undefined> {
	const steps = scoringRfm(size, boughtAt);
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return value;
		await pause?.();
	}
}

type Scorer = (index: number, purchases: ContactPurchases | undefined) => Contact;

const onlyNew =
	(contactAt: PeopleSources['contactAt'], score: Scorer): Scorer =>
	(index, purchases) => {
		const { rfm, type } = contactAt(index);
		return rfm === undefined && type === undefined ? score(index, purchases) : {};
	};

/** The client type is worked out when a contact is looked at. */
function scorerOf(
	{ contactAt }: PeopleSources,
	thresholds: Partial<TypeThresholds>,
	{ now, rfmAt }: { now: number; rfmAt: (index: number) => Rfm | undefined },
): Scorer {
	const typeOf = clientTyper(thresholds);
	return (index, purchases) => {
		const rfm = rfmAt(index);
		const promoted = purchases?.over().promoted;
		const contact = contactAt(index);
		const { loyaltyTier } = contact;
		const type = typeOf({
			...figuresOf(purchases ?? boughtByFile(contact, now)),
			...(purchases?.ageDays !== undefined && { ageDays: purchases.ageDays }),
			...(promoted && { promoted }),
			...(typeof loyaltyTier === 'string' && { loyaltyTier }),
			...(rfm && { rfm }),
		});
		return { ...(rfm && { rfm }), ...(type && { type }) };
	};
}

/** Only the figures: a history's answer also holds what it was asked of. */
const figuresOf = (bought: RfmInput | undefined): RfmInput | undefined =>
	bought && {
		count: bought.count,
		total: bought.total,
		...(bought.recencyDays !== undefined && { recencyDays: bought.recencyDays }),
	};

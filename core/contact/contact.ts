import type { E164, SmsContact, SmsItem } from '../item';
import { explain, type Language } from '../reasons';
import { columnWriting, type ColumnWriting } from './column-writing';
import type { Mapping, Row } from './columns';
import { mergeConsent } from './consent';
import {
	cell,
	isEmpty,
	mappedFields,
	readConsent,
	type FieldOptions,
	type MappedField,
} from './fields';
import type { ContactField } from './headers';
import { readPhone } from './phone';
import { summarize, type ContactSummary, type HeldReason, type ReadContact } from './summary';

export type KeepDuplicate = 'first' | 'last' | 'most_complete';

export interface ContactOptions {
	/** ISO date: ages are counted on this day */
	today: string;
	/** ISO 3166 country of numbers without prefix; default FR */
	country?: string;
	/** slug written into `sms.brand` */
	brand?: string;
	/** of the sentences; default fr. Another is written into `sms.language` for the nodes after. */
	language?: Language;
	/** what a contact is when the file has no purchase column; default prospect */
	origin?: SmsContact['kind'];
	/** which row of a number is kept; default first */
	duplicates?: KeepDuplicate;
	/** where consent comes from, e.g. the file's name */
	source?: string;
	/** the contact tells its files: those of all rows of its number */
	provenance?: boolean;
}

const DEFAULT_LANGUAGE: Language = 'fr';
const EMPTY: Record<Language, string> = { fr: '(vide)', en: '(empty)' };

/** Reads rows batch by batch, several files too; duplicates are settled at the end, over all of them. */
export interface ContactReader {
	/** @param writing of the whole file that the rows are a batch of; default what the rows themselves tell */
	add(rows: readonly Row[], mapping: Mapping, source?: string, writing?: ColumnWriting): void;
	finish(): { contacts: ReadContact[]; summary: ContactSummary };
}

/**
 * Rows to contacts, in input order, each ready or held (`INVALID_NUMBER`, `NOT_MOBILE`, `DUPLICATE`).
 * Of several rows with one number one is kept, with the consent of all of them (see `mergeConsent`).
 */
export function toContacts(
	rows: readonly Row[],
	mapping: Mapping,
	options: ContactOptions,
): { contacts: ReadContact[]; summary: ContactSummary } {
	const reader = contactReader(options);
	reader.add(rows, mapping, options.source);
	return reader.finish();
}

export function contactReader(options: ContactOptions): ContactReader {
	const { country = 'FR', language = DEFAULT_LANGUAGE, today, brand } = options;
	const { origin = 'prospect' } = options;
	const fieldOptions: FieldOptions = { country, today };
	const ofBrand: Partial<SmsItem> = {
		...(brand !== undefined && { brand }),
		...(language !== DEFAULT_LANGUAGE && { language }),
	};
	const contacts: ReadContact[] = [];
	const firstOf = new Map<E164, ReadContact>();
	const repeated = new Map<E164, ReadContact[]>();
	const unreadable: ContactSummary['unreadable'] = {};
	const countUnreadable = (field: ContactField): void => {
		unreadable[field] = (unreadable[field] ?? 0) + 1;
	};

	function readContact(
		row: Row,
		mapping: Mapping,
		fields: MappedField[],
		source: string | undefined,
	): SmsContact {
		const contact: SmsContact = { kind: origin };
		if (options.provenance && source !== undefined) contact.from = source;
		for (const { field, column, read } of fields) {
			const value = cell(row, column);
			if (!isEmpty(value) && !read(contact, value, fieldOptions)) countUnreadable(field);
		}
		if (mapping.purchaseCount ?? mapping.purchaseTotal ?? mapping.lastPurchase) {
			contact.kind = hasBought(contact) ? 'client' : 'prospect';
		}
		return contact;
	}

	function readRow(
		row: Row,
		mapping: Mapping,
		{ fields, rewrite }: Pick<ColumnWriting, 'rewrite'> & { fields: MappedField[] },
		source?: string,
	): SmsItem {
		const contact = readContact(row, mapping, fields, source);
		const unreadable = countUnreadable;
		const consent = readConsent(row, mapping, source, { rewrite, unreadable });
		const phone = readPhone(cell(row, mapping.phone), country);
		const known = consent ? { ...ofBrand, contact, consent } : { ...ofBrand, contact };
		return 'e164' in phone
			? { to: phone.e164, ...known, status: 'ready' }
			: { ...known, ...held(phone.problem, language, phone.value || EMPTY[language]) };
	}

	return {
		add(rows, mapping, source = options.source, writing = columnWriting(rows, mapping)) {
			const how = { fields: mappedFields(mapping, writing), rewrite: writing.rewrite };
			for (const row of rows) {
				const sms = readRow(row, mapping, how, source);
				const contact = { row: contacts.length, sms };
				contacts.push(contact);
				if (sms.to === undefined) continue;
				const first = firstOf.get(sms.to);
				const same = repeated.get(sms.to);
				if (first === undefined) firstOf.set(sms.to, contact);
				else if (same === undefined) repeated.set(sms.to, [first, contact]);
				else same.push(contact);
			}
		},
		finish() {
			for (const same of repeated.values()) keepOne(same, options.duplicates ?? 'first', language);
			return { contacts, summary: summarize(contacts, unreadable) };
		},
	};
}

const held = (reason: HeldReason, language: Language, value = ''): Partial<SmsItem> => ({
	status: 'held',
	reason,
	detail: explain(reason, language, { value }),
});

/** client = at least one purchase, known by its number, its date or what was spent */
function hasBought({ purchases = {} }: SmsContact): boolean {
	return (
		(purchases.count ?? 0) >= 1 || (purchases.total ?? 0) > 0 || purchases.lastAt !== undefined
	);
}

const KEPT: Record<KeepDuplicate, (same: ReadContact[]) => ReadContact | undefined> = {
	first: (same) => same[0],
	last: (same) => same.at(-1),
	most_complete: (same) => same.reduce((best, next) => (filled(next) > filled(best) ? next : best)),
};

const filled = ({ sms }: ReadContact): number => Object.keys(sms.contact ?? {}).length;

function keepOne(same: ReadContact[], keep: KeepDuplicate, language: Language): void {
	const kept = KEPT[keep](same);
	const consent = mergeConsent(same.flatMap(({ sms }) => sms.consent ?? []));
	for (const contact of same) {
		contact.sms =
			contact === kept
				? { ...contact.sms, contact: personOf(kept, same), ...(consent && { consent }) }
				: { ...contact.sms, ...held('DUPLICATE', language) };
	}
}

/** Whoever has bought by any of the rows is a client, whichever row is kept. */
function personOf({ sms }: ReadContact, same: readonly ReadContact[]): SmsContact {
	const files = new Set(same.flatMap((one) => one.sms.contact?.from ?? []));
	const bought = same.some((one) => one.sms.contact?.kind === 'client');
	return {
		...sms.contact,
		kind: bought ? 'client' : 'prospect',
		...(files.size > 1 && { from: [...files].join(', ') }),
	};
}

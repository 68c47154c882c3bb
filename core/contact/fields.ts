import type { SmsConsent, SmsContact } from '../item';
import { ageAt, readDate } from './dates';
import type { ColumnWriting } from './column-writing';
import type { Mapping, Row } from './columns';
import { CONTACT_FIELDS, type ContactField } from './headers';
import { readGender, readList, readNumber, readPostalCode, readText, readYesNo } from './values';

export interface FieldOptions {
	/** ISO 3166 */
	country: string;
	/** ISO date on which ages are counted */
	today: string;
}

/** Writes what the cell says into the contact; false when it cannot be read. */
type FieldReader = (contact: SmsContact, value: unknown, options: FieldOptions) => boolean;

function set<K extends keyof SmsContact>(
	contact: SmsContact,
	key: K,
	value: SmsContact[K] | undefined,
): boolean {
	if (value === undefined) return false;
	contact[key] = value;
	return true;
}

const addPurchases = (
	contact: SmsContact,
	key: keyof NonNullable<SmsContact['purchases']>,
	value: number | string | undefined,
): boolean =>
	value !== undefined && set(contact, 'purchases', { ...contact.purchases, [key]: value });

const within = (value: number | undefined, limit: number): number | undefined =>
	value !== undefined && Math.abs(value) <= limit ? value : undefined;

const wholeNumber = (value: unknown): number | undefined => {
	const number = readNumber(value);
	return number !== undefined && Number.isInteger(number) && number >= 0 ? number : undefined;
};

const OLDEST = 120;

/** `41`, `41 ans`. */
function yearsOf(value: unknown): number | undefined {
	const years = wholeNumber(typeof value === 'string' ? value.replace(/ans?\s*$/i, '') : value);
	return years !== undefined && years <= OLDEST ? years : undefined;
}

/** A contact's fields and how their cells are read; phone and consent have rules of their own. */
const FIELD_READERS: Partial<Record<ContactField, FieldReader>> = {
	firstName: (contact, value) => set(contact, 'firstName', readText(value)),
	lastName: (contact, value) => set(contact, 'lastName', readText(value)),
	gender: (contact, value) => set(contact, 'gender', readGender(value)),
	birthDate: (contact, value, { today }) => {
		const birthDate = readDate(value, today)?.slice(0, 10);
		const age = birthDate && ageAt(birthDate, today);
		return (
			age !== undefined &&
			age !== '' &&
			set(contact, 'age', age) &&
			set(contact, 'birthDate', birthDate)
		);
	},
	// The birth date is read before and knows better.
	age: (contact, value) => contact.age !== undefined || set(contact, 'age', yearsOf(value)),
	postalCode: (contact, value, { country }) =>
		set(contact, 'postalCode', readPostalCode(value, country)),
	city: (contact, value) => set(contact, 'city', readText(value)),
	lat: (contact, value) => set(contact, 'lat', within(readNumber(value), 90)),
	lon: (contact, value) => set(contact, 'lon', within(readNumber(value), 180)),
	loyaltyTier: (contact, value) => set(contact, 'loyaltyTier', readText(value)),
	points: (contact, value) => set(contact, 'points', readNumber(value)),
	interests: (contact, value) => set(contact, 'interests', readList(value)),
	purchaseCount: (contact, value) => addPurchases(contact, 'count', wholeNumber(value)),
	purchaseTotal: (contact, value) => addPurchases(contact, 'total', readNumber(value)),
	lastPurchase: (contact, value, { today }) =>
		addPurchases(contact, 'lastAt', readDate(value, today)),
	responses: (contact, value) => set(contact, 'responses', wholeNumber(value)),
	storeId: (contact, value) => setStore(contact, readText(value), 'id'),
	storeName: (contact, value) => setStore(contact, readText(value), 'name'),
};

function setStore(contact: SmsContact, text: string | undefined, key: 'id' | 'name'): boolean {
	return (
		text !== undefined &&
		set(contact, 'store', { id: text, name: text, ...contact.store, [key]: text })
	);
}

export interface MappedField {
	field: ContactField;
	column: string;
	read: FieldReader;
}

/** The fields a mapping has columns for, ready to be read row by row. */
export function mappedFields(mapping: Mapping, { rewrite }: ColumnWriting): MappedField[] {
	return CONTACT_FIELDS.flatMap((field): MappedField[] => {
		const column = mapping[field];
		const read = FIELD_READERS[field];
		if (column === undefined || read === undefined) return [];
		const plain = rewrite.get(column);
		const readPlain: FieldReader | undefined =
			plain && ((contact, value, options) => read(contact, plain(value), options));
		return [{ field, column, read: readPlain ?? read }];
	});
}

export function cell(row: Row, column: string | undefined): unknown {
	return column !== undefined && Object.hasOwn(row, column) ? row[column] : undefined;
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * What the row says about consent, undefined when the mapping has no such column. A refusal column (STOP, unsubscribed)
 * wins over the opt-in, and is undated: the file's date is the opt-in's. An opt-in that cannot be read is `unknown`.
 */
export function readConsent(
	row: Row,
	{ consent, consentDate, consentOrigin, optOut }: Mapping,
	source: string | undefined,
	{
		rewrite,
		unreadable,
	}: Pick<ColumnWriting, 'rewrite'> & { unreadable: (field: ContactField) => void },
): SmsConsent | undefined {
	if (consent === undefined && optOut === undefined) return undefined;
	const read = (field: ContactField, column: string | undefined): boolean | undefined => {
		const value = cell(row, column);
		const answer = readYesNo(value);
		if (answer === undefined && !isEmpty(value)) unreadable(field);
		return answer;
	};
	const evidence = evidenceOf(readText(cell(row, consentOrigin))?.slice(0, LONGEST_ORIGIN), source);
	if (read('optOut', optOut) === true) return { status: 'withdrawn', ...evidence };
	const answer = read('consent', consent);
	if (answer === undefined) return { status: 'unknown', ...evidence };
	const date = cell(row, consentDate);
	const at = readDate(rewrite.get(consentDate ?? '')?.(date) ?? date);
	if (at === undefined && !isEmpty(date)) unreadable('consentDate');
	return {
		status: answer ? 'granted' : 'withdrawn',
		...(answer && { basis: 'consent' as const }),
		...(at !== undefined && { at }),
		...evidence,
	};
}

const LONGEST_ORIGIN = 60;

/** "contest (prospect file spring.csv)": how the person gave it, and the file that tells. */
function evidenceOf(
	origin: string | undefined,
	source: string | undefined,
): Pick<SmsConsent, 'source' | 'origin'> {
	if (origin === undefined) return source === undefined ? {} : { source };
	return { source: source === undefined ? origin : `${origin} (${source})`, origin };
}

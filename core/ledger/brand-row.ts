import { IANAZone } from 'luxon';
import { LedgerError, type Brand } from './ledger';
import { integer, integerOrNull, text, type Row } from './row';

export interface StoredBrand extends Brand {
	id: number;
}

/** The columns of a brand, in the order of `brandValues`. */
export const BRAND_COLUMNS =
	'slug, name, sender, timezone, language, country, cap, sending_hours, stop_codes, prices, currency, sandbox, consent_max_age';

/** A row with `id` and the columns of a brand. */
export function readBrandRow(row: Row): StoredBrand {
	const maxAge = integerOrNull(row, 'consent_max_age');
	return {
		id: integer(row, 'id'),
		slug: text(row, 'slug'),
		name: text(row, 'name'),
		sender: text(row, 'sender'),
		timezone: text(row, 'timezone'),
		language: row.language === 'en' ? 'en' : 'fr',
		country: text(row, 'country'),
		cap: JSON.parse(text(row, 'cap')),
		sendingHours: text(row, 'sending_hours'),
		stopCodes: JSON.parse(text(row, 'stop_codes')),
		prices: JSON.parse(text(row, 'prices')),
		currency: text(row, 'currency'),
		sandbox: JSON.parse(text(row, 'sandbox')),
		...(maxAge === null ? {} : { consentMaxAgeMonths: maxAge }),
	};
}

/** The values of a brand's columns. */
export function brandValues(brand: Brand): Array<string | number | null> {
	return [
		brand.slug,
		brand.name,
		brand.sender,
		brand.timezone,
		brand.language,
		brand.country,
		JSON.stringify(brand.cap),
		brand.sendingHours,
		JSON.stringify(brand.stopCodes),
		JSON.stringify(brand.prices),
		brand.currency,
		JSON.stringify(brand.sandbox),
		brand.consentMaxAgeMonths ?? null,
	];
}

export function asBrand({ id: _, ...brand }: StoredBrand): Brand {
	return brand;
}

export function unknownBrand(slug: string): LedgerError {
	return new LedgerError(
		'UNKNOWN_BRAND',
		`There is no brand "${slug}" in the SMS ledger`,
		'Choose a brand from the list, or create it with SMS Campaign.',
	);
}

/** A brand with what a change names; what it does not name keeps its value. @throws RangeError for a time zone nobody knows */
export function changedBrand(base: Brand, change: Partial<Brand> & { slug: string }): Brand {
	// The months of the cap would be wrong.
	if (change.timezone !== undefined && !IANAZone.isValidZone(change.timezone))
		throw new RangeError(`There is no time zone "${change.timezone}"`);
	const given = Object.fromEntries(
		Object.entries(change).filter(([, value]) => value !== undefined),
	);
	return { ...base, ...given };
}

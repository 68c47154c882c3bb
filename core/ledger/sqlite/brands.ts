import { IANAZone } from 'luxon';
import { DEFAULT_BRAND } from '../default-brand';
import { LedgerError, type Brand } from '../ledger';
import type { Connection } from './connection';
import { integer, integerOrNull, text, type Row } from './row';

export interface StoredBrand extends Brand {
	id: number;
}

const COLUMNS =
	'id, slug, name, sender, timezone, language, country, cap, sending_hours, stop_codes, prices, currency, sandbox, consent_max_age';

const SAVE = `INSERT INTO brand(slug, name, sender, timezone, language, country, cap, sending_hours, stop_codes, prices, currency, sandbox, consent_max_age)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(slug) DO UPDATE SET name = excluded.name, sender = excluded.sender, timezone = excluded.timezone,
language = excluded.language, country = excluded.country, cap = excluded.cap, sending_hours = excluded.sending_hours,
stop_codes = excluded.stop_codes, prices = excluded.prices, currency = excluded.currency, sandbox = excluded.sandbox,
consent_max_age = excluded.consent_max_age`;

function parse(row: Row): StoredBrand {
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

function find(connection: Connection, slug: string): StoredBrand | undefined {
	const row = connection.statement(`SELECT ${COLUMNS} FROM brand WHERE slug = ?`).get(slug);
	return row && parse(row);
}

/** To be called inside a transaction. @throws LedgerError `UNKNOWN_BRAND` */
export function readBrand(connection: Connection, slug: string): StoredBrand {
	const brand = find(connection, slug);
	if (brand) return brand;
	throw new LedgerError(
		'UNKNOWN_BRAND',
		`There is no brand "${slug}" in the SMS ledger`,
		'Choose a brand from the list, or create it with SMS Campaign.',
	);
}

function write(connection: Connection, brand: Brand): void {
	connection
		.statement(SAVE)
		.run(
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
		);
}

export function writeDefaultBrand(connection: Connection): void {
	if (!find(connection, DEFAULT_BRAND.slug)) write(connection, DEFAULT_BRAND);
}

function withoutId({ id: _, ...brand }: StoredBrand): Brand {
	return brand;
}

export async function listBrands(connection: Connection): Promise<Brand[]> {
	return await connection.transaction('read', () =>
		connection
			.statement(`SELECT ${COLUMNS} FROM brand ORDER BY id`)
			.all()
			.map((row) => withoutId(parse(row))),
	);
}

export async function getBrand(
	connection: Connection,
	slug: string = DEFAULT_BRAND.slug,
): Promise<Brand> {
	return await connection.transaction('read', () => withoutId(readBrand(connection, slug)));
}

/** @throws RangeError for a time zone nobody knows: the months of the cap would be wrong */
export async function saveBrand(
	connection: Connection,
	change: Partial<Brand> & { slug: string },
): Promise<Brand> {
	if (change.timezone !== undefined && !IANAZone.isValidZone(change.timezone))
		throw new RangeError(`There is no time zone "${change.timezone}"`);
	const given = Object.fromEntries(
		Object.entries(change).filter(([, value]) => value !== undefined),
	);
	return await connection.transaction('durable', () => {
		const base = find(connection, change.slug) ?? readBrand(connection, DEFAULT_BRAND.slug);
		write(connection, { ...base, ...given });
		return withoutId(readBrand(connection, change.slug));
	});
}

import {
	asBrand,
	BRAND_COLUMNS,
	brandValues,
	changedBrand,
	readBrandRow,
	unknownBrand,
	type StoredBrand,
} from '../brand-row';
import { DEFAULT_BRAND } from '../default-brand';
import type { Brand } from '../ledger';
import type { Connection } from './connection';

const SAVE = `INSERT INTO brand(${BRAND_COLUMNS})
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(slug) DO UPDATE SET name = excluded.name, sender = excluded.sender, timezone = excluded.timezone,
language = excluded.language, country = excluded.country, cap = excluded.cap, sending_hours = excluded.sending_hours,
stop_codes = excluded.stop_codes, prices = excluded.prices, currency = excluded.currency, sandbox = excluded.sandbox,
consent_max_age = excluded.consent_max_age`;

function find(connection: Connection, slug: string): StoredBrand | undefined {
	const row = connection
		.statement(`SELECT id, ${BRAND_COLUMNS} FROM brand WHERE slug = ?`)
		.get(slug);
	return row && readBrandRow(row);
}

/** To be called inside a transaction. @throws LedgerError `UNKNOWN_BRAND` */
export function readBrand(connection: Connection, slug: string): StoredBrand {
	const brand = find(connection, slug);
	if (brand) return brand;
	throw unknownBrand(slug);
}

function write(connection: Connection, brand: Brand): void {
	connection.statement(SAVE).run(...brandValues(brand));
}

export function writeDefaultBrand(connection: Connection): void {
	if (!find(connection, DEFAULT_BRAND.slug)) write(connection, DEFAULT_BRAND);
}

export async function listBrands(connection: Connection): Promise<Brand[]> {
	return await connection.transaction('read', () =>
		connection
			.statement(`SELECT id, ${BRAND_COLUMNS} FROM brand ORDER BY id`)
			.all()
			.map((row) => asBrand(readBrandRow(row))),
	);
}

export async function getBrand(
	connection: Connection,
	slug: string = DEFAULT_BRAND.slug,
): Promise<Brand> {
	return await connection.transaction('read', () => asBrand(readBrand(connection, slug)));
}

/** @throws RangeError for a time zone nobody knows: the months of the cap would be wrong */
export async function saveBrand(
	connection: Connection,
	change: Partial<Brand> & { slug: string },
): Promise<Brand> {
	return await connection.transaction('durable', () => {
		const base = find(connection, change.slug) ?? readBrand(connection, DEFAULT_BRAND.slug);
		write(connection, changedBrand(base, change));
		return asBrand(readBrand(connection, change.slug));
	});
}

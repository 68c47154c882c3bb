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
import { all, first, firstLocked, run, type Store, type Work } from '../work';

const SAVE = `INSERT INTO brand(${BRAND_COLUMNS})
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(slug) DO UPDATE SET name = excluded.name, sender = excluded.sender, timezone = excluded.timezone,
language = excluded.language, country = excluded.country, cap = excluded.cap, sending_hours = excluded.sending_hours,
stop_codes = excluded.stop_codes, prices = excluded.prices, currency = excluded.currency, sandbox = excluded.sandbox,
consent_max_age = excluded.consent_max_age`;

const FIND = `SELECT id, ${BRAND_COLUMNS} FROM brand WHERE slug = ?`;

function* find(slug: string): Work<StoredBrand | undefined> {
	const row = yield* first(FIND, slug);
	return row && readBrandRow(row);
}

/** Kept from everybody else: two people who change different things must not undo each other's. */
function* findToChange(slug: string): Work<StoredBrand | undefined> {
	const row = yield* firstLocked('brand', FIND, slug);
	return row && readBrandRow(row);
}

/** To be called inside a transaction. @throws LedgerError `UNKNOWN_BRAND` */
export function* readBrand(slug: string): Work<StoredBrand> {
	const brand = yield* find(slug);
	if (brand) return brand;
	throw unknownBrand(slug);
}

function* write(brand: Brand): Work<void> {
	yield* run(SAVE, ...brandValues(brand));
}

export function* writeDefaultBrand(): Work<void> {
	if (!(yield* find(DEFAULT_BRAND.slug))) yield* write(DEFAULT_BRAND);
}

export async function listBrands(store: Store): Promise<Brand[]> {
	return await store.transaction('read', function* () {
		const rows = yield* all(`SELECT id, ${BRAND_COLUMNS} FROM brand ORDER BY id`);
		return rows.map((row) => asBrand(readBrandRow(row)));
	});
}

export async function getBrand(store: Store, slug: string = DEFAULT_BRAND.slug): Promise<Brand> {
	return await store.transaction('read', function* () {
		return asBrand(yield* readBrand(slug));
	});
}

/** @throws RangeError for a time zone nobody knows: the months of the cap would be wrong */
export async function saveBrand(
	store: Store,
	change: Partial<Brand> & { slug: string },
): Promise<Brand> {
	return await store.transaction('durable', function* () {
		const base = (yield* findToChange(change.slug)) ?? (yield* readBrand(DEFAULT_BRAND.slug));
		yield* write(changedBrand(base, change));
		return asBrand(yield* readBrand(change.slug));
	});
}

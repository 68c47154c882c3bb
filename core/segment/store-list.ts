import { clean, readNumber, readText } from '../contact/values';
import type { Store } from '../item';
import { nearestStore, type ZoneStore } from './zone/stores';
import { ZoneError } from './zone/zone-error';
import type { Place } from './zone/place';

/** A store as a list of stores tells of it: where it is, and what a message may say of it. */
export interface ListedStore extends ZoneStore {
	address?: string;
	openingHours?: string;
}

/** Names of columns, cleaned, most telling first; a store's file is in French or English. */
const COLUMNS = {
	id: 'id|store id|code magasin|code|id magasin|numero',
	name: 'name|store name|store|nom|magasin|nom du magasin|enseigne',
	lat: 'lat|latitude',
	lon: 'lon|lng|long|longitude',
	km: 'km|radius|radius km|catchment|catchment km|rayon|rayon km|zone de chalandise',
	address: 'address|adresse',
	openingHours: 'opening hours|horaires|horaires d ouverture',
} as const satisfies Record<string, string>;

const EXAMPLE =
	'Give a list such as [{ "id": "RENNES", "name": "Rennes", "lat": 48.1173, "lon": -1.6778, "km": 15 }].';

/**
 * Reads rows of stores, or their JSON text. A store without a name is called by its id, one without an id by its name.
 * @throws ZoneError naming the store that cannot be used; coordinates are checked when a zone is made of them
 */
export function readStores(source: unknown): ListedStore[] {
	const rows = typeof source === 'string' ? parsed(source) : source;
	if (!Array.isArray(rows)) throw new ZoneError('The stores are no list', EXAMPLE);
	return rows.map((row: unknown, position) => readStore(row, position + 1));
}

function parsed(text: string): unknown {
	try {
		return text.trim() === '' ? [] : JSON.parse(text);
	} catch {
		throw new ZoneError('The list of stores cannot be read', EXAMPLE);
	}
}

function readStore(row: unknown, position: number): ListedStore {
	if (typeof row !== 'object' || row === null || Array.isArray(row))
		throw new ZoneError(`Store ${position} of the list is no store`, EXAMPLE);
	const values = new Map(
		Object.entries(row).map(([column, value]): [string, unknown] => [clean(column), value]),
	);
	const cell = (field: keyof typeof COLUMNS): unknown =>
		COLUMNS[field]
			.split('|')
			.map((name) => values.get(name))
			.find((value) => value !== undefined && value !== null && value !== '');
	const [id, name] = [readText(cell('id')), readText(cell('name'))];
	const called = name ?? id;
	if (called === undefined)
		throw new ZoneError(`Store ${position} of the list has no name`, EXAMPLE);
	const km = distance(cell('km'), called);
	const address = readText(cell('address'));
	const openingHours = readText(cell('openingHours'));
	return {
		id: id ?? called,
		name: called,
		lat: readNumber(cell('lat')) ?? Number.NaN,
		lon: readNumber(cell('lon')) ?? Number.NaN,
		...(km !== undefined && { km }),
		...(address !== undefined && { address }),
		...(openingHours !== undefined && { openingHours }),
	};
}

function distance(value: unknown, store: string): number | undefined {
	if (value === undefined) return undefined;
	const km = readNumber(typeof value === 'string' ? value.replace(/km/i, '') : value);
	if (km !== undefined && km > 0) return km;
	throw new ZoneError(
		`The distance of the store "${store}" cannot be read`,
		'Give kilometres, such as 15, or leave it out.',
	);
}

/** The stores of these ids or names, whatever their case and accents. @throws ZoneError for one that is not in the list */
export function storesNamed(
	stores: readonly ListedStore[],
	names: readonly string[],
): ListedStore[] {
	if (names.length === 0) return [...stores];
	return names.map((name) => {
		const wanted = clean(name);
		const found = stores.find((store) => [store.id, store.name].map(clean).includes(wanted));
		if (found) return found;
		throw new ZoneError(
			`No store is called "${name}"`,
			`Known are: ${stores
				.slice(0, 12)
				.map(({ id }) => id)
				.join(', ')}.`,
		);
	});
}

/**
 * The store a place belongs to, as the item carries it: that of `nearestStore`, and outside of every catchment the nearest
 * of all. Undefined only without coordinates.
 * @throws ZoneError as `nearestStore`
 */
export function storeFinder(
	stores: readonly ListedStore[],
	km?: number,
): (place: Place) => Store | undefined {
	const inCatchment = nearestStore(stores, { km });
	const anywhere = nearestStore(stores.map(({ id, name, lat, lon }) => ({ id, name, lat, lon })));
	const known = new Map(
		stores.map(({ id, address, openingHours }) => [id, { address, openingHours }]),
	);
	return (place) => {
		const near = inCatchment(place) ?? anywhere(place);
		if (near === undefined) return undefined;
		const { address, openingHours } = known.get(near.id) ?? {};
		return {
			...near,
			...(address !== undefined && { address }),
			...(openingHours !== undefined && { openingHours }),
		};
	};
}

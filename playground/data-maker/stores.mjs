/** The stores as the files show them, and where their clients live. */
import { STORE_TABLE } from './store-table.mjs';

const WEEK = 'lun-sam 10h-19h30';

export const STORES = STORE_TABLE.map((one) => ({
	hours: WEEK,
	...one,
	towns: readTowns(one.towns),
}));

/** `35000 Rennes 26, …` → `[[{ postalCode, city }, weight], …]` */
function readTowns(text) {
	return text.split(', ').map((town) => {
		const [, postalCode, city, weight] = /^(\d{5}) (.+) (\d+)$/.exec(town);
		return [{ postalCode, city }, Number(weight)];
	});
}

const WEIGHTED_STORES = STORES.map((one) => [one, one.weight]);
const MAINLAND_STORES = STORES.filter((one) => !one.postalCode.startsWith('97'));
/** Of a thousand mainland clients, those who moved to the area of another store. */
const MOVED_AWAY = 60;

export const drawStore = (random) => random.weighted(WEIGHTED_STORES);

export function drawTown(random, home) {
	const moved = MAINLAND_STORES.includes(home) && random.chance(MOVED_AWAY);
	return random.weighted((moved ? random.pick(MAINLAND_STORES) : home).towns);
}

export const STORE_HEADER = [
	'id',
	'name',
	'address',
	'postal_code',
	'city',
	'lat',
	'lon',
	'opening_hours',
	'phone',
];

export const storeRows = () =>
	STORES.map(({ id, city, address, postalCode, at: [lat, lon], hours, phone }) => [
		id,
		`Maison Lumen ${city}`,
		address,
		postalCode,
		city,
		lat,
		lon,
		hours,
		phone,
	]);

import { coordinatesOf, readPoint, type Place } from './place';
import { chord, kilometres, pointOnSphere } from './sphere';
import { ZoneError } from './zone-error';

/** A point of sale and how far its customers come from. */
export interface ZoneStore {
	id: string;
	name: string;
	lat: number;
	lon: number;
	/** catchment, km along the ground; absent: what the caller says for all */
	km?: number;
}

export interface NearStore {
	id: string;
	name: string;
	/** to the metre */
	distanceKm: number;
}

/**
 * The store a place belongs to: among the stores whose catchment holds it (`km` of the store, else of the options, else
 * any distance) the nearest, to the metre; at the same distance the one whose id comes first. The order of the stores
 * changes nothing. Undefined when no catchment holds the place, or its coordinates are not known.
 * @throws ZoneError for a store without id or coordinates, an id given twice, a catchment that is not more than 0
 */
export function nearestStore(
	stores: readonly ZoneStore[],
	{ km }: { km?: number } = {},
): (place: Place) => NearStore | undefined {
	const sorted = [...stores].sort((a, b) => (a.id < b.id ? -1 : 1));
	checkStores(sorted, km);
	const points = sorted.map((store) => pointOnSphere(readPoint(store, `the store ${store.name}`)));
	const xs = Float64Array.from(points, ({ x }) => x);
	const ys = Float64Array.from(points, ({ y }) => y);
	const zs = Float64Array.from(points, ({ z }) => z);
	const reach = Float64Array.from(sorted, (store) => squaredReach(store.km ?? km));
	return (place) => {
		const at = coordinatesOf(place);
		if (at === undefined) return undefined;
		const { x, y, z } = pointOnSphere(at);
		let store: ZoneStore | undefined;
		let metres = Infinity;
		let closest = Infinity;
		// 100,000 contacts × 200 stores come through here: plain numbers, and a distance only for what may be nearer.
		for (let i = 0; i < xs.length; i++) {
			const dx = x - (xs[i] ?? 0);
			const dy = y - (ys[i] ?? 0);
			const dz = z - (zs[i] ?? 0);
			const squared = dx * dx + dy * dy + dz * dz;
			if (squared >= closest || squared > (reach[i] ?? 0)) continue;
			const distance = Math.round(kilometres(squared) * 1000);
			if (distance >= metres) continue;
			metres = distance;
			closest = squared;
			store = sorted[i];
		}
		return store && { id: store.id, name: store.name, distanceKm: metres / 1000 };
	};
}

const squaredReach = (km: number | undefined): number =>
	km === undefined ? Infinity : chord(km) ** 2;

function checkStores(sorted: readonly ZoneStore[], km: number | undefined): void {
	if (sorted.length === 0) throw new ZoneError('There are no stores', 'Give at least one store.');
	for (const [position, { id, name, km: own = km }] of sorted.entries()) {
		if (id === '')
			throw new ZoneError(`The store "${name}" has no id`, 'Give each store an id of its own.');
		if (sorted[position - 1]?.id === id)
			throw new ZoneError(`Two stores have the id "${id}"`, 'Give each store an id of its own.');
		if (own !== undefined && !(own > 0))
			throw new ZoneError(
				`The catchment of the store "${name}" is not more than 0 km`,
				'Give the distance in kilometres, or leave it empty.',
			);
	}
}

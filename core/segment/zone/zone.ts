import { polygonAnswer } from './polygon';
import { postalAnswer, type PostalZone } from './postal';
import { coordinatesOf, readPoint, type Point, type ZoneAnswer } from './place';
import { chord, pointOnSphere, squaredChord } from './sphere';
import { nearestStore, type ZoneStore } from './stores';
import { ZoneError } from './zone-error';

export interface RadiusZone {
	kind: 'radius';
	centre: Point;
	km: number;
}

/** The catchments of stores together; `km` holds for stores without one of their own. */
export interface StoresZone {
	kind: 'stores';
	stores: readonly ZoneStore[];
	km?: number;
}

/** A GeoJSON object, or its text. */
export interface PolygonZone {
	kind: 'polygon';
	geojson: unknown;
}

export type Zone = PostalZone | RadiusZone | StoresZone | PolygonZone;

type Compile = { [K in Zone['kind']]: (zone: Extract<Zone, { kind: K }>) => ZoneAnswer };

const COMPILE: Compile = {
	postal: postalAnswer,
	radius: radiusAnswer,
	stores: storesAnswer,
	polygon: ({ geojson }) => polygonAnswer(geojson),
};

/**
 * The zone as one question, compiled once. A place that says too little is `undefined`, never outside: nobody
 * without address is "not in Paris". Points on a border are inside.
 * @throws ZoneError when the zone itself cannot be used
 */
export function zoneAnswer<K extends Zone['kind']>(zone: Extract<Zone, { kind: K }>): ZoneAnswer {
	const kind: K = zone.kind;
	return COMPILE[kind](zone);
}

function radiusAnswer({ centre, km }: RadiusZone): ZoneAnswer {
	if (!(km > 0) || !Number.isFinite(km))
		throw new ZoneError('A radius must be more than 0 km', 'Give the radius in kilometres.');
	const middle = pointOnSphere(readPoint(centre, 'the centre of the radius'));
	const reach = chord(km) ** 2;
	return (place) => {
		const at = coordinatesOf(place);
		return at && squaredChord(pointOnSphere(at), middle) <= reach;
	};
}

function storesAnswer({ stores, km }: StoresZone): ZoneAnswer {
	if (km === undefined && stores.some((store) => store.km === undefined))
		throw new ZoneError(
			'A zone around stores needs a distance',
			'Give one distance in kilometres for all stores, or one for each store.',
		);
	const nearest = nearestStore(stores, { km });
	return (place) => coordinatesOf(place) && nearest(place) !== undefined;
}

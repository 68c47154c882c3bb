import { ZoneError } from './zone-error';

/** Longitude, latitude: the order of GeoJSON (RFC 7946). */
export type Position = [lon: number, lat: number];
export type Ring = Position[];
/** The outer ring, then the holes. */
export type Rings = Ring[];

const ACROSS = 'An area across the 180° meridian is drawn as two, one on each side of it.';
const DRAW = 'Draw the area anew, for instance on geojson.io, and paste its GeoJSON.';

/**
 * The polygons of a GeoJSON Polygon, MultiPolygon, GeometryCollection, Feature or FeatureCollection, object or text.
 * @throws ZoneError telling what is wrong and where
 */
export function readPolygons(geojson: unknown): Rings[] {
	const polygons = polygonsOf(typeof geojson === 'string' ? parsed(geojson) : geojson, '');
	if (polygons.length === 0) throw new ZoneError('The GeoJSON holds no area', DRAW);
	return polygons;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ZoneError('The GeoJSON is not valid JSON', DRAW);
	}
}

type Gather = (value: Record<string, unknown>, where: string) => Rings[];

const GATHER: Readonly<Record<string, Gather>> = {
	Polygon: ({ coordinates }, where) => [rings(coordinates, where)],
	MultiPolygon: ({ coordinates }, where) =>
		list(coordinates, `coordinates${where}`).map((one, i) =>
			rings(one, `${where}, polygon ${i + 1}`),
		),
	GeometryCollection: ({ geometries }, where) => several(geometries, 'geometry', where),
	FeatureCollection: ({ features }, where) => several(features, 'feature', where),
	Feature: ({ geometry }, where) => (geometry === null ? [] : polygonsOf(geometry, where)),
};

const several = (values: unknown, name: string, where: string): Rings[] =>
	list(values, `${name} list${where}`).flatMap((one, i) =>
		polygonsOf(one, `${where}, ${name} ${i + 1}`),
	);

function polygonsOf(value: unknown, where: string): Rings[] {
	if (!isObject(value)) throw new ZoneError(`There is no GeoJSON object${where}`, DRAW);
	const { type } = value;
	const gather = typeof type === 'string' && Object.hasOwn(GATHER, type) ? GATHER[type] : undefined;
	if (gather) return gather(value, where);
	throw new ZoneError(
		`GeoJSON "${String(type).slice(0, 40)}" is no area${where}`,
		'A zone is made of Polygon and MultiPolygon, alone or in features.',
	);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function list(value: unknown, what: string): unknown[] {
	if (Array.isArray(value)) return value;
	throw new ZoneError(`The GeoJSON has no ${what}`, DRAW);
}

function rings(value: unknown, where: string): Rings {
	const found = list(value, `coordinates${where}`);
	if (found.length === 0) throw new ZoneError(`A polygon is empty${where}`, DRAW);
	return found.map((one, i) => ring(one, `${where}, ring ${i + 1}`));
}

function ring(value: unknown, where: string): Ring {
	const positions = list(value, `positions${where}`).map((one, i) =>
		position(one, `${where}, position ${i + 1}`),
	);
	const [first, last] = [positions[0], positions.at(-1)];
	if (positions.length < 4 || !first || !last)
		throw new ZoneError(`A ring has fewer than four positions${where}`, DRAW);
	if (first[0] !== last[0] || first[1] !== last[1])
		throw new ZoneError(
			`A ring is not closed${where}`,
			'The last position of a ring repeats the first one.',
		);
	if (positions.some((one, i) => Math.abs(one[0] - (positions[i - 1] ?? one)[0]) > 180))
		throw new ZoneError(`A side is longer than half the Earth${where}`, ACROSS);
	return positions;
}

function position(value: unknown, where: string): Position {
	const [lon, lat]: unknown[] = Array.isArray(value) ? value : [];
	if (isDegrees(lon, 180) && isDegrees(lat, 90)) return [lon, lat];
	throw new ZoneError(
		`A position is not longitude and latitude${where}`,
		// Maps drawn across the date line go on counting: 181 is -179.
		typeof lon === 'number' && Math.abs(lon) > 180 && Math.abs(lon) <= 360
			? ACROSS
			: 'GeoJSON writes longitude (-180 to 180) first, then latitude (-90 to 90), in degrees.',
	);
}

const isDegrees = (value: unknown, limit: number): value is number =>
	typeof value === 'number' && Math.abs(value) <= limit;

import { pointInPolygon } from '../../../vendor/point-in-polygon';
import { readPolygons, type Position, type Rings } from './geojson';
import { coordinatesOf, type ZoneAnswer } from './place';

type Holds = (lon: number, lat: number) => boolean;

/** From so many sides on, a grid saves more than it costs. */
const MANY_SIDES = 50;
const GRID = 64;

/**
 * Inside any of the polygons and in none of its holes. Sides are straight in longitude and latitude (RFC 7946), borders
 * belong to the area, those of holes too.
 * @throws ZoneError for GeoJSON that cannot be used
 */
export function polygonAnswer(geojson: unknown): ZoneAnswer {
	const areas = readPolygons(geojson).map(area);
	return (place) => {
		const at = coordinatesOf(place);
		return at && areas.some((holds) => holds(at.lon, at.lat));
	};
}

function area(rings: Rings): Holds {
	const [outer = []] = rings;
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [lon, lat] of outer) {
		west = Math.min(west, lon);
		east = Math.max(east, lon);
		south = Math.min(south, lat);
		north = Math.max(north, lat);
	}
	// 0 = on the border.
	const exactly: Holds = (lon, lat) => pointInPolygon([lon, lat], rings) !== false;
	const sides = rings.reduce((sum, ring) => sum + ring.length, 0);
	const holds =
		sides < MANY_SIDES ? exactly : gridded(rings, exactly, { west, south, east, north });
	return (lon, lat) =>
		lon >= west && lon <= east && lat >= south && lat <= north && holds(lon, lat);
}

interface Box {
	west: number;
	south: number;
	east: number;
	north: number;
}

const NOT_ASKED = 0;
const INSIDE = 1;
const OUTSIDE = 2;
const CROSSED = 3;

/**
 * A cell of the grid that no side comes near is inside or outside as a whole: its first point answers for all. Outlines of
 * departments have thousands of sides, and nearly all contacts live away from them.
 */
function gridded(rings: Rings, exactly: Holds, { west, south, east, north }: Box): Holds {
	const cells = new Uint8Array(GRID * GRID);
	const steps = (value: number, from: number, to: number): number =>
		to > from
			? Math.min(GRID - 1, Math.max(0, Math.floor(((value - from) / (to - from)) * GRID)))
			: 0;
	const column = (lon: number): number => steps(lon, west, east);
	const row = (lat: number): number => steps(lat, south, north);
	const cross = (from: Position, to: Position): void => {
		const [left, right] = [column(Math.min(from[0], to[0])), column(Math.max(from[0], to[0]))];
		const [low, high] = [row(Math.min(from[1], to[1])), row(Math.max(from[1], to[1]))];
		for (let y = low; y <= high; y++) cells.fill(CROSSED, y * GRID + left, y * GRID + right + 1);
	};
	for (const ring of rings) {
		for (const [i, to] of ring.entries()) cross(ring[i - 1] ?? to, to);
	}
	return (lon, lat) => {
		const cell = row(lat) * GRID + column(lon);
		const known = cells[cell];
		if (known === INSIDE || known === OUTSIDE) return known === INSIDE;
		const inside = exactly(lon, lat);
		if (known === NOT_ASKED) cells[cell] = inside ? INSIDE : OUTSIDE;
		return inside;
	};
}

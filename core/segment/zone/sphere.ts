import type { Point } from './place';

/**
 * Distances along the great circle of a sphere with the mean radius of the Earth (IUGG); at most 0.6 % off the ellipsoid.
 * Points are compared by the straight line through the sphere (chord), which needs no trigonometry for each pair and
 * knows no date line.
 */
const EARTH_KM = 6371.0088;

/** On the unit sphere. */
export interface SpherePoint {
	x: number;
	y: number;
	z: number;
}

export function pointOnSphere({ lat, lon }: Point): SpherePoint {
	const phi = (lat * Math.PI) / 180;
	const lambda = (lon * Math.PI) / 180;
	const ring = Math.cos(phi);
	return { x: ring * Math.cos(lambda), y: ring * Math.sin(lambda), z: Math.sin(phi) };
}

export const squaredChord = (a: SpherePoint, b: SpherePoint): number =>
	(a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2;

/** Kilometres along the ground → chord; beyond half the Earth everything is within reach. */
export const chord = (km: number): number =>
	2 * Math.sin(Math.min(km / (2 * EARTH_KM), Math.PI / 2)) + (km >= Math.PI * EARTH_KM ? 1 : 0);

/** Squared chord → kilometres along the ground. */
export const kilometres = (squared: number): number =>
	2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(squared) / 2));

export const distanceKm = (a: Point, b: Point): number =>
	kilometres(squaredChord(pointOnSphere(a), pointOnSphere(b)));

/** Written apart from the code under test: other formulas, no library, nothing but the textbook. */

export type LonLat = [lon: number, lat: number];

export const boxes = [
	{ name: 'mainland France', west: -5, south: 42, east: 8, north: 51, seed: 1 },
	{ name: 'the Antilles', west: -62, south: 14, east: -60.5, north: 17, seed: 2 },
	{ name: 'La Réunion', west: 55.1, south: -21.5, east: 55.9, north: -20.8, seed: 3 },
	{ name: 'New Caledonia', west: 163.5, south: -22.8, east: 168.2, north: -19.5, seed: 4 },
	{ name: 'French Guiana', west: -54.6, south: 2.1, east: -51.6, north: 5.8, seed: 5 },
];

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two points, by the haversine formula. */
export function haversine([lon, lat]: LonLat, [lon2, lat2]: LonLat): number {
	const half =
		Math.sin(radians(lat2 - lat) / 2) ** 2 +
		Math.cos(radians(lat)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon) / 2) ** 2;
	return 2 * 6371.0088 * Math.atan2(Math.sqrt(half), Math.sqrt(1 - half));
}

/** Whether the ring goes round the point: the angles under which its sides are seen add up to a full turn. */
export function windingInside([lon, lat]: LonLat, ring: LonLat[]): boolean {
	let turn = 0;
	for (let i = 1; i < ring.length; i++) {
		const [ax, ay] = [ring[i - 1]![0] - lon, ring[i - 1]![1] - lat];
		const [bx, by] = [ring[i]![0] - lon, ring[i]![1] - lat];
		turn += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
	}
	return Math.abs(turn) > Math.PI;
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

import { ZoneError } from './zone-error';

/** Degrees, WGS 84. */
export interface Point {
	lat: number;
	lon: number;
}

/** What is known of where somebody lives; `SmsContact` is one. */
export interface Place {
	postalCode?: string;
	/** degrees, WGS 84 */
	lat?: number;
	lon?: number;
}

/** Inside, outside, or undefined when the place says too little. */
export type ZoneAnswer = (place: Place) => boolean | undefined;

const isWithin = (value: unknown, limit: number): value is number =>
	typeof value === 'number' && Math.abs(value) <= limit;

/**
 * Where the place is, undefined when it has no coordinates. 0, 0 (in the sea off Africa) is how files and geocoders
 * write "not known".
 */
export function coordinatesOf({ lat, lon }: Place): Point | undefined {
	if (!isWithin(lat, 90) || !isWithin(lon, 180) || (lat === 0 && lon === 0)) return undefined;
	return { lat, lon };
}

/** @param what names the point in the error. @throws ZoneError without usable coordinates */
export function readPoint(point: Place, what: string): Point {
	const found = coordinatesOf(point);
	if (found !== undefined) return found;
	throw new ZoneError(
		`There are no coordinates for ${what}`,
		'Give latitude (-90 to 90) and longitude (-180 to 180) in degrees, such as 48.8566 and 2.3522.',
	);
}

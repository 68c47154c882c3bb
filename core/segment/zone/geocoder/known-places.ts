import { clean } from '../../../contact/values';
import type { Point } from '../place';

/**
 * What the geocoder learned about a postal code, plain JSON to be kept for the next run. It is public geography and says
 * nothing of any person.
 */
export type KnownPlace =
	| ({
			/** ISO date of the answer */
			at: string;
			/** of postal codes with several towns: cleaned name → latitude, longitude */
			towns?: Record<string, [lat: number, lon: number]>;
	  } & Point)
	| { at: string; missing: true };

/** By postal code. */
export type KnownPlaces = Readonly<Record<string, KnownPlace>>;

/** Towns hardly move; a code that was not found may be new. */
const GOOD_FOR_DAYS = { found: 730, missing: 30 } as const;
const DAY_MS = 86_400_000;

/** Undefined when nothing is known, or it is too old on `today` (ISO date). */
export function knownPlace(
	known: KnownPlaces,
	code: string,
	today: string,
): KnownPlace | undefined {
	const place = Object.hasOwn(known, code) ? known[code] : undefined;
	if (place === undefined) return undefined;
	const days = (Date.parse(today) - Date.parse(place.at)) / DAY_MS;
	return days <= GOOD_FOR_DAYS['missing' in place ? 'missing' : 'found'] ? place : undefined;
}

/** The town's place when its name is known, else the middle of the postal code. */
export function pointOf(place: KnownPlace, city: string | undefined): Point | undefined {
	if ('missing' in place) return undefined;
	const name = city === undefined ? '' : clean(city);
	const town = place.towns && Object.hasOwn(place.towns, name) ? place.towns[name] : undefined;
	return town ? { lat: town[0], lon: town[1] } : { lat: place.lat, lon: place.lon };
}

import { clean } from '../../../contact/values';
import { coordinatesOf, type Point } from '../place';
import type { KnownPlace } from './known-places';

/** The State's directory of towns (API Découpage administratif), free and without key, 50 calls a second. */
export const COMMUNES_URL = 'https://geo.api.gouv.fr';

/**
 * The call for one postal code: `GET`, answers JSON. Without the arrondissements every code of Paris, Lyon and Marseille
 * would lie in the middle of the city.
 * @param code five digits
 */
export function communesUrl(code: string, base = COMMUNES_URL): string {
	const query = new URLSearchParams({
		codePostal: code,
		type: 'arrondissement-municipal,commune-actuelle',
		fields: 'nom,code,centre,population',
		format: 'json',
	});
	return `${base.replace(/\/+$/, '')}/communes?${query.toString()}`;
}

interface Town extends Point {
	code: string;
	name: string;
	population: number;
}

/** Paris, Marseille and Lyon as a whole, left out where their arrondissements are there too. */
const WHOLE_CITIES = new Set(['75056', '13055', '69123']);

/**
 * What the answer says of the postal code: the mean of its towns' centres weighted by population. Undefined for an answer that
 * is not the directory's (a proxy's page, an error): nothing is learned from it.
 * @param body the parsed JSON. @param today ISO date
 */
export function parseCommunes(body: unknown, today: string): KnownPlace | undefined {
	if (!Array.isArray(body)) return undefined;
	const all: Town[] = body.flatMap((one: unknown) => readTown(one) ?? []);
	if (all.length === 0) return body.length === 0 ? { at: today, missing: true } : undefined;
	const parts = all.filter(({ code }) => !WHOLE_CITIES.has(code));
	const towns = parts.length > 0 ? parts : all;
	const weights = towns.map(({ population }) => Math.max(1, population));
	const mean = (of: (town: Town) => number): number =>
		rounded(
			towns.reduce((sum, town, i) => sum + of(town) * (weights[i] ?? 1), 0) /
				weights.reduce((sum, weight) => sum + weight, 0),
		);
	return {
		at: today,
		lat: mean(({ lat }) => lat),
		lon: mean(({ lon }) => lon),
		...(towns.length > 1 && {
			towns: Object.fromEntries(
				towns.map(({ name, lat, lon }) => [clean(name), [rounded(lat), rounded(lon)]]),
			),
		}),
	};
}

/** Ten metres: finer than the middle of a town means anything. */
const rounded = (degrees: number): number => Math.round(degrees * 10_000) / 10_000;

function readTown(value: unknown): Town | undefined {
	const { nom, code, centre, population } = fieldsOf(value);
	const { coordinates } = fieldsOf(centre);
	const [lon, lat]: unknown[] = Array.isArray(coordinates) ? coordinates : [];
	if (typeof lat !== 'number' || typeof lon !== 'number') return undefined;
	const point = coordinatesOf({ lat, lon });
	if (point === undefined || typeof nom !== 'string' || typeof code !== 'string') return undefined;
	return { ...point, name: nom, code, population: typeof population === 'number' ? population : 0 };
}

function fieldsOf(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

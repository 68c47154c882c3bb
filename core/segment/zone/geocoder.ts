import { readPostalCode } from '../../contact/values';
import type { AddressRow } from './geocoder/addresses';
import { knownPlace, pointOf, type KnownPlaces } from './geocoder/known-places';
import { coordinatesOf, type Place, type Point } from './place';

export {
	addressCalls,
	ADDRESSES_URL,
	parseAddresses,
	type AddressCall,
} from './geocoder/addresses';
export { communesUrl, COMMUNES_URL, parseCommunes } from './geocoder/communes';
export type { KnownPlace, KnownPlaces } from './geocoder/known-places';

export interface GeocodingContact extends Place {
	city?: string;
	/** street and number; only for those who look up addresses */
	address?: string;
}

/** How exactly a contact is placed, most exactly first. */
export type Placed = 'file' | 'address' | 'postal_code';

export interface GeocodingPlan {
	/** postal codes to ask about, each once, those of most contacts first: what fails late concerns few */
	codes: string[];
	/** addresses to ask about */
	addresses: AddressRow[];
}

/** @param today ISO date */
export interface GeocodingOptions {
	today: string;
	/** look up addresses too, where there are any; default no */
	useAddresses?: boolean;
}

const codeOf = ({ postalCode }: Place): string | undefined => {
	const code = readPostalCode(postalCode);
	return code !== undefined && /^\d{5}$/.test(code) ? code : undefined;
};

/** What must be asked, given what the file and earlier runs tell. */
export function planGeocoding(
	contacts: readonly GeocodingContact[],
	known: KnownPlaces,
	{ today, useAddresses = false }: GeocodingOptions,
): GeocodingPlan {
	const asked = new Map<string, number>();
	const addresses: AddressRow[] = [];
	for (const [position, contact] of contacts.entries()) {
		if (coordinatesOf(contact)) continue;
		const { address, city } = contact;
		const code = codeOf(contact);
		if (useAddresses && address && (code ?? city))
			addresses.push({ position, address, postalCode: code, city });
		if (code !== undefined && !knownPlace(known, code, today))
			asked.set(code, (asked.get(code) ?? 0) + 1);
	}
	const codes = [...asked]
		.sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
		.map(([code]) => code);
	return { codes, addresses };
}

export interface Located {
	/** in the order of the contacts; undefined where nothing is known */
	points: Array<(Point & { by: Placed }) | undefined>;
	summary: {
		placed: Record<Placed, number>;
		/** contacts without French postal code or coordinates */
		noPostalCode: number;
		/** contacts with a postal code the directory does not know */
		unknownCode: number;
		/** contacts whose postal code got no answer */
		unanswered: number;
	};
}

/** Where each contact is, from the file, else the address, else the postal code (of its town, where that is known). */
export function locate(
	contacts: readonly GeocodingContact[],
	known: KnownPlaces,
	addresses: ReadonlyMap<number, Point> = new Map(),
): Located {
	const summary: Located['summary'] = {
		placed: { file: 0, address: 0, postal_code: 0 },
		noPostalCode: 0,
		unknownCode: 0,
		unanswered: 0,
	};
	const points = contacts.map((contact, position) => {
		const own = coordinatesOf(contact);
		const address = addresses.get(position);
		const code = codeOf(contact);
		const place = code !== undefined && Object.hasOwn(known, code) ? known[code] : undefined;
		const town = place && pointOf(place, contact.city);
		const found = own ?? address ?? town;
		if (found === undefined) {
			summary[code === undefined ? 'noPostalCode' : place ? 'unknownCode' : 'unanswered']++;
			return undefined;
		}
		const by: Placed = own ? 'file' : address ? 'address' : 'postal_code';
		summary.placed[by]++;
		return { lat: found.lat, lon: found.lon, by };
	});
	return { points, summary };
}

const count = (number: number): string => number.toLocaleString('en');

/**
 * One line for a person. Who has no place is in no zone made of distances.
 * @param trouble the address that did not answer, e.g. `geo.api.gouv.fr`
 */
export function explainGeocoding(
	{ placed, ...without }: Located['summary'],
	trouble?: string,
): string {
	const { file, address, postal_code } = placed;
	const parts = [
		`${count(file + address + postal_code)} contacts placed on the map (${count(file)} by the file, ${count(address)} by address, ${count(postal_code)} by postal code)`,
		...(without.noPostalCode > 0
			? [`${count(without.noPostalCode)} have no French postal code`]
			: []),
		...(without.unknownCode > 0
			? [`${count(without.unknownCode)} have a postal code that does not exist`]
			: []),
		...(without.unanswered > 0 || trouble !== undefined
			? [
					`${trouble ?? 'The directory of towns'} did not answer for ${count(without.unanswered)} contacts: run again when it can be reached, or give latitude and longitude in the file`,
				]
			: []),
	];
	return parts.join('; ');
}

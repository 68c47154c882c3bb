import { readPostalCode } from '../../contact/values';
import type { AddressRow } from './geocoder/addresses';
import { knownPlace, pointOf, type KnownPlaces } from './geocoder/known-places';
import type { Place, Point } from './place';

/** Who is asked about: contacts without coordinates, by their position. */
export interface GeocodingContact extends Place {
	city?: string;
	/** street and number; only for those who look up addresses */
	address?: string;
}

type Asked = Iterable<readonly [position: number, contact: GeocodingContact]>;

const frenchCode = ({ postalCode }: Place): string | undefined => {
	const code = readPostalCode(postalCode);
	return code !== undefined && /^\d{5}$/.test(code) ? code : undefined;
};

/**
 * The postal codes to ask about, each once, those of most contacts first: what fails late concerns few.
 * @param today ISO date
 */
export function codesToAsk(contacts: Asked, known: KnownPlaces, today: string): string[] {
	const asked = new Map<string, number>();
	for (const [, contact] of contacts) {
		const code = frenchCode(contact);
		if (code !== undefined && !knownPlace(known, code, today))
			asked.set(code, (asked.get(code) ?? 0) + 1);
	}
	return [...asked].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([code]) => code);
}

/** The addresses to ask about. A street without town or code stands in a thousand towns. */
export function addressesToAsk(contacts: Asked): AddressRow[] {
	const rows: AddressRow[] = [];
	for (const [position, contact] of contacts) {
		const { address, city } = contact;
		const postalCode = frenchCode(contact);
		if (address && (postalCode ?? city)) {
			rows.push({ position, address, ...(postalCode && { postalCode }), ...(city && { city }) });
		}
	}
	return rows;
}

/** Where a contact lives by its postal code: in its town, where that is known, else in the middle of the code. */
export function pointInTown(
	contact: GeocodingContact,
	known: KnownPlaces,
	today: string,
): Point | undefined {
	const place = knownPlace(known, frenchCode(contact) ?? '', today);
	return place && pointOf(place, contact.city);
}

import { csvRows } from '../../../contact/file/csv';
import { coordinatesOf, type Point } from '../place';

/** The national address base on the State's Géoplateforme; takes files of up to 50 MB. */
export const ADDRESSES_URL = 'https://data.geopf.fr/geocodage';

export interface AddressRow {
	/** position of the contact: all that leaves besides the address */
	position: number;
	address: string;
	postalCode?: string;
	city?: string;
}

/** A multipart POST: the CSV text as file `data`, and the field `columns` once for each of `columns`. */
export interface AddressCall {
	url: string;
	columns: readonly string[];
	csv: string;
	/** positions asked about */
	positions: readonly number[];
}

const COLUMNS = ['address', 'postcode', 'city'] as const;
/** So many lines a call: an answer within a minute, and little lost when one fails. */
const LINES = 5_000;
/** Below this likeness (0 to 1) the address found is too often another one. */
const LEAST_SCORE = 0.5;

/** The calls for these addresses. Neither names nor numbers leave, only addresses and positions. */
export function addressCalls(rows: readonly AddressRow[], base = ADDRESSES_URL): AddressCall[] {
	const url = `${base.replace(/\/+$/, '')}/search/csv`;
	const calls: AddressCall[] = [];
	for (let at = 0; at < rows.length; at += LINES) {
		const batch = rows.slice(at, at + LINES);
		const lines = batch.map(({ position, address, postalCode = '', city = '' }) =>
			[String(position), address, postalCode, city].map(quoted).join(','),
		);
		calls.push({
			url,
			columns: COLUMNS,
			csv: `${['position', ...COLUMNS].join(',')}\n${lines.join('\n')}\n`,
			positions: batch.map(({ position }) => position),
		});
	}
	return calls;
}

const quoted = (text: string): string => `"${text.replace(/\s+/g, ' ').replaceAll('"', '""')}"`;

/**
 * Places by position. Lines that were not found, are too unlike what was asked or are missing from the answer have none.
 * Undefined for an answer that is no such table.
 */
export function parseAddresses(csv: string): Map<number, Point> | undefined {
	const [header = [], ...rows] = [
		...csvRows(csv.replace(/\r\n?/g, '\n').replace(/^\ufeff/, ''), ',', 0),
	].flat();
	const column = (name: string): number => header.indexOf(name);
	const [position, lat, lon, score] = ['position', 'latitude', 'longitude', 'result_score'].map(
		column,
	);
	if ([position, lat, lon, score].some((at) => at === undefined || at < 0)) return undefined;
	const found = new Map<number, Point>();
	for (const row of rows) {
		const number = (at = -1): number | undefined => (row[at] ? Number(row[at]) : undefined);
		const point = coordinatesOf({ lat: number(lat), lon: number(lon) });
		const asked = number(position);
		if (point && asked !== undefined && (number(score) ?? 0) >= LEAST_SCORE)
			found.set(asked, point);
	}
	return found;
}

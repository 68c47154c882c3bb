import { FileError } from './file/file-error';
import { CONTACT_FIELDS, headersOf, type ContactField } from './headers';
import { readPhone } from './phone';
import { clean } from './values';

export type Row = Record<string, unknown>;

/** Which column holds what; a field without column is unknown for every contact. */
export type Mapping = { phone: string } & Partial<Record<ContactField, string>>;

export interface ColumnOptions {
	/** chosen by a person; wins over any guess. An empty name counts as not chosen. */
	explicit?: Partial<Record<ContactField, string>>;
	/** false: only what is explicit */
	guess?: boolean;
	/** ISO 3166, for reading numbers */
	country?: string;
}

const SAMPLE_ROWS = 200;
const SHOWN_COLUMNS = 30;
/** A column without a telling name is the phone column when so many of its filled cells are mobile numbers. */
const MOBILE_SHARE = 0.5;
const MOST_TIERS = 20;

/**
 * Finds the columns by their French or English headers, the phone column also by what it holds.
 * @throws FileError `NO_PHONE_COLUMN`, or `UNKNOWN_COLUMN` when an explicit one is not in the file; both name the columns seen
 */
export function findColumns(
	columns: readonly string[],
	rows: readonly Row[],
	{ explicit = {}, guess = true, country = 'FR' }: ColumnOptions = {},
): Mapping {
	const chosen = chosenColumns(columns, explicit);
	const taken = new Set(Object.values(chosen));
	const free = columns.filter((column) => !taken.has(column));
	const sample = rows.slice(0, SAMPLE_ROWS);
	const phone = chosen.phone ?? (guess ? findPhone(free, sample, country) : undefined);
	if (phone === undefined) throw noPhone(columns);
	if (!guess) return { ...chosen, phone };
	const others = byHeader(free.filter((column) => column !== phone));
	if (others.loyaltyTier && !isTier(others.loyaltyTier, sample)) delete others.loyaltyTier;
	return { ...others, ...chosen, phone };
}

function chosenColumns(
	columns: readonly string[],
	explicit: Partial<Record<ContactField, string>>,
): Partial<Record<ContactField, string>> {
	const chosen: Partial<Record<ContactField, string>> = {};
	for (const field of CONTACT_FIELDS) {
		const name = explicit[field]?.trim();
		if (!name) continue;
		const column = columns.includes(name) ? name : sameName(columns, name);
		if (column === undefined) throw unknownColumn(name, columns);
		chosen[field] = column;
	}
	return chosen;
}

function sameName(columns: readonly string[], name: string): string | undefined {
	const wanted = clean(name);
	return wanted === '' ? undefined : columns.find((column) => clean(column) === wanted);
}

/** Each field takes the column whose header stands first in its list; a column serves one field. */
function byHeader(columns: readonly string[]): Partial<Record<ContactField, string>> {
	const free = new Map(columns.map((column) => [clean(column), column] as const).reverse());
	const found: Partial<Record<ContactField, string>> = {};
	for (const field of CONTACT_FIELDS) {
		const header = headersOf(field).find((name) => free.has(name));
		if (field === 'phone' || header === undefined) continue;
		found[field] = free.get(header);
		free.delete(header);
	}
	return found;
}

/** By header, best name first; among those the first that holds a mobile number in the sample; else by content alone. */
function findPhone(
	columns: readonly string[],
	sample: readonly Row[],
	country: string,
): string | undefined {
	const byClean = columns.map((column) => [clean(column), column] as const);
	const exact = headersOf('phone').flatMap((name) => byClean.filter(([header]) => header === name));
	const partly = byClean.filter(
		([header]) => MOBILE_WORDS.test(header) && !OTHER_LINE.test(header),
	);
	const named = [...new Set([...exact, ...partly].map(([, column]) => column))];
	const mobiles = (column: string): number => mobileShare(column, sample, country);
	const [best] = columns
		.map((column) => ({ column, share: mobiles(column) }))
		.filter(({ share }) => share >= MOBILE_SHARE)
		.sort((a, b) => b.share - a.share);
	return named.find((column) => mobiles(column) > 0) ?? named[0] ?? best?.column;
}

const MOBILE_WORDS = /\b(?:tel|telephone|portable|mobile|gsm|phone|cellphone|cell)\b/;
const OTHER_LINE =
	/\b(?:fixe|fax|domicile|bureau|pro|professionnel|work|home|landline|type|date|optin|opt|accord|ok)\b/;

function mobileShare(column: string, sample: readonly Row[], country: string): number {
	const filled = filledCells(column, sample);
	const mobile = filled.filter((value) => 'e164' in readPhone(value, country));
	return filled.length === 0 ? 0 : mobile.length / filled.length;
}

/** "Carte" holds the level in one file and the card's number in the next: a level repeats. */
function isTier(column: string, sample: readonly Row[]): boolean {
	return new Set(filledCells(column, sample)).size <= MOST_TIERS;
}

function filledCells(column: string, sample: readonly Row[]): unknown[] {
	return sample
		.map((row) => (Object.hasOwn(row, column) ? row[column] : undefined))
		.filter((value) => value !== undefined && value !== null && value !== '');
}

const listed = (columns: readonly string[]): string =>
	columns.slice(0, SHOWN_COLUMNS).join(', ') +
	(columns.length > SHOWN_COLUMNS ? `, and ${columns.length - SHOWN_COLUMNS} more` : '');

const noPhone = (columns: readonly string[]): FileError =>
	new FileError(
		'NO_PHONE_COLUMN',
		'No column holds mobile phone numbers',
		`Name the phone column yourself. The columns are: ${listed(columns) || 'none'}.`,
	);

const unknownColumn = (name: string, columns: readonly string[]): FileError =>
	new FileError(
		'UNKNOWN_COLUMN',
		`There is no column "${name.slice(0, 80)}"`,
		`The columns are: ${listed(columns) || 'none'}.`,
	);

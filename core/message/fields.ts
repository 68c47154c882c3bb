import { DateTime } from 'luxon';
import type { SmsItem } from '../item';
import { cleanName, nearest } from './names';
import { findPlaceholder, PLACEHOLDER_NAMES, type CampaignFields } from './placeholders';

/** What one contact's text is made from. */
export interface MessageSource {
	sms: SmsItem;
	/** the file's columns as they are */
	columns: Readonly<Record<string, unknown>>;
	/** by placeholder name; wins over the contact and the file */
	campaign?: CampaignFields;
}

/** A value as a text shows it; undefined counts as missing. Numbers and booleans stay what they are, for filters and conditions. */
export type FieldValue = string | number | boolean | undefined;

/** The value of a placeholder for a contact. */
export type FieldReader = (source: MessageSource) => FieldValue;

/** Column names by cleaned name: `Prénom` and `PRENOM` both answer to {prenom}, the first that has a value. */
export type Columns = ReadonlyMap<string, readonly string[]>;

export function indexColumns(names: Iterable<string>): Columns {
	const columns = new Map<string, string[]>();
	for (const name of new Set(names)) {
		if (name === 'sms') continue;
		const cleaned = cleanName(name);
		const same = columns.get(cleaned);
		if (same) same.push(name);
		else columns.set(cleaned, [name]);
	}
	columns.delete('');
	return columns;
}

/**
 * How to read a placeholder: campaign field first, then the contact, then any file column of that name. Own properties only.
 * Undefined when neither the table nor a column nor a campaign field knows the name.
 */
export function fieldReader(
	written: string,
	columns: Columns,
	campaignNames: ReadonlySet<string> = new Set(),
): FieldReader | undefined {
	const placeholder = findPlaceholder(written);
	const cleaned = cleanName(written);
	const names = placeholder ? [placeholder.name, placeholder.alias] : [cleaned];
	const keys = names.flatMap((name) => columns.get(name) ?? []);
	if (!placeholder && keys.length === 0 && !campaignNames.has(cleaned)) return undefined;
	return ({ sms, columns: cells, campaign }) => {
		for (const name of names) {
			const value = own(campaign, name);
			if (value !== undefined) return value;
		}
		const value = fieldValue(placeholder?.read?.(sms));
		if (value !== undefined) return value;
		for (const key of keys) {
			const cell = own(cells, key);
			if (cell !== undefined) return cell;
		}
		return undefined;
	};
}

/** "did you mean {first_name}?" or nothing. */
export function didYouMean(written: string, columns: Columns): string | undefined {
	return nearest(written, [...PLACEHOLDER_NAMES, ...columns.keys()]);
}

const own = (record: CampaignFields | undefined, key: string): FieldValue =>
	record !== undefined && Object.hasOwn(record, key) ? fieldValue(record[key]) : undefined;

/** Blank text, objects and NaN are missing; a list of plain values is written with commas, a date as 28/11/2026. */
export function fieldValue(value: unknown): FieldValue {
	if (typeof value === 'string') {
		const trimmed = value.trim();
		return trimmed === '' ? undefined : trimmed;
	}
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'boolean') return value;
	if (typeof value === 'bigint') return String(value);
	if (Array.isArray(value)) {
		const parts = value.map(fieldValue).filter((part) => part !== undefined);
		return parts.length > 0 ? parts.join(', ') : undefined;
	}
	const date = value instanceof Date ? DateTime.fromJSDate(value) : value;
	if (DateTime.isDateTime(date)) return date.isValid ? date.toFormat('dd/MM/yyyy') : undefined;
	return undefined;
}

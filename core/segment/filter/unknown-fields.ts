import { cleanName, nearest } from '../../message/names';
import { fieldName, readField, type FieldPath, type Json } from './field';

export interface UnknownField {
	/** as the filter names it */
	field: string;
	/** the field it may have meant */
	suggestion?: string;
}

/** Names are gathered from the first contacts and from objects in objects, but not for ever. */
const LOOKED_AT = 200;
const DEEPEST = 4;

/** The fields that not one contact has. With no contacts nothing is unknown. */
export function findUnknownFields(
	fields: readonly FieldPath[],
	contacts: readonly Json[],
): UnknownField[] {
	if (contacts.length === 0) return [];
	const unknown = fields.filter((path) =>
		contacts.every((json) => readField(json, path) === undefined),
	);
	if (unknown.length === 0) return [];
	const known = namesOf(contacts.slice(0, LOOKED_AT));
	return unknown.map((path) => ({ field: fieldName(path), suggestion: suggest(path, known) }));
}

/**
 * The nearest name beside the one meant, then anywhere in the contact:
 * `loyality_tier` → `loyaltyTier`, or `sms.contact.loyaltyTier` when it stands there alone.
 */
function suggest(path: FieldPath, known: ReadonlyMap<string, FieldPath>): string | undefined {
	const last = path.at(-1) ?? '';
	const whole = [...known];
	const beside = whole.filter(
		([, other]) => fieldName(other.slice(0, -1)) === fieldName(path.slice(0, -1)),
	);
	return (
		nearestOf(last, beside) ??
		nearestOf(last, whole) ??
		nearestOf(fieldName(path), whole, fieldName)
	);
}

function nearestOf(
	name: string,
	among: ReadonlyArray<[string, FieldPath]>,
	spoken: (path: FieldPath) => string = (path) => path.at(-1) ?? '',
): string | undefined {
	const byName = new Map<string, string>();
	for (const [full, path] of among) {
		const cleaned = cleanName(spoken(path));
		if (!byName.has(cleaned)) byName.set(cleaned, full);
	}
	const found = nearest(name, byName.keys());
	return found === undefined ? undefined : byName.get(found);
}

function namesOf(contacts: readonly Json[]): Map<string, FieldPath> {
	const names = new Map<string, FieldPath>();
	const gather = (value: unknown, path: FieldPath): void => {
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
		for (const [key, inner] of Object.entries(value)) {
			const deeper = [...path, key];
			names.set(fieldName(deeper), deeper);
			if (deeper.length < DEEPEST) gather(inner, deeper);
		}
	};
	for (const json of contacts) gather(json, []);
	return names;
}

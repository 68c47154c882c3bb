import { LedgerError } from './ledger';

/**
 * A campaign is the same campaign whatever the case, the spaces around it or the way its accents are typed.
 * @throws LedgerError `UNKNOWN_CAMPAIGN` for an empty name
 */
export function campaignKey(name: string): string {
	const key = name.trim().normalize('NFC').toLowerCase();
	if (key !== '') return key;
	throw new LedgerError(
		'UNKNOWN_CAMPAIGN',
		'The campaign has no name',
		'Give the campaign a name: it is what keeps a contact from receiving it twice.',
	);
}

/** `once`, `2026`, `2026-11`, `2026-11-03` are kept as they are. */
const PLAIN_OCCASION = /^(once|\d{4}(-\d{2}){0,2})$/;

/** Any other occasion comes from a column, which may hold anything, a phone number too: it is kept as a keyed hash. */
export function occasionKey(occasion: string, shorten: (text: string) => string): string {
	if (PLAIN_OCCASION.test(occasion)) return occasion;
	return shorten(`occasion:${occasion}`);
}

/** A gateway's code, or `unreadable` when it looks like a sentence or holds what may be a phone number. */
export function safeCode(code: string | undefined): string | null {
	if (code === undefined) return null;
	return /^[\w.:-]{1,40}$/.test(code) && !/\d{8}/.test(code) ? code : 'unreadable';
}

/** Whether the ledger keeps an occasion as it is, not as a keyed hash. */
export const isPlainOccasion = (kept: string): boolean => PLAIN_OCCASION.test(kept);

import type { Encoding } from '../item';
import { CLASSES, classesIn, HALF, NOT_GSM, TWO_SEPTETS, UNSETTLED } from './gsm';

/** No text has more billed parts than this, whatever a node or a person asks for: gateways cut or refuse longer ones. */
export const LONGEST_PARTS = 10;

export interface PartCount {
	encoding: Encoding;
	/** septets (GSM-7) or UTF-16 units (UCS-2) of the whole text */
	units: number;
	/** billed parts, at least 1 */
	parts: number;
}

/** Most units of a single SMS, and of each part of a long one (its 6-octet header takes the rest): 3GPP TS 23.040. */
const SEPTETS = { single: 160, each: 153 };
const UTF16 = { single: 70, each: 67 };

const isHigh = (code: number): boolean => (code & 0xfc00) === 0xd800;

/**
 * The text as it is really sent: NFC (a decomposed é would cost a whole UCS-2 message), LF line ends,
 * and `?` for half a character (a lone surrogate) or U+FFFD, which no network carries.
 */
export function normalise(text: string): string {
	if (isSettled(text, classesIn(text))) return text;
	return text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replaceAll('\ufffd', '?');
}

/** Whether normalising changes nothing for sure. */
const isSettled = (text: string, seen: number): boolean =>
	(seen & UNSETTLED) === 0 && ((seen & HALF) === 0 || text.isWellFormed());

/**
 * Encoding, units and billed parts of a text, normalised first. One character outside GSM-7 makes the whole text UCS-2.
 * Neither an escaped GSM character (€ [ ] …) nor a surrogate pair is ever split over two parts, so 153 × `]` is 3 parts.
 */
export function countParts(text: string): PartCount {
	let seen = 0;
	let escapes = 0;
	for (let i = 0; i < text.length; i++) {
		const kind = CLASSES[text.charCodeAt(i)] ?? 0;
		seen |= kind;
		escapes += kind & TWO_SEPTETS;
	}
	if (!isSettled(text, seen)) {
		const settled = normalise(text);
		if (settled !== text) return countParts(settled);
	}
	if ((seen & NOT_GSM) !== 0) {
		return { encoding: 'UCS-2', units: text.length, parts: ucs2Parts(text) };
	}
	const units = text.length + escapes;
	return { encoding: 'GSM-7', units, parts: gsmParts(text, units, escapes) };
}

function gsmParts(text: string, units: number, escapes: number): number {
	if (units <= SEPTETS.single) return 1;
	// A part wastes one septet at most, before an escape that does not fit: mostly both bounds say the same.
	const atLeast = Math.ceil(units / SEPTETS.each);
	if (escapes === 0 || atLeast === Math.ceil(units / (SEPTETS.each - 1))) return atLeast;
	let parts = 1;
	let filled = 0;
	for (let i = 0; i < text.length; i++) {
		const septets = 1 + ((CLASSES[text.charCodeAt(i)] ?? 0) & TWO_SEPTETS);
		if (filled + septets > SEPTETS.each) {
			parts++;
			filled = 0;
		}
		filled += septets;
	}
	return parts;
}

function ucs2Parts(text: string): number {
	if (text.length <= UTF16.single) return 1;
	let parts = 0;
	for (let at = 0; at < text.length; parts++) {
		at += UTF16.each;
		if (at < text.length && isHigh(text.charCodeAt(at - 1))) at--;
	}
	return parts;
}

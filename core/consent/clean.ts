import type { E164 } from '../item';

/** Written in place of a phone number. */
const HIDDEN = '…';
/** International, with + or 00, or a French mobile as people type it. */
const NUMBER = /(?:\+|\b00)[1-9](?:[ .()-]?\d){7,13}\b|\b0[67](?:[ .-]?\d\d){4}\b|\b33[67]\d{8}\b/g;
/** Digits that tell a person apart in every way the number is written: national part without trunk digit. */
const OWN_DIGITS = 8;

/**
 * A text as the ledger may keep it: without phone numbers. The person's own number is found however it is written; ticket
 * numbers, dates and addresses of computers stay, since a proof needs them.
 */
export function withoutNumbers(text: string, to?: E164): string {
	// Most texts hold no number at all, and a pattern made for each of 100,000 people costs a minute.
	const digits = text.replace(/\D/g, '');
	if (digits.length < OWN_DIGITS) return text;
	const cleaned = text.replace(NUMBER, HIDDEN);
	if (to === undefined || !digits.includes(to.slice(-OWN_DIGITS))) return cleaned;
	const own = [...to.slice(-OWN_DIGITS)].join('[^\\d\\p{L}]{0,3}');
	return cleaned.replace(new RegExp(`[+(]?(?:\\d[^\\d\\p{L}]{0,3}){0,6}${own}`, 'gu'), HIDDEN);
}

import type { E164 } from '../item';
import { isSupportedCountry, parsePhoneNumberFromString } from '../../vendor/libphonenumber';
import { phoneCandidates } from './phone-text';
import { FRENCH_PLAN, overseasLandline, overseasOf, frenchNumberingOf } from './numbering';

export interface Mobile {
	e164: E164;
	/** ISO 3166 country the number belongs to, e.g. `RE` */
	country: string;
	mobile: true;
}
export interface PhoneProblem {
	problem: 'INVALID_NUMBER' | 'NOT_MOBILE';
	/** what was read, at most 40 characters */
	value: string;
}
export type PhoneReading = Mobile | PhoneProblem;

type Verdict = 'mobile' | 'other' | 'invalid';

const VALUE_LENGTH = 40;
const MOBILE_TYPES: ReadonlySet<string | undefined> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE']);

const USUAL = /^(?:0|\+33 ?)[67](?:[ .-]?\d\d){4}$/;
const NATIONAL_DIGITS = 9;
const NATIONAL = /^0?([1-9]\d{8})$/;
/** With a calling code of the French plan, typed with or without `+` and with or without the 0. */
const WITH_CODE = /^\+?(?:33|262|59[046]|508)0?([1-9]\d{8})$/;

/**
 * Reads a phone cell as people and Excel leave it. `country` (ISO 3166) says where numbers without prefix belong.
 * Numbers of the French plan are given to their overseas territory by their first digits, however they were typed:
 * libphonenumber would make `0692…` a mainland number (rules §1.6, upstream giggsey #446, daviddrysdale #241).
 * Several numbers in a cell: the first mobile.
 */
export function readPhone(value: unknown, country = 'FR'): PhoneReading {
	return readUsual(value, country) ?? readAnyForm(value, country);
}

/** Most cells of a French file look alike; answering these at once triples the speed and gives the same answer. */
function readUsual(value: unknown, country: string): Mobile | undefined {
	if (typeof value !== 'string' || !USUAL.test(value)) return undefined;
	if (!value.startsWith('+') && !FRENCH_PLAN.has(country)) return undefined;
	const reading = readFrench(value.replace(/\D/g, '').slice(-NATIONAL_DIGITS));
	return reading === 'NOT_MOBILE' ? undefined : reading;
}

function readAnyForm(value: unknown, country: string): PhoneReading {
	let problem: PhoneProblem['problem'] = 'INVALID_NUMBER';
	for (const candidate of phoneCandidates(value)) {
		const reading = readDigits(candidate, country);
		if (reading === 'NOT_MOBILE') problem = reading;
		else if (reading) return reading;
	}
	return { problem, value: shown(value) };
}

function readDigits(digits: string, country: string): Mobile | 'NOT_MOBILE' | undefined {
	const national = frenchNational(digits, country);
	return (national === undefined ? undefined : readFrench(national)) ?? readAny(digits, country);
}

/** The nine digits of the French plan, undefined when the number is not one of it. */
function frenchNational(digits: string, country: string): string | undefined {
	const international = digits.startsWith('+');
	if (!international && !FRENCH_PLAN.has(country)) return undefined;
	return (WITH_CODE.exec(digits) ?? (international ? null : NATIONAL.exec(digits)))?.[1];
}

/**
 * Overseas ranges count as mobile even where the metadata lags behind ARCEP (0639 of Mayotte, rules §1.6.7).
 * Undefined when only the general reading can tell.
 */
function readFrench(national: string): Mobile | 'NOT_MOBILE' | undefined {
	const place = overseasOf(national);
	if (place) return mobile(`+${place.callingCode}${national}`, place.country);
	const landline = overseasLandline(national);
	if (landline) return readAny(landline, 'FR');
	const verdict = frenchVerdict(national);
	if (verdict === 'mobile') return mobile(`+33${national}`, 'FR');
	return verdict === 'other' ? 'NOT_MOBILE' : undefined;
}

const frenchVerdicts = new Map<string, Verdict>();

/** The five first digits decide in every French pattern, so each range is asked of the metadata once. */
function frenchVerdict(national: string): Verdict {
	const prefix = national.slice(0, 5);
	const known = frenchVerdicts.get(prefix);
	if (known) return known;
	const verdict = verdictOf(parsePhoneNumberFromString(`+33${national}`));
	frenchVerdicts.set(prefix, verdict);
	return verdict;
}

function verdictOf(number: ReturnType<typeof parsePhoneNumberFromString>): Verdict {
	if (!number?.isValid()) return 'invalid';
	return MOBILE_TYPES.has(number.getType()) ? 'mobile' : 'other';
}

function readAny(digits: string, country: string): Mobile | 'NOT_MOBILE' | undefined {
	const number = parsePhoneNumberFromString(digits, {
		extract: false,
		...(isSupportedCountry(country) && { defaultCountry: country }),
	});
	const verdict = verdictOf(number);
	if (verdict === 'other') return 'NOT_MOBILE';
	return number && verdict === 'mobile'
		? mobile(number.number, number.country ?? country)
		: undefined;
}

function mobile(e164: string, country: string): Mobile | undefined {
	return isE164(e164) ? { e164, country, mobile: true } : undefined;
}

/** True for the form E.164 numbers have; says nothing about the number being in use. */
export function isE164(text: unknown): text is E164 {
	return typeof text === 'string' && /^\+[1-9]\d{6,14}$/.test(text);
}

/** Whether numbers of this ISO 3166 country can be read without a prefix. */
export const isCountry = (code: string): boolean => isSupportedCountry(code);

/** ISO 3166 country of a number, e.g. `+262692…` → `RE`; undefined for a number of no country. */
export function countryOf(e164: E164): string | undefined {
	return frenchNumberingOf(e164)?.country ?? parsePhoneNumberFromString(e164)?.country;
}

const maskedCodes = new Map<string, string>();

/** A number as logs and hints may show it: `+33 6 •• •• •• 78`. */
export function maskPhone(e164: E164): string {
	const known = frenchNumberingOf(e164)?.callingCode ?? callingCodeOf(e164);
	const national = e164.slice(1 + known.length);
	const hidden = '•'.repeat(Math.max(0, national.length - 3)).replace(/••(?=•)/g, '•• ');
	return `+${known} ${national.slice(0, 1)} ${hidden} ${national.slice(-2)}`;
}

function callingCodeOf(e164: E164): string {
	const prefix = e164.slice(1, 4);
	const known = maskedCodes.get(prefix);
	if (known) return known;
	const code = parsePhoneNumberFromString(e164)?.countryCallingCode ?? prefix.slice(0, 2);
	maskedCodes.set(prefix, code);
	return code;
}

function shown(value: unknown): string {
	if (typeof value === 'string') return value.trim().slice(0, VALUE_LENGTH);
	return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

import type { SmsContact } from '../item';

/** Reading of single cells. What cannot be read is `undefined`: the caller counts it, nothing is guessed. */

const MAX_TEXT = 200;
const SPACES = /^\s|\s$|\s\s|[^\S ]/;

/** A cell as trimmed text with single spaces; `undefined` for empty, an object, or more than 200 characters. */
export function readText(value: unknown): string | undefined {
	if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint')
		return undefined;
	const text = String(value);
	if (text.length > MAX_TEXT) return undefined;
	return (SPACES.test(text) ? text.replace(/\s+/g, ' ').trim() : text) || undefined;
}

/** Headers and keywords repeat by the thousand; what differs by row stays out of the memory. */
const cleaned = new Map<string, string>();
const MOST_CLEANED = 1_000;

/** Lower case, no accents, words separated by one space: how headers and keywords are compared. */
export function clean(text: string): string {
	const known = cleaned.get(text);
	if (known !== undefined) return known;
	const plain = plainWords(text);
	if (cleaned.size < MOST_CLEANED && text.length <= MAX_TEXT) cleaned.set(text, plain);
	return plain;
}

function plainWords(text: string): string {
	return text
		.slice(0, MAX_TEXT)
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/œ/g, 'oe')
		.replace(/[ºª]/g, ' ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

const PLAIN_NUMBER = /^-?\d{1,15}(?:[.,]\d+)?$/;

/**
 * A number or amount: `1 234,56 €`, `1.234,56`, `1,234.56`, `12,5 %`, `(12,50)`, `12,50-`. The last of two different separators is
 * the decimal one, a repeated one groups thousands, a single one is decimal.
 */
export function readNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'string' && PLAIN_NUMBER.test(value)) return Number(value.replace(',', '.'));
	const text = readText(value)?.replace(/[\s'’]|€|\$|£|eur(?:os?)?|pts?|points?|%/giu, '');
	const match = text && /^(\()?([+−-]?)(\d[\d.,]*|[.,]\d+)(\))?(-)?$/.exec(text);
	if (!match || (match[1] === undefined) !== (match[4] === undefined)) return undefined;
	if (match[5] && (match[1] || match[2])) return undefined;
	const number = Number(plainDecimal(match[3] ?? ''));
	if (!Number.isFinite(number)) return undefined;
	return match[1] || match[5] || (match[2] && match[2] !== '+') ? -number : number;
}

function plainDecimal(digits: string): string {
	const marks = digits.match(/[.,]/g) ?? [];
	const last = marks.at(-1);
	const decimal = marks.filter((mark) => mark === last).length === 1 ? last : undefined;
	return [...digits].map((c) => (c === decimal ? '.' : /\d/.test(c) ? c : '')).join('');
}

const words = (list: string): ReadonlySet<string> => new Set(list.split('|'));

const YES = words(
	'oui|o|yes|y|vrai|true|1|x|v|ok|accepte|accord|actif|abonne|abonnee|inscrit|inscrite|opt in|optin|consent|granted',
);
const NO = words(
	'non|n|no|faux|false|0|refuse|refus|inactif|desabonne|desabonnee|desinscrit|desinscrite|opt out|optout|stop|withdrawn',
);

/** A yes/no cell as French and English files write it; a tick counts as yes. */
export function readYesNo(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = readText(value);
	if (text === undefined) return undefined;
	if (/^[✓✔☑]$/u.test(text)) return true;
	const word = clean(text);
	if (YES.has(word)) return true;
	return NO.has(word) ? false : undefined;
}

const GENDERS: Array<[gender: SmsContact['gender'], words: ReadonlySet<string>]> = [
	['male', words('m|mr|monsieur|h|homme|male|masculin|garcon|man')],
	[
		'female',
		words('mme|madame|mlle|mademoiselle|f|femme|female|feminin|fille|mrs|ms|miss|woman|w'),
	],
];

/** Civility or sex of a contact: `Mme`, `M.`, `Homme`, `F` … */
export function readGender(value: unknown): SmsContact['gender'] {
	const text = readText(value);
	const word = text && clean(text);
	return GENDERS.find(([, known]) => word !== undefined && known.has(word))?.[0];
}

/** Several values of one cell, `mode, enfant ; maison`. */
export function readList(value: unknown): string[] | undefined {
	const values: unknown[] = Array.isArray(value) ? value : (readText(value)?.split(/[,;|/]/) ?? []);
	const texts = values.map(readText).filter((text) => text !== undefined);
	return texts.length > 0 ? texts : undefined;
}

/** A postal code; Excel takes the leading 0 of `01000`, which is given back in `country` France. */
export function readPostalCode(value: unknown, country = 'FR'): string | undefined {
	const text = readText(value)?.replace(/[\s.]0$|\s/g, '');
	return text && country === 'FR' && /^\d{4}$/.test(text) ? `0${text}` : text;
}

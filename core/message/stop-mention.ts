/** Short codes have 4 to 6 digits; the French ones five. */
export const isStopCode = (code: string): boolean => /^\d{4,6}$/.test(code);

/** Codes as people leave them blank: 36xxx, 36XYZ, XXXXX, [STOP_CODE], <#shortcode#>. */
const BLANK_CODE = '3[68][x-z*•]{3}|x{5}|\\[stop_code\\]|<#shortcode#>';
const GIVEN_CODE = '3[68]\\d{3}';
/** Spaces are bounded everywhere: a field of a megabyte of them must not be searched over and over. */
const LEAD =
	'(?<!non[\\s-])\\bstop(?:\\s?sms)?\\s{0,3}:?\\s{0,3}(?:(?:par sms )?(?:au|à|a|to|sur)\\s{1,3}(?:le\\s{1,3})?)?';

/** Words that mean nothing once the mention behind them is gone. */
const LEAD_IN = [
	'(?:(?:stop\\s?(?:sms|pub)?\\s?\\?|refus|d[ée]sabo(?:nnement)?|d[ée]sinscription|opt-?out|unsubscribe',
	'|pour (?:se |vous |ne plus )(?:d[ée]sabonner|d[ée]sinscrire|recevoir (?:de|nos|ces) (?:sms|offres|messages)))',
	'\\s{0,3}[:,?]?\\s{0,3})?',
	'(?:(?:envoye[zr]|r[ée]pond(?:ez|re)|send|text|reply)\\s{1,3}["\'«]?\\s?)?',
].join('');

const mentionOf = (codes: string): RegExp => new RegExp(`(${LEAD})(${codes})(?![\\w])`, 'iu');
const BLANK = mentionOf(BLANK_CODE);
const GIVEN = mentionOf(GIVEN_CODE);
/** What gateways replace wherever it stands, with or without a STOP before it. */
const BARE = /\[stop_code\]|<#shortcode#>/iu;
/** At its end a text may name a code that is neither a 36xxx nor the brand's. */
const AT_END = new RegExp(`${LEAD_IN}${LEAD}\\d{4,6}[\\s.!)]{0,3}$`, 'iu');

/** No gateway takes a text this long: it will be held, and need not be searched. */
const LONGEST_READ = 5_000;

/** Every mention holds one of these words: most texts of a run are done with after this look. */
const WORD = /stop|shortcode/i;
const WORD_TWICE = /(?:stop|shortcode)[^]*?(?:stop|shortcode)/i;
const isRead = (text: string): boolean => text.length <= LONGEST_READ && WORD.test(text);

/** One expression for each set of codes: a run asks for all its texts with the same. */
const EXPRESSIONS = new Map<string, RegExp>();
const KEPT_EXPRESSIONS = 200;

function kept(key: string, make: () => RegExp): RegExp {
	const known = EXPRESSIONS.get(key);
	if (known) return known;
	const made = make();
	if (EXPRESSIONS.size < KEPT_EXPRESSIONS) EXPRESSIONS.set(key, made);
	return made;
}

/** The code that a text tells people to send STOP to; a blank such as `36XYZ` included. */
export function mentionedCode(text: string, code?: string): string | undefined {
	if (!WORD.test(text)) return undefined;
	const isOwn = code !== undefined && isStopCode(code);
	const own = isOwn ? kept(`own ${code}`, () => mentionOf(code)).exec(text) : null;
	return (own ?? GIVEN.exec(text) ?? BLANK.exec(text))?.[2] ?? BARE.exec(text)?.[0];
}

/**
 * Puts a code where a text leaves it blank, or names one that the brand has elsewhere.
 * @param mention stands for a blank that has no STOP before it
 */
export function blankFiller(
	code: string,
	mention: string,
	elsewhere: readonly string[] = [],
): (text: string) => string {
	const blanks = [...elsewhere.filter(isStopCode), BLANK_CODE].join('|');
	const given = new RegExp(mentionOf(blanks), 'giu');
	const bare = new RegExp(BARE, 'giu');
	return (text) =>
		WORD.test(text)
			? text.replace(given, (_, lead: string) => lead + code).replace(bare, mention)
			: text;
}

/**
 * The text without what it says about sending STOP to a number, wherever that stands; the words that led to it go as well.
 * @param codes codes of the brand that may be outside 36xxx and 38xxx
 */
export function withoutMentions(text: string, codes: readonly string[] = []): string {
	if (!isRead(text)) return text;
	const mentions = finder(codes);
	let rest = text;
	for (;;) {
		const found = mentions.exec(rest) ?? AT_END.exec(rest);
		if (!found) return rest;
		rest = join(rest.slice(0, found.index), rest.slice(found.index + found[0].length));
	}
}

/** The text with its last mention of a STOP code alone, when it has several. */
export function withOneMention(text: string, codes: readonly string[] = []): string {
	if (!isRead(text) || !WORD_TWICE.test(text)) return text;
	const found = [...text.matchAll(finder(codes, 'giu'))];
	const last = found.at(-1);
	if (found.length < 2 || !last) return text;
	const before = text.slice(0, last.index);
	const glue = before.slice(before.trimEnd().length).includes('\n') ? '\n' : ' ';
	return join(withoutMentions(before, codes), text.slice(last.index), glue);
}

/** @param flags `g` for `matchAll`, which copies the expression; a kept one must not remember where it was */
function finder(codes: readonly string[], flags: 'iu' | 'giu' = 'iu'): RegExp {
	const own = codes.filter(isStopCode).join('|');
	return kept(`${flags} ${own}`, () => {
		const all = [own, GIVEN_CODE, BLANK_CODE].filter(Boolean).join('|');
		return new RegExp(`${LEAD_IN}(?:${LEAD}(?:${all})(?![\\w])|${BARE.source})`, flags);
	});
}

/** Puts a sentence together again after its mention was taken out. */
function join(before: string, after: string, glue = /\n/.test(after.slice(0, 2)) ? '\n' : ' ') {
	const whole = before.trimEnd();
	const start = whole.replace(/\s[-–—|•(]$/u, '');
	const end = whole.endsWith('(') ? after.trimStart().replace(/^\)\s?/u, '') : after.trimStart();
	const rest = /[.!?…,;:]$/u.test(start) || start === '' ? end.replace(/^[.,;:]\s?/u, '') : end;
	if (start === '' || rest === '') return start + rest;
	return /^[.,;!?)]/u.test(rest) ? start + rest : start + glue + rest;
}

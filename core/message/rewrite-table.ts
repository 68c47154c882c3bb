/**
 * The French rewrite as data: characters outside GSM-7 and what says the same within it.
 * é è à ù ü ä ö ñ É Ç € are GSM-7 and never touched (so ç becomes c, not Ç: a capital inside a word looks wrong).
 */

type Rows = ReadonlyArray<readonly [from: string, to: string]>;

/** Each character of `from`, written as `to`. No letter is lost. */
const TYPOGRAPHY: Rows = [
	['’‘‚‛ʼ´`‹›′', "'"],
	['“”„‟«»″', '"'],
	['…', '...'],
	['–—―‐‑‒−•', '-'],
	['\u00a0\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000\t', ' '],
	['\u200b\u200c\u2060\ufeff\u00ad\ufe0e', ''],
	['\u2028\u2029\u0085', '\n'],
];

/** What only `full` writes otherwise: letters and symbols that French needs beyond GSM-7. Other accents lose their mark. */
const LETTERS: Rows = [
	['œ', 'oe'],
	['Œ', 'OE'],
	['ç', 'c'],
	['°º', 'o'],
	['ª', 'a'],
	['·', '-'],
	['µ', 'u'],
	['×', 'x'],
	['÷', '/'],
	['½', '1/2'],
	['¼', '1/4'],
	['¾', '3/4'],
	['№', 'No'],
	['™', 'TM'],
	['®', '(R)'],
	['©', '(c)'],
	['→', '->'],
	['←', '<-'],
	['ł', 'l'],
	['Ł', 'L'],
	['đð', 'd'],
	['ĐÐ', 'D'],
	['ı', 'i'],
	['ẞ', 'SS'],
	['‰', '%o'],
	['★☆', '*'],
	['●■◆▪', '-'],
	['✓✗', ''],
];

const asMap = (rows: Rows): ReadonlyMap<string, string> =>
	new Map(rows.flatMap(([from, to]) => [...from].map((char) => [char, to] as const)));

export const TYPOGRAPHY_MAP = asMap(TYPOGRAPHY);
export const LETTER_MAP = asMap(LETTERS);

/** « x » loses its inner spaces together with its marks. */
export const GUILLEMETS = /«[ \u00a0\u202f\u2009]*|[ \u00a0\u202f\u2009]*»/g;

/** One emoji as people see it: keycap, flag, or pictograph with its skin tones, variation marks and joined parts. */
export const EMOJI =
	/[#*0-9]\ufe0f?\u20e3|\p{Regional_Indicator}{1,2}|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f|[\u{e0020}-\u{e007f}])*(?:\u200d\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\ufe0f)*)*/gu;

/** Names of characters that cannot be seen, for the list of changes. */
export const INVISIBLE: ReadonlyMap<string, string> = new Map([
	['\u00a0', 'no-break space'],
	['\u202f', 'narrow no-break space'],
	['\t', 'tab'],
	['\n', 'new line'],
	[' ', 'space'],
	['', 'nothing'],
	['\u00ad', 'soft hyphen'],
	['\u200b', 'zero-width space'],
	['\u200d', 'zero-width joiner'],
	['\ufe0f', 'emoji mark'],
	['\ufeff', 'byte order mark'],
]);

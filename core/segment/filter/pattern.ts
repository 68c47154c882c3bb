/**
 * Regular expressions without n8n's guard. n8n runs each test under a 250 ms limit, which costs 90 µs a time:
 * for 100,000 contacts nine seconds. A pattern whose work is bounded beforehand cannot reach that limit and needs no guard.
 */

/** Longer texts go to n8n's guarded test. */
const LONGEST_TEXT = 200;
const LONGEST_PATTERN = 500;

/** undefined: the text is too long to be sure, n8n must tell */
export type PatternTest = (text: string) => boolean | undefined;

/**
 * A direct test for a pattern as n8n reads it (`^35` or `/^35/i`); undefined when the pattern is not bounded or not valid.
 */
export function boundedPattern(literal: string): PatternTest | undefined {
	const { source, flags } = readPattern(literal);
	if (!isBounded(source)) return undefined;
	const pattern = compile(source, flags);
	if (!pattern) return undefined;
	return (text) => {
		if (text.length > LONGEST_TEXT) return undefined;
		pattern.lastIndex = 0; // n8n makes a new RegExp each time: `g` and `y` must not remember
		return pattern.test(text);
	};
}

/** As n8n's `parseRegexLiteral`: slashes are optional. */
function readPattern(literal: string): { source: string; flags: string } {
	const match = /^\/(.*?)\/([gimusy]*)$/.exec(literal);
	return match ? { source: match[1] ?? '', flags: match[2] ?? '' } : { source: literal, flags: '' };
}

function compile(source: string, flags: string): RegExp | undefined {
	try {
		return new RegExp(source, flags);
	} catch (error) {
		if (error instanceof SyntaxError) return undefined; // n8n words the error
		throw error;
	}
}

/**
 * At most one quantifier of open length, few optional ones, none on a group, no look-around and no back reference:
 * the work then grows with the square of the text at worst.
 */
function isBounded(source: string): boolean {
	if (source.length > LONGEST_PATTERN) return false;
	if (/\\[1-9k]|\(\?[=!<]/.test(source)) return false;
	const bare = source.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x');
	const groups = bare.match(/\(/g) ?? [];
	const open = bare.match(/[*+]|\{\d+,\d*\}/g) ?? [];
	const fixed = bare.match(/\{\d{3,}\}/g) ?? [];
	const optional = bare.replace(/\(\?:/g, '(').match(/\?/g) ?? [];
	return (
		groups.length <= 2 &&
		open.length <= 1 &&
		fixed.length === 0 &&
		optional.length <= 4 &&
		!/\)[*+{]/.test(bare)
	);
}

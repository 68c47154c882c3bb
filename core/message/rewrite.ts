import { isGsmText } from './gsm';
import { countParts, normalise, type PartCount } from './parts';
import { EMOJI, GUILLEMETS, INVISIBLE, LETTER_MAP, TYPOGRAPHY_MAP } from './rewrite-table';

/**
 * off: as written · typography: quotes, dashes, spaces, … only, no letter lost · full: letters, symbols and emoji too
 * · auto: full, when that lowers the number of billed parts; otherwise as written.
 */
export type RewriteMode = 'off' | 'typography' | 'full' | 'auto';

export interface Rewritten {
	text: string;
	/** what was changed, each once, in the order met: `ç → c`, `no-break space → space`, `🎉 → nothing` */
	changes: string[];
}

const BROKEN = /\p{Surrogate}|\ufffd/u;

/**
 * Writes a French text within GSM-7, so that an SMS holds 160 characters instead of 70. Writing it twice changes nothing more.
 * `full` gives letters up only when the whole text then fits GSM-7: beside a Chinese character it would lose them for nothing.
 * @param count how parts are counted when `auto` compares, e.g. with room kept for a STOP footer
 */
export function rewrite(
	text: string,
	mode: RewriteMode,
	count: (text: string) => PartCount = countParts,
): Rewritten {
	const sent = normalise(text);
	const broken = sent !== text && BROKEN.test(text) ? ['\ufffd → ?'] : [];
	const asWritten = { text: sent, changes: broken };
	if (mode === 'off' || isGsmText(sent)) return asWritten;
	const rewritten = mode === 'typography' ? typography(sent) : full(sent);
	const changes = [...broken, ...rewritten.changes];
	if (mode === 'auto' && count(rewritten.text).parts >= count(sent).parts) return asWritten;
	return { text: rewritten.text, changes };
}

function typography(text: string): Rewritten {
	const changes = new Set<string>();
	return {
		text: eachOther(guillemets(text, changes), changes, (char) => TYPOGRAPHY_MAP.get(char)),
		changes: [...changes],
	};
}

function full(text: string): Rewritten {
	const changes = new Set<string>();
	const letters = guillemets(text, changes).replace(/Œ(?=\p{Ll})/gu, (char) =>
		note(changes, char, 'Oe'),
	);
	const inGsm = eachOther(withoutEmoji(letters, changes), changes, plain);
	return isGsmText(inGsm) ? { text: inGsm, changes: [...changes] } : typography(text);
}

const guillemets = (text: string, changes: Set<string>): string =>
	text.replace(GUILLEMETS, (match) => note(changes, match.includes('«') ? '«' : '»', '"'));

/** A removed emoji takes the space beside it along. © ® ™ count as emoji in Unicode, but have letters. */
function withoutEmoji(text: string, changes: Set<string>): string {
	const removed = text.replace(EMOJI, (emoji) => {
		const kept = emoji.endsWith('\u20e3') ? emoji.charAt(0) : plain(emoji.replace('\ufe0f', ''));
		return note(changes, emoji, kept ?? '');
	});
	if (removed === text) return text;
	return removed.replace(/ {2,}/g, ' ').replace(/^ +| +$/gm, '');
}

function eachOther(
	text: string,
	changes: Set<string>,
	map: (char: string) => string | undefined,
): string {
	let out = '';
	for (const char of text) {
		const to = isGsmText(char) ? char : (map(char) ?? char);
		out += to === char ? char : note(changes, char, to);
	}
	return out.normalize('NFC');
}

/** A character in GSM-7: by the table, else the base letters that Unicode takes it apart into. */
function plain(char: string): string | undefined {
	const known = TYPOGRAPHY_MAP.get(char) ?? LETTER_MAP.get(char);
	if (known !== undefined) return known;
	const bare = char.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');
	return isGsmText(bare) && bare !== char ? bare : undefined;
}

function note(changes: Set<string>, from: string, to: string): string {
	if (from !== to) changes.add(`${name(from)} → ${name(to)}`);
	return to;
}

const name = (text: string): string =>
	INVISIBLE.get(text) ??
	(/^[\p{M}\p{Z}\p{C}]$/u.test(text)
		? `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
		: text);

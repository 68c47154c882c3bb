import { HELP, OPT_IN, OPT_OUT, POLITE, POLITE_PHRASES, type WordList } from './keyword-table';
import { PROBABLE_OPT_OUT } from './phrase-table';

export interface Heard {
	/**
	 * `opt_out`: write no more. `opt_in`: a yes, which settles a pending double opt-in and lifts no STOP by itself.
	 * `help`: who are you? `reply`: anything else, for a person to read.
	 */
	kind: 'opt_out' | 'opt_in' | 'help' | 'reply';
	/** a sentence that most probably means STOP rather than the keyword itself; it is honoured all the same */
	probable?: true;
	/** the words that decided, without accents and in upper case */
	keyword?: string;
}

/** Longer than the longest SMS a phone can write (10 parts); what follows is not looked at. */
const LONGEST = 2_000;

const everywhere = (lists: WordList[]) => new Set(lists.flatMap(({ words }) => words));
const aloneOnly = (lists: WordList[]) =>
	new Set(lists.flatMap(({ words, alone }) => [...words, ...(alone ?? [])]));

const STOP_WORDS = everywhere(OPT_OUT);
const STOP_ALONE = aloneOnly(OPT_OUT);

/**
 * What a person means by a text. The whole text counts, not a word in it: "magasin ouvert non-stop ?" is a question.
 * Source: rules §2.1 (FCC, AWS, Twilio, Braze, AF2M, Canadian short codes).
 */
export function classify(text: string): Heard {
	const read = text.slice(0, LONGEST);
	const whole = plain(read);
	return (
		keywordOf(whole) ??
		clauseKeyword(read) ??
		word(OPT_IN, 'opt_in', whole) ??
		word(HELP, 'help', whole) ??
		phrase(whole) ?? { kind: 'reply' }
	);
}

/** Without accents, invisible characters, punctuation and emoji; upper case; single spaces. */
function plain(text: string): string {
	const words = text
		.normalize('NFKD')
		.replace(/[\p{M}\p{Cf}]/gu, '')
		.toUpperCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
	// S.T.O.P and S T O P
	return /^\p{L}(?: \p{L}){2,}$/u.test(words) ? words.replaceAll(' ', '') : words;
}

/** Without politeness and without the short code that the STOP footer names. */
function bare(words: string): string {
	const kept = words.replace(POLITE_PHRASES, ' ').split(' ');
	return kept.filter((one) => one !== '' && !POLITE.has(one)).join(' ');
}

/** "Stoooop", "STOPPPP" */
const DRAWN_OUT = /^S+T+O+P+$/;

/** The keyword is the whole text, or the text starts with STOP: `STOP 36180`, `Stop c'est pénible`. */
function keywordOf(whole: string): Heard | undefined {
	if (STOP_ALONE.has(whole)) return { kind: 'opt_out', keyword: whole };
	const rest = bare(whole);
	const named = rest.replace(/ ?\d{4,6}$/, '').replace(DRAWN_OUT, 'STOP');
	if (STOP_WORDS.has(named)) return { kind: 'opt_out', keyword: named };
	// "Arrêt STOP", "STOP STOP": nothing but such words.
	if (named !== '' && named.split(' ').every((one) => STOP_WORDS.has(one)))
		return { kind: 'opt_out', keyword: named };
	return /^STOP(?:[ \d]|$)/.test(rest) ? { kind: 'opt_out', keyword: 'STOP' } : undefined;
}

/** A clause of its own in a longer text: "Trop de messages, stop !" A hyphen makes no clause: "non-stop". */
function clauseKeyword(text: string): Heard | undefined {
	const clauses = text.split(/[.,;:!?…\n\r]+/).map((clause) => bare(plain(clause)));
	const keyword = clauses.length > 1 ? clauses.find((clause) => STOP_WORDS.has(clause)) : undefined;
	return keyword === undefined ? undefined : { kind: 'opt_out', probable: true, keyword };
}

const LISTS = new Map([OPT_IN, HELP].map((lists) => [lists, aloneOnly(lists)]));

function word(lists: WordList[], kind: Heard['kind'], whole: string): Heard | undefined {
	const keyword = bare(whole);
	return LISTS.get(lists)?.has(keyword) ? { kind, keyword } : undefined;
}

function phrase(whole: string): Heard | undefined {
	for (const pattern of PROBABLE_OPT_OUT) {
		const keyword = pattern.exec(whole)?.[0];
		if (keyword !== undefined) return { kind: 'opt_out', probable: true, keyword };
	}
	return undefined;
}

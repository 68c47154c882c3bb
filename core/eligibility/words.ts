const ACCENTS = /\p{M}/gu;
const BETWEEN = /[^\p{L}\p{N}]+/gu;
const PLAIN = /^[\n\r -~]*$/;

/** A text as words in lower case without accents, one space between and no punctuation: `L'e-cigarette à 5€` → `l e cigarette a 5 euro`. */
export function wordsOf(text: string): string {
	const letters = PLAIN.test(text)
		? text
		: text.normalize('NFKD').replace(ACCENTS, '').replace(/[œŒ]/g, 'oe').replaceAll('€', ' euro ');
	return letters.toLowerCase().replace(BETWEEN, ' ').trim();
}

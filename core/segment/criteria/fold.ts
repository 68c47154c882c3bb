/** Words repeat by the thousand; what differs by row stays out of the memory. */
const folded = new Map<string, string>();
const MOST_FOLDED = 20_000;

/**
 * Words as they are compared: without case, accents and punctuation, `Or près` is `or pres`. A plus tells tiers apart (`Or+`),
 * and words of another script stay words.
 */
export function fold(word: string): string {
	const known = folded.get(word);
	if (known !== undefined) return known;
	const plain = word
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/œ/g, 'oe')
		.replace(/æ/g, 'ae')
		.replace(/[^\p{L}\p{N}+]+/gu, ' ')
		.replace(/ ?\+/g, '+')
		.trim();
	const found = plain === '' ? word.trim() : plain;
	if (folded.size < MOST_FOLDED) folded.set(word, found);
	return found;
}

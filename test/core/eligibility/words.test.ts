import fc from 'fast-check';
import { wordsOf } from '../../../core/eligibility/words';

describe('words of a text', () => {
	test.each([
		["L'e-cigarette à 5€ !", 'l e cigarette a 5 euro'],
		['  ÉTÉ\nCŒUR Æ ', 'ete coeur ae'],
		['e\u0301te\u0301', 'ete'],
		['𝐂𝐁𝐃 -30%', 'cbd 30'],
		['C\u200bB😀D', 'c b d'],
		['€uro', 'euro uro'],
		['ﬁlm', 'film'],
		['', ''],
	])('%j → %j', (text, words) => expect(wordsOf(text)).toBe(words));

	/** The same by regular expressions, slow and plain. */
	const plainly = (text: string) =>
		text
			.replace(/œ/gi, 'oe')
			.replace(/æ/gi, 'ae')
			.replaceAll('€', ' euro ')
			.normalize('NFKD')
			.toLowerCase()
			.replace(/\p{M}/gu, '')
			.replace(/[^\p{L}\p{N}]+/gu, ' ')
			.trim();

	test('agrees with the plain way on any mix of French characters', () => {
		const character = fc.constantFrom(..."aBzéÈçÀœŒæ€ ’'-.,!%0195\n«»…\u00a0\u202f😀°²");
		fc.assert(
			fc.property(fc.array(character, { maxLength: 60 }), (characters) => {
				const text = characters.join('');
				expect(wordsOf(text)).toBe(plainly(text));
			}),
			{ numRuns: 500 },
		);
	});
});

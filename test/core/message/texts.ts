/** Seeded texts for oracle tests and the benchmark: French retail words, GSM extension, emoji, part boundaries. */

const WORDS = [
	'Bonjour',
	'soldes',
	'été',
	'à',
	'très',
	'bientôt',
	'Noël',
	'cœur',
	'ça',
	'Ça',
	'reçu',
	'fête',
	'château',
	'naïf',
	'où',
	'garçon',
	'ÉVÉNEMENT',
	'-20 %',
	'3,50 €',
	'[code]',
	'{x}',
	'a|b',
	'~',
	'^',
	'\\',
	'«\u00a0VIP\u00a0»',
	'l’offre',
	'“promo”',
	'…',
	'–',
	'n°',
	'STOP au 36000',
	'10h\u202f–\u202f19h',
	'\n',
	'\t',
	'ΔΩ',
	'\u0391',
	'e\u0301',
	'\r\n',
	'中文',
];
/** One code point each: no library keeps or splits them differently. */
const PICTOGRAPHS = ['😀', '🎉', '🛍', '𝒜', '🔥'];
/** Several code points that people see as one. */
const CLUSTERS = ['👨‍👩‍👧‍👦', '🇫🇷', '👍🏽', '❤️', '1️⃣'];

/** A small generator of numbers in [0, 1) (mulberry32): the same seed gives the same texts everywhere. */
export function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** A third plain GSM-7, a third with accents and typography, a third with emoji; many end near a part's boundary. */
export function generateTexts(wanted: number, seed = 2026): string[] {
	const random = seeded(seed);
	const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
	const plain = WORDS.filter((word) => /^[\x20-\x7eéèàùÉÇ€]*$/.test(word));
	return Array.from({ length: wanted }, (_, index) => {
		const kind = index % 3;
		const words = kind === 0 ? plain : kind === 1 ? WORDS : [...WORDS, ...PICTOGRAPHS, ...CLUSTERS];
		const boundary = pick(['70', '67', '134', '160', '153', '306', '459', '201']);
		const target = Math.max(0, Number(boundary) + Math.floor(random() * 9) - 5);
		let text = '';
		while (text.length < target) {
			const word =
				random() < 0.25
					? pick(['€', ']', 'a', 'é']).repeat(1 + Math.floor(random() * 40))
					: pick(words);
			text += random() < 0.7 ? `${word} ` : word;
		}
		// Cut at the target so that boundaries are met, but never through a pair: half characters have their own test.
		return text.slice(0, target).replace(/[\ud800-\udbff]$/, '');
	});
}

/** Whether a text holds characters that people see as one but that are several code points. */
export function hasCluster(text: string): boolean {
	return [...new Intl.Segmenter('fr').segment(text)].some(
		({ segment }) => [...segment].length > 1 && segment !== '\r\n',
	);
}

import { createHash } from 'node:crypto';

/**
 * A draw that anyone can check: each entry's score is SHA-256 of `<seed>\n<entry key>` in hexadecimal, and the lowest
 * scores win. Nothing else decides, so the same entries and seed always give the same winners in the same order, in
 * whatever order the entries come and however often one is repeated.
 */
export interface Draw {
	/** positions of the entries in the order of the draw: winners first, then substitutes */
	ranking: RankedEntry[];
	/** different entries taken part */
	entries: number;
	/** positions of repeated entries: only the first of each key takes part */
	repeated: number[];
	/** SHA-256 of the sorted keys, one a line: publish it before the seed is known, and nobody can add an entry later */
	fingerprint: string;
}

export interface RankedEntry {
	position: number;
	/** 1 is the first winner */
	rank: number;
	score: string;
}

/**
 * @param keys what makes an entry one person's, e.g. the number in E.164
 * @param wanted how many to rank: winners and substitutes together
 * @throws RangeError for an empty key or seed
 */
export function drawWinners(keys: readonly string[], seed: string, wanted: number): Draw {
	if (seed === '') throw new RangeError('A draw needs a seed');
	const first = new Map<string, number>();
	const repeated: number[] = [];
	keys.forEach((key, position) => {
		if (key === '') throw new RangeError(`Entry ${position} has no key`);
		if (first.has(key)) repeated.push(position);
		else first.set(key, position);
	});
	const scored = [...first].map(([key, position]) => ({ position, score: scoreOf(seed, key) }));
	scored.sort((a, b) => (a.score < b.score ? -1 : 1));
	return {
		ranking: scored.slice(0, wanted).map((entry, index) => ({ ...entry, rank: index + 1 })),
		entries: first.size,
		repeated,
		fingerprint: sha256([...first.keys()].sort().join('\n')),
	};
}

/** The score of one entry, as `printf 'seed\nkey' | sha256sum` gives it. */
export const scoreOf = (seed: string, key: string): string => sha256(`${seed}\n${key}`);

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

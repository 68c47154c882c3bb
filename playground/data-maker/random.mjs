/**
 * A seeded source of randomness (mulberry32). Integers only, so that every machine makes the same bytes.
 * Each file has its own seed: a change in one generator does not shift the others.
 */
export function randomFrom(seed) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return (t ^ (t >>> 14)) >>> 0;
	};
	/** A whole number between min and max, both included. */
	const between = (min, max) => min + (next() % (max - min + 1));
	const pick = (list) => list[next() % list.length];
	/** True in `perMille` cases of a thousand. */
	const chance = (perMille) => next() % 1000 < perMille;
	/** One of `[[value, weight], …]`, weights being whole numbers. */
	const weighted = (table) => {
		const total = table.reduce((sum, [, weight]) => sum + weight, 0);
		let at = next() % total;
		for (const [value, weight] of table) {
			if (at < weight) return value;
			at -= weight;
		}
		return table[0][0];
	};
	const shuffle = (list) => {
		const out = [...list];
		for (let i = out.length - 1; i > 0; i--) {
			const j = next() % (i + 1);
			[out[i], out[j]] = [out[j], out[i]];
		}
		return out;
	};
	return { between, pick, chance, weighted, shuffle };
}

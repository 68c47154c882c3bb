/**
 * A column's name as a placeholder: lower case, accents stripped, anything else `_`.
 * `Date d'achat` → `date_d_achat`, `Prénom` → `prenom`, `1er magasin` → `_1er_magasin`, `__proto__` → `proto`.
 */
export function cleanName(name: string): string {
	const known = cleaned.get(name);
	if (known !== undefined) return known;
	const plain = name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/œ/g, 'oe')
		.replace(/æ/g, 'ae')
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');
	const result = /^\d/.test(plain) ? `_${plain}` : plain;
	if (cleaned.size < KEPT) cleaned.set(name, result);
	return result;
}

/** Files have tens of columns and as many items as they like: each name is cleaned once, within bounds. */
const KEPT = 10_000;
const cleaned = new Map<string, string>();

/** The nearest of the known names, for "did you mean"; undefined when none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
	const wanted = cleanName(name);
	const bound = wanted.length <= 4 ? 1 : wanted.length <= 8 ? 2 : 3;
	let best: string | undefined;
	let least = bound + 1;
	for (const candidate of known) {
		const bare = (text: string) => text.replaceAll('_', '');
		const far =
			bare(candidate) === bare(wanted) ? 0 : distance(wanted, candidate.slice(0, 60), least);
		if (far < least) [best, least] = [candidate, far];
	}
	return best;
}

/** Letters to add, drop, change or swap with their neighbour; stops counting at `bound`. */
function distance(a: string, b: string, bound: number): number {
	if (Math.abs(a.length - b.length) >= bound) return bound;
	let before: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			row[j] = Math.min(
				(above[j] ?? bound) + 1,
				(row[j - 1] ?? bound) + 1,
				(above[j - 1] ?? bound) + same,
				swapped ? (before[j - 2] ?? bound) + 1 : bound,
			);
		}
		[before, above] = [above, row];
	}
	return above[b.length] ?? bound;
}

import { LONGEST_BATCH } from './database';

/**
 * Works through `items` with those of one transaction in the order of their names, so that two workers with the same people
 * in lists of different orders do not wait for each other in a circle. The answers are in the order of the items; fewer when
 * the work was stopped between two transactions.
 */
export async function inLockOrder<T, R>(
	items: readonly T[],
	nameOf: (item: T) => string,
	work: (ordered: T[]) => Promise<R[]>,
): Promise<R[]> {
	const named = items.map((item, place) => ({ item, place, name: nameOf(item) }));
	const ordered: typeof named = [];
	for (let from = 0; from < named.length; from += LONGEST_BATCH) {
		const batch = named.slice(from, from + LONGEST_BATCH);
		// Two of one name keep their order: the first is the new one.
		batch.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.place - b.place));
		for (const one of batch) ordered.push(one);
	}
	const answers: R[] = [];
	(await work(ordered.map(({ item }) => item))).forEach((answer, n) => {
		answers[ordered[n]?.place ?? n] = answer;
	});
	return answers;
}

/** Numbers sorted at once between two steps: some ms. */
const RUN = 32_768;

/**
 * The numbers in ascending order, in steps of some ms each, so that the caller can let others work in between: 300,000 in one
 * go take up to 100 ms. The array given is worked in.
 */
export function* sortInSteps(values: Float64Array): Generator<void, Float64Array, void> {
	const { length } = values;
	for (let from = 0; from < length; from += RUN) {
		values.subarray(from, from + RUN).sort();
		yield;
	}
	let [runs, merged] = [values, length > RUN ? new Float64Array(length) : values];
	for (let run = RUN; run < length; run *= 2) {
		for (let from = 0; from < length; from += 2 * run) {
			merge(runs, merged, [from, from + run, from + 2 * run]);
			yield;
		}
		[runs, merged] = [merged, runs];
	}
	return runs;
}

/** Two sorted runs that lie one behind the other, from `start` to `middle` and from there to `end`. */
function merge(
	runs: Float64Array,
	into: Float64Array,
	[start, middle, end]: [start: number, middle: number, end: number],
): void {
	const last = Math.min(end, runs.length);
	let [left, right] = [start, middle];
	for (let at = start; at < last; at++) {
		const isLeft = left < middle && (right >= last || (runs[left] ?? 0) <= (runs[right] ?? 0));
		into[at] = (isLeft ? runs[left++] : runs[right++]) ?? 0;
	}
}

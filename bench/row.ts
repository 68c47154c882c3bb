/** One line of `npm run bench`: what we measured beside what, in one run on the same data. */
export interface BenchRow {
	/** e.g. `SMS Segment against n8n's Filter, 20,000 items, two conditions` */
	what: string;
	/** as a person reads it, e.g. `38 ms` */
	ours: string;
	/** e.g. `4,120 ms`; a plain sentence when the row was left out */
	theirs: string;
	/** theirs divided by ours when faster is better; NaN when there is nothing to compare with */
	ratio: number;
	/** e.g. `at least 100 times faster` */
	expected: string;
	holds: boolean;
}

/** What each `bench/*.ts` module exports as `bench` (or under a name starting with `bench`). */
export type Bench = () => Promise<BenchRow[]>;

/** In one statement 100 rows cost a third of what they do one by one; more would be read for nothing when a batch ends. */
const AT_ONCE = 100;

/** What is asked for one after the other inside one transaction, read some way ahead. */
export class LookAhead<T> {
	private from = 0;
	private ahead: T[] = [];

	/** @param read what belongs to the positions from `from` to before `to` */
	constructor(
		private readonly count: number,
		private readonly read: (from: number, to: number) => T[],
	) {}

	/** As it was when it was read: what this transaction has written since is not in it. Nothing behind the last one. */
	at(position: number): T | undefined {
		if (position >= this.from + this.ahead.length) {
			this.from = position;
			this.ahead = this.read(position, Math.min(this.count, position + AT_ONCE));
		}
		return this.ahead[position - this.from];
	}
}

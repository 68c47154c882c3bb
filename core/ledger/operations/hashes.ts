import type { E164 } from '../../item';
import type { LedgerKey } from '../key';

/** The keyed hashes of a list of numbers, made batch by batch outside the transaction that reads them, each once. */
export class Hashes {
	private readonly made: Uint8Array[] = [];

	constructor(
		private readonly key: LedgerKey,
		private readonly entries: ReadonlyArray<{ to: E164 }>,
	) {}

	/** For `Connection.inBatches`; a batch that is tried again finds its hashes there. */
	readonly prepare = (from: number, to: number): void => {
		for (const entry of this.entries.slice(Math.max(from, this.made.length), to))
			this.made.push(this.key.hash(entry.to));
	};

	/** @throws RangeError for a position that was not prepared */
	at(index: number): Uint8Array {
		const hash = this.made[index];
		if (!hash) throw new RangeError(`There is no entry ${index}`);
		return hash;
	}
}

/** Plain numbers as entries. */
export const asEntries = (numbers: readonly E164[]): Array<{ to: E164 }> =>
	numbers.map((to) => ({ to }));

/** Whole numbers up to here are exact in a double. */
const EXACT_BITS = 53;
const LEADING_BYTES = 6;

/** The first 48 bits of a hash, as a number. */
export function leadingBits(hash: Uint8Array): number {
	let value = 0;
	for (let index = 0; index < LEADING_BYTES; index++) value = value * 256 + (hash[index] ?? 0);
	return value;
}

/**
 * The order of hashes, by their leading bits: gives the position of the n-th. Equal ones keep their order.
 * Rows written in the order of the index touch a few pages a transaction; in the order of a file, several hundred, each
 * written to the disk twice.
 */
export function hashOrder(leading: readonly number[]): (n: number) => number {
	const positionBits = Math.max(1, Math.ceil(Math.log2(leading.length + 1)));
	const scale = 2 ** positionBits;
	const dropped = 2 ** Math.max(0, 8 * LEADING_BYTES + positionBits - EXACT_BITS);
	// Value and position in one number each: typed arrays sort those without calling back, 100,000 in some 10 ms.
	const packed = new Float64Array(leading.length);
	for (let n = 0; n < packed.length; n++) {
		packed[n] = Math.floor((leading[n] ?? 0) / dropped) * scale + n;
	}
	packed.sort();
	return (n) => (packed[n] ?? n) % scale;
}

import { randomFillSync } from 'node:crypto';

const BYTES = 15;
const LENGTH = 20;
const COUNTS = 2 ** 20;
/** Of base64url, in the order of their codes: text sorts as the bytes it stands for. */
const LETTERS = Buffer.from('-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');

const pool = Buffer.alloc(BYTES * 256);
let used = pool.length;
let counted = 0;
const written = Buffer.alloc(LENGTH);

/**
 * A new id of an attempt: 20 characters of [A-Za-z0-9_-], 44 bits of time (ms UTC), 20 that count up, then 56 random ones.
 * Ids of one process sort as text in the order they were made (a million of one millisecond), so that new ones are added at
 * the end of the index, which stays fast with millions of rows: 100,000 ids of one moment would else touch every page of it in
 * every transaction.
 */
export function newRef(now: number): string {
	if (used === pool.length) {
		randomFillSync(pool);
		used = 0;
	}
	const bytes = pool.subarray(used, used + BYTES);
	used += BYTES;
	const time = Math.max(0, Math.trunc(now));
	counted = (counted + 1) % COUNTS;
	bytes.writeUIntBE(Math.floor(time / 16), 0, 5);
	bytes.writeUIntBE((time % 16) * COUNTS + counted, 5, 3);
	return sortable(bytes);
}

/** Three bytes are four characters. */
function sortable(bytes: Buffer): string {
	for (let from = 0, to = 0; from < BYTES; from += 3) {
		const bits = bytes.readUIntBE(from, 3);
		for (let shift = 18; shift >= 0; shift -= 6) written[to++] = LETTERS[(bits >> shift) & 63] ?? 0;
	}
	return written.toString('latin1');
}

/** Whether a text a gateway sends back can be one of our ids at all. */
export function isRef(text: string): boolean {
	return text.length === LENGTH && /^[\w-]+$/.test(text);
}

import { randomFillSync } from 'node:crypto';

const BYTES = 15;
const LENGTH = 20;
const TIME_BYTES = 6;
const COUNT_BYTES = 2;

const pool = Buffer.alloc(BYTES * 256);
let used = pool.length;
let counted = 0;

/**
 * A new id of an attempt: 20 characters of [A-Za-z0-9_-], 6 bytes of time, 2 that count up, then 56 random bits.
 * Time and count in front keep new ids together in the index, which stays fast with millions of rows: 100,000 ids of one
 * moment would else touch every page of it in every transaction.
 */
export function newRef(now: number): string {
	if (used === pool.length) {
		randomFillSync(pool);
		used = 0;
	}
	const bytes = pool.subarray(used, used + BYTES);
	used += BYTES;
	bytes.writeUIntBE(Math.max(0, Math.trunc(now)), 0, TIME_BYTES);
	counted = (counted + 1) % 2 ** (8 * COUNT_BYTES);
	bytes.writeUIntBE(counted, TIME_BYTES, COUNT_BYTES);
	return bytes.toString('base64url');
}

/** Whether a text a gateway sends back can be one of our ids at all. */
export function isRef(text: string): boolean {
	return text.length === LENGTH && /^[\w-]+$/.test(text);
}

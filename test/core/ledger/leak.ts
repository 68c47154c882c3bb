import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** What must not be found in a ledger: E.164 numbers, and names or texts of at least 4 letters. */
export interface Secrets {
	numbers: string[];
	texts: string[];
}

/**
 * The secrets found in the ledger `file`, its -wal and any other file given (a backup), as `what form file`.
 * Numbers are looked for as text, as every binary integer SQLite may write, as REAL, BCD and unkeyed hash.
 * A sample of 200 numbers is enough, and keeps a chance match of five bytes out of the question.
 */
export async function findLeaks(secrets: Secrets, ...files: string[]): Promise<string[]> {
	const paths = files.flatMap((file) => [file, `${file}-wal`]);
	const found = await Promise.all(
		paths.map(async (path) => {
			const bytes = await readFile(path).catch(() => Buffer.alloc(0));
			return leaksIn(bytes, secrets).map((leak) => `${leak} in ${path}`);
		}),
	);
	return found.flat();
}

/** The secrets found in `bytes`, as `what as form`. */
export function leaksIn(bytes: Buffer, { numbers, texts }: Secrets): string[] {
	const looked = [
		...numbers.flatMap((number) => numberForms(number).map((form) => ({ what: number, ...form }))),
		...texts.flatMap((text) => textForms(text).map((form) => ({ what: text, ...form }))),
	];
	return looked
		.filter(({ pattern }) => bytes.includes(pattern))
		.map(({ what, name }) => `${what} as ${name}`);
}

interface Form {
	name: string;
	pattern: Buffer;
}

function textForms(text: string): Form[] {
	return (['utf8', 'utf16le', 'latin1', 'base64'] as const).map((encoding) => ({
		name: encoding,
		// base64 of the bytes, without the end that depends on what follows
		pattern:
			encoding === 'base64'
				? Buffer.from(
						Buffer.from(text)
							.toString('base64')
							.replace(/.{0,3}=*$/, ''),
					)
				: Buffer.from(text, encoding),
	}));
}

function numberForms(e164: string): Form[] {
	const digits = e164.replace(/\D/g, '');
	const value = BigInt(digits);
	const big = Buffer.alloc(8);
	big.writeBigUInt64BE(value);
	const little = Buffer.alloc(8);
	little.writeBigUInt64LE(value);
	const real = Buffer.alloc(8);
	real.writeDoubleBE(Number(value));
	// The last nine digits stand for every way of writing a French number: +33, 0033, 06 …
	return [
		...textForms(digits.slice(-9)).filter(({ name }) => name !== 'base64'),
		// SQLite writes it in six bytes; they are the end of the eight-byte form too.
		{ name: 'integer, big-endian', pattern: big.subarray(2) },
		{ name: 'integer, little-endian', pattern: little.subarray(0, 6) },
		{ name: 'varint', pattern: varint(value) },
		{ name: 'real', pattern: real },
		{ name: 'BCD', pattern: Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex') },
		{
			name: 'BCD, left-aligned',
			pattern: Buffer.from(digits.length % 2 ? `${digits}f` : digits, 'hex'),
		},
		{ name: 'BCD, semi-octets', pattern: Buffer.from(swapped(digits), 'hex') },
		...['sha256', 'sha1', 'md5'].flatMap((algorithm) => hashes(algorithm, e164)),
	];
}

/** SQLite's rowid: groups of seven bits, the first ones marked. */
function varint(value: bigint): Buffer {
	const groups: number[] = [];
	for (let rest = value; rest > 0n; rest >>= 7n)
		groups.unshift(Number(rest & 0x7fn) | (groups.length > 0 ? 0x80 : 0));
	return Buffer.from(groups);
}

/** As an SMS PDU writes a number: the two digits of each byte swapped. */
function swapped(digits: string): string {
	return (digits.length % 2 ? `${digits}f` : digits).replace(/(.)(.)/g, '$2$1');
}

function hashes(algorithm: string, e164: string): Form[] {
	return [e164, e164.slice(1)].flatMap((text) => {
		const digest = createHash(algorithm).update(text).digest();
		return [
			{ name: algorithm, pattern: digest },
			{ name: `${algorithm} in hexadecimal`, pattern: Buffer.from(digest.toString('hex')) },
		];
	});
}

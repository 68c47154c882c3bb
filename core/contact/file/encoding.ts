import { isUtf8 } from 'node:buffer';
import { FileError } from './file-error';

/** As TextDecoder names them, with the name a person knows. */
export const ENCODING_NAMES = {
	'utf-8': 'UTF-8',
	'utf-16le': 'UTF-16',
	'utf-16be': 'UTF-16 (big endian)',
	'windows-1252': 'Windows-1252',
	macintosh: 'Mac Roman',
} as const;

export type FileEncoding = keyof typeof ENCODING_NAMES;

const SAMPLE = 64 * 1024;
const SLICE = 256 * 1024;

const BYTE_ORDER_MARKS: Array<[bytes: number[], encoding: FileEncoding]> = [
	[[0xef, 0xbb, 0xbf], 'utf-8'],
	[[0xff, 0xfe], 'utf-16le'],
	[[0xfe, 0xff], 'utf-16be'],
];

/** é è à ê ç ë ô in the two old encodings: which set is the more frequent tells the file's. */
const FRENCH_WINDOWS = new Set([0xe9, 0xe8, 0xe0, 0xea, 0xe7, 0xeb, 0xf4]);
const FRENCH_MAC = new Set([0x8e, 0x8f, 0x88, 0x90, 0x8d, 0x91, 0x99]);

/**
 * What a text file of Excel or LibreOffice is encoded in: byte order mark, else zero bytes (UTF-16), else valid UTF-8,
 * else the accents decide between Windows-1252 and the Macintosh's.
 * @throws FileError `NOT_A_TABLE` for binary content
 */
export function findEncoding(bytes: Uint8Array): FileEncoding {
	const marked = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte));
	if (marked) return marked[1];
	const sample = bytes.subarray(0, SAMPLE);
	const zeros = [0, 0];
	let windows = 0;
	let mac = 0;
	sample.forEach((byte, i) => {
		if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
		else if (FRENCH_WINDOWS.has(byte)) windows++;
		else if (FRENCH_MAC.has(byte)) mac++;
	});
	const [even = 0, odd = 0] = zeros;
	if (odd > sample.length / 4 && even < odd / 10) return 'utf-16le';
	if (even > sample.length / 4 && odd < even / 10) return 'utf-16be';
	if (even + odd > 0) {
		throw new FileError(
			'NOT_A_TABLE',
			'The file holds binary data, not a CSV or XLSX table',
			'Choose the list saved as XLSX or "CSV UTF-8".',
		);
	}
	if (isUtf8(bytes)) return 'utf-8';
	return mac > windows ? 'macintosh' : 'windows-1252';
}

/** The text without its byte order mark, all line ends as `\n`; `pause` is awaited between slices of a big file. */
export async function decode(
	bytes: Uint8Array,
	encoding: FileEncoding,
	pause: () => Promise<void>,
): Promise<string> {
	const decoder = new TextDecoder(encoding);
	let text = '';
	// A slice may end between \r and \n: the line end moves as a whole to the next one.
	let carry = '';
	for (let at = 0; at < bytes.length; at += SLICE) {
		if (at > 0) await pause();
		const last = at + SLICE >= bytes.length;
		const part = carry + decoder.decode(bytes.subarray(at, at + SLICE), { stream: !last });
		carry = !last && part.endsWith('\r') ? '\r' : '';
		text += part.slice(0, part.length - carry.length).replace(/\r\n?/g, '\n');
	}
	return text;
}

import { FileError } from './file-error';

const RESAVE =
	'Open it in Excel or LibreOffice and save it as XLSX or "CSV UTF-8", then try again.';

/** First bytes of what people upload by mistake, and how to call it. Exports named .xls are often web pages. */
const NOT_TABLES: Array<[start: RegExp, name: string, hint: string]> = [
	[/^%PDF/, 'a PDF document', 'Ask for the same list as an Excel or CSV file.'],
	[/^\xd0\xcf\x11\xe0/, 'an Excel file of before 2007 (.xls)', RESAVE],
	[/^\{\\rtf/, 'a text document (RTF)', RESAVE],
	[/^\s*<(?:!doctype|html|table|meta|\?xml|script)/i, 'a web page or XML file', RESAVE],
	[/^(?:\x89PNG|\xff\xd8\xff|GIF8)/, 'a picture', 'Ask for the same list as an Excel or CSV file.'],
	[/^\x1f\x8b/, 'a compressed file (.gz)', 'Unpack it first, then try again.'],
	[/^(?:Rar!|7z\xbc\xaf)/, 'a compressed archive', 'Unpack it first, then try again.'],
];

/** @throws FileError `EMPTY_FILE` or `NOT_A_TABLE` when the bytes cannot be a CSV or XLSX file */
export function formatOf(bytes: Uint8Array): 'csv' | 'xlsx' {
	if (bytes.length === 0) {
		throw new FileError('EMPTY_FILE', 'The file is empty', 'Choose a file with a header and rows.');
	}
	const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString(
		'latin1',
	);
	if (/^PK(?:\x03\x04|\x05\x06)/.test(start)) return 'xlsx';
	const found = NOT_TABLES.find(([pattern]) => pattern.test(start.replace(/^\xef\xbb\xbf/, '')));
	if (found)
		throw new FileError('NOT_A_TABLE', `The file is ${found[1]}, not CSV or XLSX`, found[2]);
	return 'csv';
}

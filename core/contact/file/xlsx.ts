import { types } from 'node:util';
import { readWorkbook } from '../../../vendor/xlsx';
import { FileError } from './file-error';

const RESAVE = 'Open it in Excel or LibreOffice and save it again as XLSX, then try again.';

/** The library's word for what is wrong with the bytes, and what a person can do. */
const TROUBLES: Record<string, [message: string, hint: string]> = {
	INVALID_ZIP: ['The XLSX file is damaged or incomplete', 'Send or upload it again.'],
	InvalidSpreadsheetError: ['The file is not an Excel workbook (XLSX)', RESAVE],
};
const UNKNOWN_TROUBLE = ['The XLSX file cannot be read', RESAVE] as const;

const BATCH = 2_000;

export interface Sheet {
	name: string;
	rows: string[][];
	/** sheets of the workbook */
	sheets: number;
}

/**
 * The first sheet of a workbook that holds data, every cell as text: numbers in full digits (a phone number cell is
 * never turned into `6.12E+08`), dates as ISO, yes/no as true/false.
 * @throws FileError `BROKEN_FILE`
 */
export async function readXlsx(bytes: Uint8Array, pause: () => Promise<void>): Promise<Sheet> {
	const sheets = await readSheets(bytes);
	const filled = sheets.find(({ rows }) => rows.some((row) => row.some((cell) => cell !== null)));
	const rows: string[][] = [];
	for (const row of filled?.rows ?? []) {
		if (rows.length % BATCH === BATCH - 1) await pause();
		rows.push(row.map(cellText));
	}
	return { name: filled?.name ?? '', rows, sheets: sheets.length };
}

async function readSheets(bytes: Uint8Array) {
	try {
		return await readWorkbook(bytes);
	} catch (error) {
		const [message, hint] = TROUBLES[troubleOf(error)] ?? UNKNOWN_TROUBLE;
		throw new FileError('BROKEN_FILE', message, hint);
	}
}

function troubleOf(error: unknown): string {
	if (!(error instanceof Error)) return '';
	return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function cellText(cell: unknown): string {
	if (cell === null) return '';
	if (typeof cell === 'number') return numberText(cell);
	return types.isDate(cell) ? dateText(cell) : String(cell);
}

/** Excel shows 15 digits; what is stored beyond is rounding noise (`12.300000000000001`). */
const numberText = (number: number): string =>
	Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(15)));

/** A cell has no time zone: the reader gives its date as UTC. Serial numbers round to a second, not to a millisecond. */
function dateText(date: Date): string {
	const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1000) * 1000)
		.toISOString()
		.split('T');
	return time.startsWith('00:00:00') ? day : `${day}T${time.slice(0, 8)}`;
}

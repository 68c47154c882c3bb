import { loadWorkbookReader } from '../../../vendor/xlsx';
import { FileError } from './file-error';

const RESAVE = 'Open it in Excel or LibreOffice and save it again as XLSX, then try again.';

/** The library's word for what is wrong with the bytes, and what a person can do. */
const TROUBLES: Record<string, [message: string, hint: string]> = {
	INVALID_ZIP: ['The XLSX file is damaged or incomplete', 'Send or upload it again.'],
	InvalidSpreadsheetError: ['The file is not an Excel workbook (XLSX)', RESAVE],
};
const UNKNOWN_TROUBLE = ['The XLSX file cannot be read', RESAVE] as const;

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
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
	const sheets = await readSheets(bytes);
	const filled = sheets.find(({ data }) => data.some((row) => row.some((cell) => cell !== null)));
	return {
		name: filled?.sheet ?? '',
		rows: (filled?.data ?? []).map((row) => row.map(cellText)),
		sheets: sheets.length,
	};
}

async function readSheets(bytes: Uint8Array) {
	const read = await loadWorkbookReader();
	try {
		// A copy of its own: the bytes may be a view into a larger buffer.
		return await read(new Uint8Array(bytes).buffer, { parseNumber: numberText, trim: false });
	} catch (error) {
		const [message, hint] = TROUBLES[troubleOf(error)] ?? UNKNOWN_TROUBLE;
		throw new FileError('BROKEN_FILE', message, hint);
	}
}

function troubleOf(error: unknown): string {
	if (!(error instanceof Error)) return '';
	return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** `unknown`, since the library's types call a date cell `typeof Date`. */
function cellText(cell: unknown): string {
	if (cell === null) return '';
	return cell instanceof Date ? dateText(cell) : String(cell);
}

/** Excel shows 15 digits; what is stored beyond is rounding noise (`12.300000000000001`). */
function numberText(stored: string): string {
	if (/^-?\d{1,20}$/.test(stored)) return stored;
	const number = Number(Number(stored).toPrecision(15));
	return Number.isFinite(number) ? String(number) : stored;
}

/** A cell has no time zone: the reader gives its date as UTC. Serial numbers round to a second, not to a millisecond. */
function dateText(date: Date): string {
	const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1000) * 1000)
		.toISOString()
		.split('T');
	return time.startsWith('00:00:00') ? day : `${day}T${time.slice(0, 8)}`;
}

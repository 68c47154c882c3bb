import { describeFile, readFile } from '../../../core/contact';

type Cell = string | number | boolean | null | { value: Date; type: typeof Date; format: string };

const load = async () => (await import('write-excel-file/node')).default;
const book = async (rows: Cell[][]): Promise<Uint8Array> => await (await load())(rows).toBuffer();
const date = (iso: string) => ({ value: new Date(iso), type: Date, format: 'dd/mm/yyyy' });

const HEADER = ['Téléphone', 'Nom', 'Points', 'Né le', 'Accord SMS'];

test('every cell is text: numbers in full digits, dates as ISO, yes/no as true/false', async () => {
	const table = await readFile(
		await book([
			HEADER,
			['0612345678', 'Zoé', 120, date('1990-02-28'), true],
			[612345678, 'Œuvre; "x"', 12.3, date('2026-11-21T18:30:00Z'), false],
			[33612345678, null, 0.1 + 0.2, null, null],
		]),
	);
	expect(table.rows).toEqual([
		{
			Téléphone: '0612345678',
			Nom: 'Zoé',
			Points: '120',
			'Né le': '1990-02-28',
			'Accord SMS': 'true',
		},
		{
			Téléphone: '612345678',
			Nom: 'Œuvre; "x"',
			Points: '12.3',
			'Né le': '2026-11-21T18:30:00',
			'Accord SMS': 'false',
		},
		{ Téléphone: '33612345678', Nom: '', Points: '0.3', 'Né le': '', 'Accord SMS': '' },
	]);
});

test('the first sheet with data is read, and said', async () => {
	const write = await load();
	const bytes = await write([
		{ sheet: 'Vide', data: [] },
		{ sheet: 'Clients', data: [['Tel'], ['0612345678']] },
		{ sheet: 'Autre', data: [['x'], ['y']] },
	]).toBuffer();
	const table = await readFile(bytes);
	expect(table.rows).toEqual([{ Tel: '0612345678' }]);
	expect(describeFile(table)).toBe(
		'1 row, Excel sheet "Clients", only the sheet "Clients" of 3 was read',
	);
});

test.each([
	['a header only', [HEADER], 'NO_ROWS'],
	['an empty sheet', [[null]], 'EMPTY_FILE'],
])('%s says so', async (_, rows, code) => {
	await expect(readFile(await book(rows))).rejects.toMatchObject({ code });
});

test('a workbook cut short is called damaged', async () => {
	const bytes = await book([HEADER, ['0612345678', 'x', 1, null, true]]);
	await expect(readFile(bytes.subarray(0, bytes.length - 300))).rejects.toMatchObject({
		code: 'BROKEN_FILE',
	});
});

test('a zip that is no workbook says so', async () => {
	// An empty zip archive: the end-of-directory record alone.
	const zip = Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);
	await expect(readFile(zip)).rejects.toMatchObject({ code: 'BROKEN_FILE' });
});

test('bytes that are a view into a larger buffer are read alone', async () => {
	const bytes = await book([['Tel'], ['06']]);
	const larger = new Uint8Array(bytes.length + 20);
	larger.set(bytes, 10);
	const table = await readFile(larger.subarray(10, 10 + bytes.length));
	expect(table.rows).toEqual([{ Tel: '06' }]);
});

describe('a workbook too large to be read in one go', () => {
	const rows = Array.from({ length: 5_000 }, (_, i): Cell[] => [
		612000000 + i,
		`Nom ${i * 7919}`,
		i / 10,
		date('1990-02-28'),
		i % 2 === 0,
	]);

	test('is read whole, in order, by a thread of its own', async () => {
		const bytes = await book([HEADER, ...rows]);
		expect(bytes.length).toBeGreaterThan(40_000);
		const table = await readFile(bytes);
		expect(table.rows).toHaveLength(5_000);
		expect(table.rows.map((row) => row.Téléphone)).toEqual(rows.map(([phone]) => String(phone)));
		expect(table.rows.at(-1)).toEqual({
			Téléphone: '612004999',
			Nom: `Nom ${4999 * 7919}`,
			Points: '499.9',
			'Né le': '1990-02-28',
			'Accord SMS': 'false',
		});
	});
	test('leaves room for others meanwhile', async () => {
		const bytes = await book([HEADER, ...rows, ...rows, ...rows]);
		let turns = 0;
		const timer = setInterval(() => turns++, 1);
		await readFile(bytes);
		clearInterval(timer);
		expect(turns).toBeGreaterThan(20);
	});
	test('is called damaged when it is', async () => {
		const bytes = await book([HEADER, ...rows]);
		await expect(readFile(bytes.subarray(0, bytes.length - 500))).rejects.toMatchObject({
			code: 'BROKEN_FILE',
			message: 'The XLSX file is damaged or incomplete',
		});
	});
});

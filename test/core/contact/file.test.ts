import fc from 'fast-check';
import { describeFile, FileError, readFile, type FileTable } from '../../../core/contact';
import type { Delimiter } from '../../../core/contact/file/delimiter';

/** Windows-1252 beside Latin-1: the two signs these tests use. */
const WINDOWS = new Map([
	['€', 0x80],
	['œ', 0x9c],
	['’', 0x92],
]);

const ENCODERS: Record<string, (text: string) => Uint8Array> = {
	'UTF-8': (text) => Buffer.from(text, 'utf8'),
	'UTF-8 with byte order mark': (text) => Buffer.from(`\ufeff${text}`, 'utf8'),
	'Windows-1252': (text) => Uint8Array.from(text, (c) => WINDOWS.get(c) ?? c.charCodeAt(0)),
	'UTF-16 with byte order mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
	'UTF-16': (text) => Buffer.from(text, 'utf16le'),
	'UTF-16 (big endian) with byte order mark': (text) =>
		Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
	'UTF-16 (big endian)': (text) => Buffer.from(text, 'utf16le').swap16(),
};

const quote = (cell: string, delimiter: string): string =>
	/["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = (rows: string[][], delimiter: string, end = '\r\n'): string =>
	rows.map((row) => row.map((cell) => quote(cell, delimiter)).join(delimiter) + end).join('');

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const codeOf = async (bytes: Uint8Array): Promise<string> =>
	await readFile(bytes).then(
		() => 'read',
		(error: unknown) => (error instanceof FileError ? error.code : String(error)),
	);

const SAMPLE = [
	['Prénom', 'Nom', 'Téléphone portable', 'Total dépensé', 'Ville'],
	['Zoé', 'Lefèvre', '06 12 34 56 78', '1234,50 €', 'Besançon'],
	['Éloïse', 'D’Œuvre; dite "Lo"', '0692123456', '12,00', 'Saint-Denis, La Réunion'],
	['', 'Noël', '612345678', '', 'Cœur|sur\tLoire'],
].map((row) => row.map((cell) => cell.replace('Œ', 'œ')));
const EXPECTED = SAMPLE.slice(1).map((row) =>
	Object.fromEntries(SAMPLE[0]!.map((column, i) => [column, row[i]])),
);

describe('a file reads the same in each encoding and with each separator', () => {
	const cases = Object.keys(ENCODERS).flatMap((encoding) =>
		([';', ',', '\t', '|'] as Delimiter[]).flatMap((delimiter) =>
			['\n', '\r\n', '\r'].map((end) => [encoding, delimiter, end] as const),
		),
	);
	test.each(cases)('%s, separated by %j, lines by %j', async (encoding, delimiter, end) => {
		const table = await readFile(ENCODERS[encoding]!(csv(SAMPLE, delimiter, end)));
		expect(table.rows).toEqual(EXPECTED);
		expect(table.delimiter).toBe(delimiter);
		expect(describeFile(table)).toContain(encoding.replace(' with byte order mark', ''));
	});
	test('any cells survive', async () => {
		const cellText = fc.stringMatching(/^[a-zéà0-9 ";,|'\n]{0,8}$/);
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(cellText, cellText, cellText), { minLength: 1, maxLength: 20 }),
				fc.constantFrom(';', ',', '\t', '|'),
				fc.constantFrom('UTF-8', 'Windows-1252', 'UTF-16'),
				async (rows, delimiter, encoding) => {
					const filled = rows.map((row, i) => [`row ${i}`, ...row]);
					const text =
						`sep=${delimiter}\n` + csv([['a', 'b', 'c', 'd'], ...filled], delimiter, '\n');
					const table = await readFile(ENCODERS[encoding]!(text));
					expect(table.rows.map((row) => Object.values(row))).toEqual(filled);
				},
			),
			{ numRuns: 200 },
		);
	});
	test("the Macintosh's accents are told from those of Windows", async () => {
		const mac = Uint8Array.from('Pr\x8enom;Tel\nZo\x8e;06\n', (c) => c.charCodeAt(0));
		expect((await readFile(mac)).rows).toEqual([{ Prénom: 'Zoé', Tel: '06' }]);
	});
});

describe('what Excel and LibreOffice add', () => {
	const rowsOf = async (text: string): Promise<FileTable['rows']> =>
		(await readFile(utf8(text))).rows;
	test('the line sep=; is no row', async () =>
		expect(await rowsOf('sep=;\r\nTel;Nom\r\n06;A,B\r\n')).toEqual([{ Tel: '06', Nom: 'A,B' }]));
	test('blank lines, also of separators only, are passed over', async () =>
		expect(await rowsOf('\n;\nTel;Nom\n\n06;A\n;;\n  \n07;B\n\n')).toEqual([
			{ Tel: '06', Nom: 'A' },
			{ Tel: '07', Nom: 'B' },
		]));
	test('a decimal comma in every price does not make the comma the separator', async () =>
		expect(await rowsOf('Tel;Total\n06;12,50\n07;13,20\n')).toEqual([
			{ Tel: '06', Total: '12,50' },
			{ Tel: '07', Total: '13,20' },
		]));
	test('cells are never turned into numbers', async () =>
		expect(await rowsOf('Tel;CP\n0612345678;01000\n6,12E+08;1e5\n')).toEqual([
			{ Tel: '0612345678', CP: '01000' },
			{ Tel: '6,12E+08', CP: '1e5' },
		]));
	test('a single column is read', async () =>
		expect(await rowsOf('Tel\n06\n')).toEqual([{ Tel: '06' }]));
	test('a title above the header is passed over, and said', async () => {
		const table = await readFile(utf8('Export clients\n\nTel;Nom\n06;A\n'));
		expect(table.rows).toEqual([{ Tel: '06', Nom: 'A' }]);
		expect(table.notes).toEqual(['the header was found in row 3']);
	});
	test('a file without header keeps its first row', async () => {
		const table = await readFile(utf8('Zoé;0612345678\nLéa;0612345679\n'));
		expect(table.rows[0]).toEqual({ column_1: 'Zoé', column_2: '0612345678' });
		expect(table.rows).toHaveLength(2);
		expect(table.notes[0]).toContain('no header');
	});
});

describe('column names', () => {
	test('a repeated name gets a number, and it is said', async () => {
		const table = await readFile(utf8('Tel;Nom;Nom;nom;Nom_2;Nom\n1;2;3;4;5;6\n'));
		expect(table.columns).toEqual(['Tel', 'Nom', 'Nom_3', 'nom', 'Nom_2', 'Nom_4']);
		expect(Object.values(table.rows[0]!)).toEqual(['1', '2', '3', '4', '5', '6']);
		expect(table.notes).toEqual([
			'a column "Nom" is called "Nom_3"',
			'a column "Nom" is called "Nom_4"',
		]);
	});
	test('an empty name and __proto__ become harmless', async () => {
		const table = await readFile(utf8('Tel;;__proto__;constructor\n06;a;b;c\n'));
		expect(table.columns).toEqual(['Tel', 'column_2', '_proto_', 'constructor']);
		expect(table.rows[0]).toEqual({ Tel: '06', column_2: 'a', _proto_: 'b', constructor: 'c' });
		expect(Object.getPrototypeOf(table.rows[0])).toBe(Object.prototype);
	});
	test('cells beyond the header are kept, and said', async () => {
		const table = await readFile(utf8('Tel;Nom\n06;A;extra\n07\n'));
		expect(table.rows).toEqual([
			{ Tel: '06', Nom: 'A', column_3: 'extra' },
			{ Tel: '07', Nom: '' },
		]);
		expect(table.notes).toEqual(['1 row longer than the header']);
	});
	test('300 columns are read', async () => {
		const columns = Array.from({ length: 300 }, (_, i) => `c${i}`);
		const table = await readFile(utf8(csv([columns, columns], ';')));
		expect(table.columns).toEqual(columns);
		expect(table.rows[0]).toMatchObject({ c0: 'c0', c299: 'c299' });
	});
});

describe('quotes', () => {
	test('a quote that is never closed, or by a later row, costs no row', async () => {
		const table = await readFile(utf8('Tel;Nom\n06;"Zoé\n07;Léa\n08;"Eva; B"\n'));
		expect(table.rows.map((row) => row.Tel)).toEqual(['06', '07', '08']);
		expect(table.rows[2]).toEqual({ Tel: '08', Nom: 'Eva; B' });
		expect(table.notes).toEqual(['1 row with a stray quote']);
	});
	test('nor at the end of the file', async () => {
		const table = await readFile(utf8('Tel;Nom\n06;"Zoé\n07;Léa\n'));
		expect(table.rows).toEqual([
			{ Tel: '06', Nom: '"Zoé' },
			{ Tel: '07', Nom: 'Léa' },
		]);
	});
	test('many of them neither lose a row nor take for ever', async () => {
		const lines = Array.from({ length: 20_000 }, (_, i) => `${i};"x`).join('\n');
		const table = await readFile(utf8(`Tel;Nom\n${lines}\n`));
		expect(table.rows).toHaveLength(20_000);
	});
	test('a cell of 1 MB is read whole', async () => {
		const big = 'x\n'.repeat(500_000);
		const table = await readFile(
			utf8(
				csv(
					[
						['Tel', 'Note'],
						['06', big],
						['07', 'y'],
					],
					';',
				),
			),
		);
		expect(table.rows).toHaveLength(2);
		expect(table.rows[0]!.Note).toHaveLength(1_000_000);
	});
	test.each([0, 1])('a line end cut by a slice is one line end (%i)', async (shift) => {
		const note = `${'x'.repeat(shift)}${'\r\n'.repeat(200_000)}y`;
		const table = await readFile(utf8(`Tel;Note\n06;"${note}"\n`));
		expect(table.rows).toEqual([{ Tel: '06', Note: note.replaceAll('\r', '') }]);
	});
	test('files longer than a slice are read whole, wherever the slices end', async () => {
		const rows = Array.from({ length: 30_000 }, (_, i) => [`06${i}`, `é "${i}"\r\nligne 2`, 'a;b']);
		for (const encode of [ENCODERS['UTF-8']!, ENCODERS['Windows-1252']!]) {
			const table = await readFile(encode(csv([['Tel', 'Nom', 'Note'], ...rows], ';')));
			expect(table.rows).toHaveLength(30_000);
			expect(table.rows.at(-1)).toEqual({ Tel: '0629999', Nom: 'é "29999"\nligne 2', Note: 'a;b' });
		}
	});
});

describe('what is no list of contacts says so', () => {
	test.each([
		['an empty file', '', 'EMPTY_FILE'],
		['blank lines', '\n\r\n;;\n', 'EMPTY_FILE'],
		['a header only', 'Téléphone;Nom\n', 'NO_ROWS'],
		['a PDF', '%PDF-1.7\n', 'NOT_A_TABLE'],
		['a web page', '<!DOCTYPE html><html>', 'NOT_A_TABLE'],
		['a web page with byte order mark', '\ufeff<html><table>', 'NOT_A_TABLE'],
		['a broken zip', 'PK\x03\x04 nothing', 'BROKEN_FILE'],
	])('%s', async (_, text, code) => expect(await codeOf(utf8(text))).toBe(code));
	test.each([
		['an old Excel file', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]],
		['a picture', [0x89, 0x50, 0x4e, 0x47]],
		['binary data', [1, 0, 2, 3, 0, 0, 0, 9, 200, 201]],
	])('%s', async (_, bytes) => expect(await codeOf(Uint8Array.from(bytes))).toBe('NOT_A_TABLE'));
	test('the sentence tells what to do', async () => {
		const error = await readFile(utf8('%PDF-1.7')).catch((caught: unknown) => caught);
		expect(error).toMatchObject({
			message: 'The file is a PDF document, not CSV or XLSX',
			hint: 'Ask for the same list as an Excel or CSV file.',
		});
	});
});

test('what was found is said in plain words', async () => {
	const rows = Array.from({ length: 5000 }, (_, i) => [`06${i}`, 'é']);
	const table = await readFile(ENCODERS['Windows-1252']!(csv([['Tel', 'Nom'], ...rows], ';')));
	expect(describeFile(table)).toBe('5,000 rows, separated by ;, encoded as Windows-1252');
});

test('a big file leaves room for others', async () => {
	let pauses = 0;
	const rows = Array.from({ length: 20_000 }, (_, i) => [`06${i}`, 'x'.repeat(40)]);
	await readFile(utf8(csv([['Tel', 'Nom'], ...rows], ';')), { pause: async () => void pauses++ });
	expect(pauses).toBeGreaterThan(10);
});

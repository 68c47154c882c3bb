import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ageOn, countClients, readNumber } from './count-clients';
import { PRIVATE_SALE } from './private-sale';
import { readRows, readTillFile } from './till-file';

const root = join(__dirname, '../..');
const committed = (name: string) => readFileSync(join(root, 'playground/data', name));
const text = (name: string) =>
	committed(name)
		.toString('utf8')
		.replace(/^\ufeff/, '');

const clients = readTillFile(committed('clients.csv'));
const prospects = readRows(text('prospects.csv'), ',');
const purchases = readRows(text('purchases.csv'), ';');
const stores = readRows(text('stores.csv'), ',');
const cells = clients.map((row) => row['Téléphone portable'] ?? '');
const figures = countClients(committed('clients.csv'), PRIVATE_SALE);

const cents = (amount: string) => Number(amount.replace(/[\s€]/g, '').replace(',', '')) || 0;
const between = (value: number, low: number, high: number) => value >= low && value <= high;

describe('the sample data', () => {
	it('is made anew byte for byte', () => {
		const folder = mkdtempSync(join(tmpdir(), 'sample-data-'));
		execFileSync(process.execPath, [join(root, 'playground/make-data.mjs'), '--out', folder]);
		const made = readdirSync(folder).sort();
		const kept = readdirSync(join(root, 'playground/data')).filter((name) => !name.startsWith('.'));
		expect(made).toEqual(kept.sort());
		for (const name of made)
			expect(readFileSync(join(folder, name)).equals(committed(name)) ? name : '').toBe(name);
		rmSync(folder, { recursive: true });
	});

	it('has the sizes promised', () => {
		expect([stores.length, clients.length, prospects.length]).toEqual([12, 5000, 3000]);
		expect(between(purchases.length, 20_000, 40_000)).toBe(true);
		expect(committed('purchases.csv').length).toBeLessThan(2_000_000);
	});

	it('has the encodings promised', () => {
		const till = committed('clients.csv');
		expect(till.subarray(0, 2).toString('latin1')).toBe('N°');
		for (const [character, byte] of [
			['€', 0x80],
			['no-break space', 0xa0],
			['’', 0x92],
		] as const)
			expect([character, till.includes(byte)]).toEqual([character, true]);
		expect(till.includes('\r\n')).toBe(true);
		expect(committed('prospects.csv').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
		expect(committed('prospects.csv').includes('\r')).toBe(false);
	});

	it.each<[string, RegExp]>([
		['spaces', /^0[67]( \d\d){4}$/],
		['dots', /^0[67](\.\d\d){4}$/],
		['dashes', /^0[67](-\d\d){4}$/],
		['no-break spaces', /^0[67](\u00a0\d\d){4}$/],
		['0033', /^0033[67]\d{8}$/],
		['+33(0)6', /^\+33 ?\(0\)[67]/],
		['the zero that Excel ate', /^[67]\d{8}$/],
		['the plus that Excel ate', /^33[67]\d{8}$/],
		['6,12E+08', /^\d,\d\dE\+\d\d$/],
		['an overseas mobile typed nationally', /^06 ?9[36]/],
		['an overseas mobile with the code of the mainland', /^\+3369[1346]/],
		['a landline', /^0[1-5] \d\d/],
		['two numbers', / ou | ; |\//],
		['digits missing', /^0[67]\d{7}$|^0[67]( \d\d){3}$/],
		['too many digits', /^0[67]( \d\d){3} \d{4}$/],
		['an empty cell', /^$/],
	])('holds numbers written with or as: %s', (_, pattern) =>
		expect(cells.filter((cell) => pattern.test(cell)).length).toBeGreaterThan(2),
	);

	it('holds doubtful opt-ins, dates and postal codes', () => {
		const answers = new Set(clients.map((row) => row['Accord SMS']));
		expect([...answers].sort()).toEqual(['', '0', '1', 'N', 'Non', 'O', 'OUI', 'Oui', 'oui']);
		const births = clients.map((row) => row['Date de naissance'] ?? '');
		const impossible = births.filter(
			(cell) => cell !== '' && ageOn(cell, PRIVATE_SALE.on) === undefined,
		);
		expect(impossible.length).toBeGreaterThan(20);
		expect(births.filter((cell) => cell === '').length).toBeGreaterThan(100);
		expect(
			clients.filter((row) => /^\d{4}$/.test(row['Code postal'] ?? '')).length,
		).toBeGreaterThan(5);
		expect(clients.filter((row) => row['Adresse']?.includes('\n')).length).toBeGreaterThan(20);
	});

	it('is a realistic file for a private sale', () => {
		const { answers, ready, contradictions, minors, segments, allowed } = figures;
		expect(between(answers.granted / ready, 0.55, 0.65)).toBe(true);
		expect(contradictions).toBeGreaterThan(20);
		expect(minors).toBeGreaterThan(20);
		const inSale = Object.values(segments).reduce((sum, one) => sum + one.size, 0);
		expect(between(inSale, 150, 400)).toBe(true);
		expect(inSale - allowed).toBeGreaterThan(0);
	});

	it('counts and sums in the client file what the purchases file holds', () => {
		const byCard = Map.groupBy(purchases, (row) => row['N° carte']);
		for (const row of clients) {
			const own = byCard.get(row['N° carte']) ?? [];
			const last = own
				.map((one) => one['Date']?.split('/').reverse().join('-') ?? '')
				.sort()
				.at(-1);
			expect({
				card: row['N° carte'],
				count: Number(row['Nb achats']),
				total: cents(row['Total achats'] ?? ''),
				last: row['Dernier achat'],
			}).toEqual({
				card: row['N° carte'],
				count: own.length,
				total: own.reduce((sum, one) => sum + cents(one['Montant'] ?? ''), 0),
				last: last?.split('-').reverse().join('/') ?? '',
			});
		}
		expect(new Set(clients.map((row) => row['N° carte'])).size).toBe(5000);
	});

	it('has a pinned sample of people of the client file, with numbers of their own', () => {
		const sample = JSON.parse(text('clients-sample.json')) as Array<Record<string, string>>;
		expect(between(sample.length, 12, 20)).toBe(true);
		const withoutPhone = ({ 'Téléphone portable': _, ...rest }: Record<string, string>) => rest;
		expect(clients.map(withoutPhone)).toEqual(expect.arrayContaining(sample.map(withoutPhone)));
		const known = new Set(figures.rows.flatMap(({ e164 }) => e164 ?? []));
		const own = sample
			.map((row) => readNumber(row['Téléphone portable'] ?? ''))
			.filter((number) => number.startsWith('+'));
		expect(own.length).toBeGreaterThan(8);
		expect(own.filter((number) => known.has(number))).toEqual([]);
	});

	it('shares some people between prospects and clients', () => {
		const known = new Set(figures.rows.map(({ e164 }) => e164?.slice(-9)));
		const shared = prospects.filter((row) =>
			known.has(row['mobile']?.replace(/\D/g, '').slice(-9)),
		);
		expect(between(shared.length, 150, 300)).toBe(true);
	});

	it('is told truly in docs/sample-data.md', () => {
		const { held, answers, segments } = figures;
		const minors = Object.values(segments).reduce((sum, one) => sum + one.minors, 0);
		const table: Array<[string, number | undefined]> = [
			['rows', figures.contacts],
			['ready after cleaning', figures.ready],
			['held, INVALID_NUMBER', held.INVALID_NUMBER],
			['held, NOT_MOBILE', held.NOT_MOBILE],
			['held, DUPLICATE', held.DUPLICATE],
			['of the ready: yes to SMS', answers.granted],
			['of the ready: no, or yes and no', answers.withdrawn],
			['of the ready: no answer', answers.unknown],
			['of the ready: under 15', figures.minors],
			['of the ready: clients', figures.clients],
			['of the ready: prospects', figures.prospects],
			['segment Platine', segments['Platine']?.size],
			['segment Or', segments['Or']?.size],
			['under 15 in the two segments', minors],
			['may be written to', figures.allowed],
		];
		const lines = table.map(([what, count]) => `| ${what} | ${count?.toLocaleString('en')} |`);
		expect(readFileSync(join(root, 'docs/sample-data.md'), 'utf8')).toContain(lines.join('\n'));
		for (const code of PRIVATE_SALE.postalCodes)
			expect(readFileSync(join(root, 'docs/sample-data.md'), 'utf8')).toContain(code);
	});
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countClients } from './count-clients';
import { PRIVATE_SALE } from './private-sale';
import { readRows, readTillFile } from './till-file';

const committed = (name: string) => readFileSync(join(__dirname, '../../playground/data', name));
const text = (name: string) =>
	committed(name)
		.toString('utf8')
		.replace(/^\ufeff/, '');

const clients = readTillFile(committed('clients.csv'));
const prospects = readRows(text('prospects.csv'), ',');
const stores = readRows(text('stores.csv'), ',');
const figures = countClients(committed('clients.csv'), PRIVATE_SALE);

describe('the sample data and the people outside it', () => {
	it('holds no number that could be somebody: only the blocks named in docs/sample-data.md', () => {
		const unattributed =
			/^\+(33(63800|63807|64163|73997|73998)\d{4}|262(693125\d{3}|63998\d{4})|590(69133)\d{4}|596(69612)\d{4}|594(69410)\d{4})$/;
		const fromProspects = countClients(
			Buffer.from(
				['Téléphone portable', ...prospects.map((row) => row['mobile'] ?? '')].join('\n'),
				'latin1',
			),
			PRIVATE_SALE,
		);
		const numbers = [...figures.rows, ...fromProspects.rows].flatMap(({ e164 }) => e164 ?? []);
		expect(numbers.length).toBeGreaterThan(7000);
		expect(numbers.filter((number) => !unattributed.test(number))).toEqual([]);
		const landlines = figures.rows
			.filter(({ fate }) => fate === 'NOT_MOBILE')
			.map(({ cell }) => cell);
		const fiction = /^(0|\+33)?(19900|26191|35301|46571|53649)\d{4}$/;
		const digits = [...landlines, ...stores.map((row) => row['phone'] ?? '')].map((cell) =>
			cell.replace(/[ .]/g, ''),
		);
		expect(digits.filter((cell) => !fiction.test(cell))).toEqual([]);
	});

	it('names nobody in particular: common names at random, addresses under reserved domains', () => {
		const distinct = (column: string) =>
			new Set(clients.map((row) => row[column]?.toUpperCase())).size;
		expect(distinct('Nom')).toBeLessThan(300);
		expect(distinct('Prénom')).toBeLessThan(150);
		const emails = [...clients.map((row) => row['Email']), ...prospects.map((row) => row['email'])];
		const others = emails.filter((email) => email && !/@example\.(com|org|net)$/.test(email));
		expect(others).toEqual([]);
	});
});

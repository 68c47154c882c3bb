import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPhone } from '../../core/contact/phone';
import { readNumber } from './count-clients';
import { readRows, readTillFile } from './till-file';

const file = (name: string) => readFileSync(join(__dirname, '../../playground/data', name));

const read = (cell: string) => {
	const reading = readPhone(cell);
	return 'e164' in reading ? reading.e164 : reading.problem;
};

describe('the phone reader and the independent count', () => {
	it.each([
		[
			'clients.csv',
			() => readTillFile(file('clients.csv')).map((row) => row['Téléphone portable']),
		],
		[
			'prospects.csv',
			() => readRows(file('prospects.csv').toString('utf8'), ',').map((row) => row['mobile']),
		],
	])('read every number of %s alike', (_, column) => {
		const different = column()
			.map((cell = '') => ({ cell, reader: read(cell), count: readNumber(cell) }))
			.filter(({ reader, count }) => reader !== count);
		expect(different).toEqual([]);
	});
});

import { ageOn, countClients, readNumber } from './count-clients';
import { readTillFile } from './till-file';
import { PRIVATE_SALE } from './private-sale';

/** A till export made by hand: what the count says of it can be checked by eye. */
function tillFile(lines: string[][]): Uint8Array {
	const header =
		'Téléphone portable;Accord SMS;Niveau fidélité;Code postal;Date de naissance;Nb achats';
	return Buffer.from([header, ...lines.map((cells) => cells.join(';'))].join('\r\n'), 'latin1');
}

describe('the independent count of the client file', () => {
	it.each([
		['06 38 07 12 34', '+33638071234'],
		['06.38.07.12.34', '+33638071234'],
		['07\u00a039\u00a098\u00a012\u00a034', '+33739981234'],
		['0033638071234', '+33638071234'],
		['+33(0)638071234', '+33638071234'],
		['+33 (0)6 38 07 12 34', '+33638071234'],
		['638071234', '+33638071234'],
		['33638071234', '+33638071234'],
		['0693 12 55 91', '+262693125591'],
		['+33693125591', '+262693125591'],
		['+262693125591', '+262693125591'],
		['693125591', '+262693125591'],
		['06 39 98 12 34', '+262639981234'],
		['0691331234', '+590691331234'],
		['0696121234', '+596696121234'],
		['0694101234', '+594694101234'],
		['02 61 91 12 34 / 06 38 07 12 34', '+33638071234'],
		['06 38 07 12 34 ou 02 61 91 12 34', '+33638071234'],
		['02 61 91 12 34', 'NOT_MOBILE'],
		['261911234', 'NOT_MOBILE'],
		['6,38E+08', 'INVALID_NUMBER'],
		['063807123', 'INVALID_NUMBER'],
		['06 38 07 12 34 56', 'INVALID_NUMBER'],
		['06 XX XX XX XX', 'INVALID_NUMBER'],
		['0000000000', 'INVALID_NUMBER'],
		['', 'INVALID_NUMBER'],
	])('reads %j as %s', (cell, expected) => expect(readNumber(cell)).toBe(expected));

	it.each([
		['24/11/2011', 15],
		['25/11/2011', 14],
		['29/02/1984', 42],
		['29/02/1983', undefined],
		['00/00/0000', undefined],
		['', undefined],
	])('counts the age of %j as %s', (cell, age) => expect(ageOn(cell, '2026-11-24')).toBe(age));

	it('keeps the first row of a number and refuses it when a later row says no', () => {
		const counts = countClients(
			tillFile([
				['06 38 07 12 34', 'Oui', 'Or', '35000', '', '3'],
				['+33638071234', 'Non', 'Or', '35000', '', '1'],
				['06 38 07 12 35', 'O', 'Or', '35700', '01/01/1980', '2'],
				['0638071235', '1', 'Or', '35700', '01/01/1980', '2'],
				['0638071236', 'Oui', 'Platine', '35200', '01/01/2014', '2'],
				['0638071237', 'Oui', 'Platine', '35400', '01/01/1980', '0'],
				['0638071238', '', 'Bronze', '35000', '', ''],
				['0261911234', 'Oui', 'Or', '35000', '', '9'],
				['NC', 'Oui', 'Or', '35000', '', '9'],
			]),
			PRIVATE_SALE,
		);
		expect(counts).toMatchObject({
			contacts: 9,
			ready: 5,
			held: { INVALID_NUMBER: 1, NOT_MOBILE: 1, DUPLICATE: 2 },
			answers: { granted: 3, withdrawn: 1, unknown: 1 },
			minors: 1,
			clients: 3,
			prospects: 2,
			contradictions: 1,
			segments: { Or: { size: 1, minors: 0 }, Platine: { size: 1, minors: 1 } },
			everyoneElse: 3,
			allowed: 1,
		});
		expect(counts.rows[0]).toMatchObject({
			fate: 'ready',
			answer: 'withdrawn',
			segment: undefined,
		});
	});

	it('reads quotes, separators and line breaks inside cells', () => {
		const bytes = Buffer.from('A;B\r\n"1; ""x""\ny";\x80\r\n', 'latin1');
		expect(readTillFile(bytes)).toEqual([{ A: '1; "x"\ny', B: '€' }]);
	});
});

import fc from 'fast-check';
import { ageAt, readDate } from '../../../core/contact/dates';
import {
	clean,
	readGender,
	readList,
	readNumber,
	readPostalCode,
	readText,
	readYesNo,
} from '../../../core/contact/values';

test.each([
	['1990-12-31', '1990-12-31'],
	['31/12/1990', '1990-12-31'],
	['31-12-1990', '1990-12-31'],
	['31.12.1990', '1990-12-31'],
	['1/2/1990', '1990-02-01'],
	['31-12-90', '1990-12-31'],
	['31/12/05', '2005-12-31'],
	['19901231', '1990-12-31'],
	['32874', '1990-01-01'],
	[32874, '1990-01-01'],
	['32874,5', '1990-01-01T12:00:00'],
	['29/02/2024', '2024-02-29'],
	['12/05/2025 14:30', '2025-05-12T14:30:00'],
	['12/05/2025 à 14h30', '2025-05-12T14:30:00'],
	['12/05/2025 00:00:00', '2025-05-12'],
	['2025-05-12 14:30:05', '2025-05-12T14:30:05'],
	['2025-05-12T14:30:05.123Z', '2025-05-12T14:30:05Z'],
	['2025-05-12T14:30:05+02:00', '2025-05-12T14:30:05+02:00'],
	[new Date('1990-12-31T00:00:00Z'), '1990-12-31'],
	['11-Feb-13', '2013-02-11'],
	['1er août 2025', '2025-08-01'],
	['12 déc. 2025 à 9h05', '2025-12-12T09:05:00'],
	['Feb 3, 2026', '2026-02-03'],
	['September 3rd 2026 18:30', '2026-09-03T18:30:00'],
	['30 février 2025', undefined],
	['3 brumaire 2025', undefined],
	['mar 3', undefined],
	['29/02/2023', undefined],
	['31/11/2024', undefined],
	['12/31/1990', undefined],
	['12/05/2025 25:00', undefined],
	['1990', undefined],
	['612345678', undefined],
	['bientôt', undefined],
	['', undefined],
	[null, undefined],
	[{}, undefined],
	[new Date('x'), undefined],
])('the date %s is %s', (value, expected) => expect(readDate(value, '2026-11-21')).toBe(expected));

test('any day reads the same in each form', () => {
	const day = fc.date({
		min: new Date('1927-06-01'),
		max: new Date('2026-11-20'),
		noInvalidDate: true,
	});
	fc.assert(
		fc.property(day, (date) => {
			const iso = date.toISOString().slice(0, 10);
			const [year, month, dayOfMonth] = iso.split('-');
			const serial = Math.floor(date.getTime() / 86_400_000) + 25_569;
			for (const form of [
				iso,
				`${dayOfMonth}/${month}/${year}`,
				`${year}${month}${dayOfMonth}`,
				serial,
			])
				expect(readDate(form, '2026-11-21')).toBe(iso);
		}),
	);
});

test.each([
	['1990-11-21', '2026-11-21', 36],
	['1990-11-22', '2026-11-21', 35],
	['2008-02-29', '2026-02-28', 17],
	['2008-02-29', '2026-03-01', 18],
	['2008-02-29', '2024-02-29', 16],
	['2026-11-21', '2026-11-21', 0],
	['2026-11-22', '2026-11-21', undefined],
	['1890-01-01', '2026-11-21', undefined],
])('born on %s is on %s %s years old', (birth, day, age) => expect(ageAt(birth, day)).toBe(age));

test.each([
	['1 234,56 €', 1234.56],
	['1\u202f234,56\u00a0€', 1234.56],
	['1.234,56', 1234.56],
	['1,234.56', 1234.56],
	['1.234.567', 1234567],
	['1 234 567,8', 1234567.8],
	['12,5 %', 12.5],
	['120 pts', 120],
	['(12,50)', -12.5],
	['-12,50 EUR', -12.5],
	['−12,50 €', -12.5],
	['1 012,50-', -1012.5],
	['-12,50-', undefined],
	['(12,50)-', undefined],
	['+5', 5],
	['0', 0],
	[12.345, 12.345],
	['12.345', 12.345],
	['douze', undefined],
	['12 ans', undefined],
	['(12', undefined],
	['', undefined],
	[Number.POSITIVE_INFINITY, undefined],
	[{}, undefined],
])('the amount %s is %s', (value, expected) => expect(readNumber(value)).toBe(expected));

test.each([
	...['oui', 'Oui', 'O', 'o', '1', 'x', 'X', 'VRAI', 'true', 'Accepté', 'opt-in', '✓', 1, true].map(
		(v) => [v, true],
	),
	...['non', 'N', '0', 'FAUX', 'false', 'Refusé', 'Désabonné', 'STOP', 'opt-out', 0, false].map(
		(v) => [v, false],
	),
	...['', '?', 'peut-être', '2', null, {}, '12/03/2025', 'oui mais non'].map((v) => [v, undefined]),
])('the answer %s is %s', (value, expected) => expect(readYesNo(value)).toBe(expected));

test.each([
	...['Mme', 'mme.', 'Mlle', 'Madame', 'F', 'Femme', 'féminin'].map((v) => [v, 'female']),
	...['M', 'M.', 'Mr', 'Monsieur', 'H', 'Homme', 'masculin'].map((v) => [v, 'male']),
	...['Dr', '', 'M. et Mme', null].map((v) => [v, undefined]),
])('%s is %s', (value, expected) => expect(readGender(value)).toBe(expected));

test('postal codes get back the 0 that Excel took, in France only', () => {
	expect(readPostalCode('1000')).toBe('01000');
	expect(readPostalCode(1000)).toBe('01000');
	expect(readPostalCode('75 011')).toBe('75011');
	expect(readPostalCode('75011.0')).toBe('75011');
	expect(readPostalCode('20200')).toBe('20200');
	expect(readPostalCode('1000', 'BE')).toBe('1000');
});

test('texts are trimmed, lists are split, absurd lengths and objects are no text', () => {
	expect(readText('  Zoé \n Anne ')).toBe('Zoé Anne');
	expect(readText('x'.repeat(201))).toBeUndefined();
	expect(readText({})).toBeUndefined();
	expect(readList('mode, enfant;maison | ')).toEqual(['mode', 'enfant', 'maison']);
	expect(readList(['mode', {}, ''])).toEqual(['mode']);
	expect(readList('')).toBeUndefined();
	expect(clean('  N° de Tél. (portable) ')).toBe('n de tel portable');
	expect(clean('codePostal')).toBe('code postal');
});

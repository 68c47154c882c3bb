import { withoutNumbers } from '../../../core/consent/clean';
import type { E164 } from '../../../core/item';

const MARTIN = '+262639980001' as E164;

it.each([
	['le +262639980001 dit oui', 'le … dit oui'],
	['06 39 98 00 01', '…'],
	['0639980001', '…'],
	['00262 6 39.98-00-01', '…'],
	['(0)6.39.98.00.01 caisse 2', '… caisse 2'],
	['+33 6 12 34 56 78, +44 7911 123456', '…, …'],
])('takes numbers out of %s', (text, kept) => {
	expect(withoutNumbers(text, MARTIN)).toBe(kept);
});

it.each([
	'caisse 2, ticket 2026-000123456',
	'192.168.100.200',
	'clients-2026-11-20.csv',
	'formulaire 20261120-1430 v2.1',
	'https://maison-lumen.example/inscription?v=2026',
	'3012345678901',
])('leaves %s as it is', (text) => {
	expect(withoutNumbers(text, MARTIN)).toBe(text);
});

it('finds any international or French mobile number when nobody is meant', () => {
	expect(withoutNumbers('stops de 0612345678.csv')).toBe('stops de ….csv');
});

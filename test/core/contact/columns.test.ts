import { findColumns, type Row } from '../../../core/contact';

const rowsOf = (columns: string[], ...rows: unknown[][]): Row[] =>
	rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]])));
const find = (columns: string[], explicit = {}, ...rows: unknown[][]) =>
	findColumns(columns, rowsOf(columns, ...rows), { explicit });

test('the headers of a French till export are found', () => {
	const columns = [
		'N° carte',
		'Civilité',
		'Nom',
		'Prénom',
		'Téléphone',
		'Portable',
		'E-mail',
		'Code postal',
		'Ville',
		'Né(e) le',
		'Statut',
		'Points',
		'Accord SMS',
		"Date d'accord",
		'Dernier achat',
		"Nb d'achats",
		'CA',
		'Magasin',
	];
	expect(find(columns)).toEqual({
		phone: 'Portable',
		firstName: 'Prénom',
		lastName: 'Nom',
		gender: 'Civilité',
		birthDate: 'Né(e) le',
		postalCode: 'Code postal',
		city: 'Ville',
		loyaltyTier: 'Statut',
		points: 'Points',
		consent: 'Accord SMS',
		consentDate: "Date d'accord",
		lastPurchase: 'Dernier achat',
		purchaseCount: "Nb d'achats",
		purchaseTotal: 'CA',
		storeName: 'Magasin',
	});
});
test('the headers of an English export are found', () => {
	expect(
		find([
			'Phone Number',
			'firstName',
			'last_name',
			'Date of Birth',
			'ZIP',
			'SMS consent',
			'Total Spent',
			'Unsubscribed',
		]),
	).toEqual({
		phone: 'Phone Number',
		firstName: 'firstName',
		lastName: 'last_name',
		birthDate: 'Date of Birth',
		postalCode: 'ZIP',
		consent: 'SMS consent',
		purchaseTotal: 'Total Spent',
		optOut: 'Unsubscribed',
	});
});
test.each([
	'Téléphone',
	'TELEPHONE',
	'Tél.',
	'Tel portable',
	'Mobile',
	'GSM',
	'N° de tél',
	'N° portable',
	'Numéro de téléphone',
	'Tél. mobile client',
	'phone',
	'Mobile Phone',
	'tel_portable',
	'telPortable',
])('%s is a phone column', (column) => expect(find(['Nom', column]).phone).toBe(column));

test('a mobile column is preferred to a landline column, whatever the order', () => {
	expect(find(['Téléphone', 'Portable']).phone).toBe('Portable');
	expect(find(['Tél. fixe', 'Tél.']).phone).toBe('Tél.');
});
test('of columns named alike the one that holds mobile numbers is taken', () => {
	expect(find(['Téléphone 1', 'Tel 2'], {}, ['0142685300', '0612345678']).phone).toBe('Tel 2');
});
test('a phone column is found by what it holds', () => {
	expect(
		find(['A', 'B', 'C'], {}, ['Zoé', '0612345678', '75011'], ['Léa', '', '69001']).phone,
	).toBe('B');
	expect(find(['A', 'B'], {}, ['Zoé', 612345678]).phone).toBe('B');
});
test('the column SMS of yes and no is consent, not a phone', () => {
	expect(find(['SMS', 'Tel'], {}, ['Oui', '0612345678'])).toEqual({ consent: 'SMS', phone: 'Tel' });
	expect(find(['SMS', 'X'], {}, ['0612345678', 'x'])).toEqual({ phone: 'SMS' });
});
test('a consent to e-mail is no consent to SMS', () => {
	expect(find(['Tel', 'Opt-in email', 'Opt-in newsletter'])).toEqual({ phone: 'Tel' });
});
test('card numbers are no loyalty tier', () => {
	const rows = Array.from({ length: 30 }, (_, i) => [`06123456${10 + i}`, `C${i}`]);
	expect(find(['Tel', 'Carte'], {}, ...rows)).toEqual({ phone: 'Tel' });
	expect(find(['Tel', 'Carte'], {}, ['0612345678', 'Or']).loyaltyTier).toBe('Carte');
});
test('an explicit column always wins, spelled with or without accents', () => {
	expect(find(['Tel', 'Autre', 'Nom'], { phone: 'Autre' }).phone).toBe('Autre');
	expect(find(['Tél', 'Prénom'], { firstName: 'prenom' }).firstName).toBe('Prénom');
	expect(find(['Tel', 'Nom', 'Alias'], { lastName: 'Alias' }).lastName).toBe('Alias');
	expect(find(['Tel', 'Nom'], { lastName: ' ' }).lastName).toBe('Nom');
});
test('a column serves one field', () => {
	expect(find(['Tel', 'Nom'], { firstName: 'Nom' })).toEqual({ phone: 'Tel', firstName: 'Nom' });
});
test('without guessing only the explicit columns count', () => {
	const options = { explicit: { phone: 'Tel' }, guess: false };
	expect(findColumns(['Tel', 'Nom'], [], options)).toEqual({ phone: 'Tel' });
	expect(() => findColumns(['Tel'], [], { guess: false })).toThrow('No column holds mobile');
});
test('no phone column: the columns seen are named', () => {
	const columns = Array.from({ length: 300 }, (_, i) => `c${i}`);
	expect(() => find(['Nom', 'E-mail'])).toThrow(
		expect.objectContaining({
			code: 'NO_PHONE_COLUMN',
			hint: 'Name the phone column yourself. The columns are: Nom, E-mail.',
		}),
	);
	expect(() => find(columns)).toThrow(
		expect.objectContaining({ hint: expect.stringMatching(/c29, and 270 more\.$/) }),
	);
});
test('an explicit column that is not there: the columns seen are named', () => {
	expect(() => find(['Tel', 'Nom'], { consent: 'Optin' })).toThrow(
		expect.objectContaining({
			code: 'UNKNOWN_COLUMN',
			message: 'There is no column "Optin"',
			hint: 'The columns are: Tel, Nom.',
		}),
	);
});
test('names that every object knows are no columns', () => {
	expect(() => findColumns(['constructor', '__proto__'], [{}])).toThrow('No column holds');
});

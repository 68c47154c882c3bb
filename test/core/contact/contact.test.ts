import fc from 'fast-check';
import { contactReader, toContacts, type ContactOptions, type Row } from '../../../core/contact';
import { mergeConsent } from '../../../core/contact/consent';
import type { SmsConsent, SmsItem } from '../../../core/item';

const TODAY = '2026-11-21';
const MAPPING = {
	phone: 'Tel',
	firstName: 'Prénom',
	birthDate: 'Né le',
	gender: 'Civ',
	postalCode: 'CP',
	points: 'Points',
	purchaseCount: 'Achats',
	purchaseTotal: 'CA',
	lastPurchase: 'Dernier',
	consent: 'Optin',
	consentDate: 'Date',
	optOut: 'Stop',
	storeName: 'Magasin',
};
const read = (rows: Row[], options: Partial<ContactOptions> = {}) =>
	toContacts(rows, MAPPING, { today: TODAY, language: 'en', ...options });
const one = (row: Row, options: Partial<ContactOptions> = {}): SmsItem =>
	read([{ Tel: '0612345678', ...row }], options).contacts[0]!.sms;

test('a full row becomes a contact, ready, with brand and consent evidence', () => {
	const row = {
		Tel: '06 12 34 56 78',
		Prénom: ' Zoé ',
		'Né le': '22/11/1990',
		Civ: 'Mme',
		CP: '1000',
		Points: '1 200',
		Achats: '3',
		CA: '1 234,56 €',
		Dernier: '02/03/2026',
		Optin: 'Oui',
		Date: '05/01/2025 10:30',
		Stop: 'non',
		Magasin: 'Lyon',
	};
	expect(one(row, { brand: 'maison-lumen', source: 'clients.csv' })).toEqual({
		to: '+33612345678',
		brand: 'maison-lumen',
		language: 'en',
		status: 'ready',
		contact: {
			kind: 'client',
			firstName: 'Zoé',
			birthDate: '1990-11-22',
			age: 35,
			gender: 'female',
			postalCode: '01000',
			points: 1200,
			purchases: { count: 3, total: 1234.56, lastAt: '2026-03-02' },
			store: { id: 'Lyon', name: 'Lyon' },
		},
		consent: {
			status: 'granted',
			basis: 'consent',
			at: '2025-01-05T10:30:00',
			source: 'clients.csv',
		},
	});
});

test('the purpose is left to later nodes', () => expect(one({})).not.toHaveProperty('purpose'));

test('every row comes out, in input order, ready or held with a sentence', () => {
	const { contacts, summary } = read([
		{ Tel: '0612345678' },
		{ Tel: '0142685300' },
		{ Tel: 'x' },
		{ Tel: '' },
		{},
		{ Tel: '+33 6 12 34 56 78' },
		{ Tel: '0692123456' },
	]);
	expect(contacts.map(({ row, sms }) => [row, sms.reason ?? sms.status, sms.detail])).toEqual([
		[0, 'ready', undefined],
		[1, 'NOT_MOBILE', 'Not a mobile number, it cannot receive an SMS'],
		[2, 'INVALID_NUMBER', 'The phone number cannot be read: x'],
		[3, 'INVALID_NUMBER', 'The phone number cannot be read: (empty)'],
		[4, 'INVALID_NUMBER', 'The phone number cannot be read: (empty)'],
		[5, 'DUPLICATE', 'The same number is already in this run'],
		[6, 'ready', undefined],
	]);
	expect(summary).toMatchObject({
		rows: 7,
		ready: 2,
		held: { INVALID_NUMBER: 3, NOT_MOBILE: 1, DUPLICATE: 1 },
	});
});

test('sentences are in the language of the brand', () => {
	expect(one({ Tel: 'x' }, { language: 'fr' }).detail).toBe('Numéro de téléphone illisible : x');
	expect(one({ Tel: '' }, { language: 'fr' }).detail).toBe(
		'Numéro de téléphone illisible : (vide)',
	);
});

describe('client or prospect', () => {
	test.each([
		[{ Achats: '1' }, 'client'],
		[{ Achats: '0', CA: '0,00' }, 'prospect'],
		[{ CA: '12,50' }, 'client'],
		[{ Dernier: '01/02/2020' }, 'client'],
		[{ Achats: '', CA: '', Dernier: '' }, 'prospect'],
		[{ Achats: 'beaucoup' }, 'prospect'],
		[{ CA: '-12' }, 'prospect'],
	])('%j is a %s', (row, kind) => expect(one(row, { origin: 'client' }).contact?.kind).toBe(kind));
	test('without any purchase column the file says what its contacts are', () => {
		const rows = [{ Tel: '0612345678' }];
		const kind = (origin?: 'client') =>
			toContacts(rows, { phone: 'Tel' }, { today: TODAY, origin }).contacts[0]!.sms.contact?.kind;
		expect(kind('client')).toBe('client');
		expect(kind()).toBe('prospect');
	});
});

describe('consent', () => {
	test.each([
		[{ Optin: 'Oui' }, { status: 'granted', basis: 'consent' }],
		[
			{ Optin: 'non', Date: '2025-01-02' },
			{ status: 'withdrawn', at: '2025-01-02' },
		],
		[{ Optin: '' }, { status: 'unknown' }],
		[{ Optin: 'peut-être' }, { status: 'unknown' }],
		[{ Optin: 'oui', Stop: 'x', Date: '2025-01-02' }, { status: 'withdrawn' }],
		[
			{ Optin: 'oui', Stop: 'non' },
			{ status: 'granted', basis: 'consent' },
		],
		[
			{ Optin: 'oui', Date: 'hier' },
			{ status: 'granted', basis: 'consent' },
		],
	])('%j is %j', (row, consent) => expect(one(row).consent).toEqual(consent));
	test('a file without such a column says nothing about it', () => {
		const { contacts } = toContacts([{ Tel: '0612345678' }], { phone: 'Tel' }, { today: TODAY });
		expect(contacts[0]!.sms).not.toHaveProperty('consent');
	});
});

describe('duplicates', () => {
	const row = (name: string, more: Row = {}): Row => ({ Tel: '0612345678', Prénom: name, ...more });
	const kept = (rows: Row[], options: Partial<ContactOptions> = {}) =>
		read(rows, options).contacts.filter(({ sms }) => sms.status === 'ready');

	test('the first row is kept, or the last, or the fullest', () => {
		const rows = [row('A'), row('B', { CP: '75011', Points: '1' }), row('C')];
		expect(kept(rows).map((c) => c.row)).toEqual([0]);
		expect(kept(rows, { duplicates: 'last' }).map((c) => c.row)).toEqual([2]);
		expect(kept(rows, { duplicates: 'most_complete' }).map((c) => c.row)).toEqual([1]);
	});
	test('a refusal in any of the rows binds the kept one', () => {
		for (const duplicates of ['first', 'last', 'most_complete'] as const) {
			const [contact] = kept([row('A', { Optin: 'oui' }), row('B', { Optin: 'non' })], {
				duplicates,
			});
			expect(contact!.sms.consent?.status).toBe('withdrawn');
		}
	});
	test('a grant dated after the refusal stands', () => {
		const rows = [
			row('A', { Optin: 'non', Date: '2024-01-01' }),
			row('B', { Optin: 'oui', Date: '2025-01-01' }),
		];
		expect(kept(rows)[0]!.sms.consent).toEqual({
			status: 'granted',
			basis: 'consent',
			at: '2025-01-01',
		});
	});
	test('duplicates are seen across files, with each file as its own evidence', () => {
		const reader = contactReader({ today: TODAY });
		reader.add([row('A', { Optin: '' })], MAPPING, 'clients.csv');
		reader.add(
			[{ Phone: '+33612345678', Opt: 'oui' }],
			{ phone: 'Phone', consent: 'Opt' },
			'prospects.xlsx',
		);
		const { contacts, summary } = reader.finish();
		expect(contacts.map(({ row: r, sms }) => [r, sms.status])).toEqual([
			[0, 'ready'],
			[1, 'held'],
		]);
		expect(contacts[0]!.sms.consent).toEqual({
			status: 'granted',
			basis: 'consent',
			source: 'prospects.xlsx',
		});
		expect(summary.consent).toEqual({ granted: 1, withdrawn: 0, unknown: 0 });
	});
	test('unreadable numbers are not duplicates of one another', () => {
		expect(read([{ Tel: 'x' }, { Tel: 'x' }]).summary.held.DUPLICATE).toBe(0);
	});
});

describe('statements about one number', () => {
	const statement = fc.record({
		status: fc.constantFrom('granted' as const, 'withdrawn' as const, 'unknown' as const),
		at: fc.option(
			fc.constantFrom('2024-01-01', '2025-01-01', '2025-01-01T10:00:00', '2026-01-01'),
			{ nil: undefined },
		),
	});
	const statements = fc.array(statement, { minLength: 1, maxLength: 6 });

	test('are granted only when some grant is dated after every refusal', () => {
		fc.assert(
			fc.property(statements, (all: SmsConsent[]) => {
				const refusals = all.filter(({ status }) => status === 'withdrawn');
				const grants = all.filter(({ status }) => status === 'granted');
				const day = ({ at }: SmsConsent) => at?.slice(0, 10);
				const allowed =
					grants.length > 0 &&
					(refusals.length === 0 ||
						grants.some((grant) =>
							refusals.every((no) => no.at && grant.at && day(grant)! > day(no)!),
						));
				expect(mergeConsent(all)?.status === 'granted').toBe(allowed);
			}),
			{ numRuns: 2000 },
		);
	});
	test('give the same answer in any order', () => {
		fc.assert(
			fc.property(statements, (all: SmsConsent[]) =>
				expect(mergeConsent([...all].reverse())?.status === 'granted').toBe(
					mergeConsent(all)?.status === 'granted',
				),
			),
		);
	});
});

test('cells that cannot be read are counted and leave the field out', () => {
	const { contacts, summary } = read([
		{
			Tel: '0612345678',
			Prénom: { a: 1 },
			'Né le': '32/13/1990',
			Civ: 'Dr',
			Points: 'x',
			Achats: '-1',
			CA: '?',
			Dernier: 'hier',
			Optin: '?',
		},
		{
			Tel: '0612345679',
			'Né le': '01/01/2030',
			Prénom: 'x'.repeat(1_000_000),
			Date: 'hier',
			Optin: 'oui',
		},
	]);
	expect(contacts.map(({ sms }) => sms.contact)).toEqual([
		{ kind: 'prospect' },
		{ kind: 'prospect' },
	]);
	expect(summary.unreadable).toEqual({
		firstName: 2,
		birthDate: 2,
		gender: 1,
		points: 1,
		purchaseCount: 1,
		purchaseTotal: 1,
		lastPurchase: 1,
		consent: 1,
		consentDate: 1,
	});
});

test('an age of the file counts where there is no birth date, and none that cannot be', () => {
	const rows = [
		{ Tel: '0612345671', Né: '', Age: '41 ans' },
		{ Tel: '0612345672', Né: '1990-01-01', Age: 12 },
		{ Tel: '0612345673', Né: '2090-01-01', Age: 30 },
		{ Tel: '0612345674', Né: '', Age: -5 },
		{ Tel: '0612345675', Né: '', Age: '130' },
	];
	const mapping = { phone: 'Tel', birthDate: 'Né', age: 'Age' };
	const { contacts, summary } = toContacts(rows, mapping, { today: TODAY });
	const ages = contacts.map(({ sms }) => sms.contact?.age);
	expect(ages[1]).toBeGreaterThan(30);
	expect(ages.toSpliced(1, 1)).toEqual([41, 30, undefined, undefined]);
	expect(summary.unreadable).toEqual({ birthDate: 1, age: 2 });
});

test('rows are not written to, and an inherited name is no cell', () => {
	const row = Object.freeze({ Tel: '0612345678', Prénom: 'Zoé' });
	expect(
		toContacts([row], { phone: 'Tel', firstName: 'constructor' }, { today: TODAY }).contacts[0]!.sms
			.contact,
	).toEqual({ kind: 'prospect' });
	expect(
		toContacts(
			[JSON.parse('{"__proto__":{"Tel":"0612345678"}}') as Row],
			{ phone: 'Tel' },
			{ today: TODAY },
		).summary.ready,
	).toBe(0);
});

test('no rows give no contacts', () => {
	expect(read([])).toMatchObject({ contacts: [], summary: { rows: 0, ready: 0 } });
});

test('no row is ever lost and every number is ready once', () => {
	const phone = fc.constantFrom('0612345678', '+33612345678', '0612345679', '0142685300', 'x', '');
	fc.assert(
		fc.property(
			fc.array(phone, { maxLength: 30 }),
			fc.constantFrom('first' as const, 'last' as const, 'most_complete' as const),
			(phones, duplicates) => {
				const { contacts, summary } = read(
					phones.map((Tel) => ({ Tel })),
					{ duplicates },
				);
				expect(contacts.map(({ row }) => row)).toEqual(phones.map((_, i) => i));
				const ready = contacts.filter(({ sms }) => sms.status === 'ready').map(({ sms }) => sms.to);
				expect(new Set(ready).size).toBe(ready.length);
				const { INVALID_NUMBER, NOT_MOBILE, DUPLICATE } = summary.held;
				expect(summary.ready + INVALID_NUMBER + NOT_MOBILE + DUPLICATE).toBe(phones.length);
			},
		),
	);
});

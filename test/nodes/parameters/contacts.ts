import type { SmsContact } from '../../../core/item';
import { jsonOf, smsAt, type Row } from './row';

const file = (tel: string) => ({
	data: Buffer.from(`Tel\n${tel}`).toString('base64'),
	mimeType: 'text/csv',
	fileName: 'clients.csv',
});

/** Two rows of one number, told apart by their name. */
const PEOPLE = [
	{ Tel: '0692123456', Alias: '0612345678', Nom: 'A', Autre: 'X' },
	{ Tel: '+262692123456', Alias: '0612345679', Nom: 'B', Autre: '' },
];

/** A column whose header says nothing: its name is what makes it the field. */
const column = (name: string, cell: string, contact: Partial<SmsContact>): Row => ({
	path: `columns.${name}`,
	value: 'Zz',
	items: [{ Tel: '0612345678', Zz: cell }],
	seen: (run) => smsAt(run)[0]?.contact,
	expected: { kind: 'client', ...contact },
});

const consent = (name: string, cell: string, expected: object, columns = {}): Row => ({
	path: `columns.${name}`,
	value: 'Zz',
	set: (value) => ({ columns: { ...columns, [name]: value as string } }),
	items: [{ Tel: '0612345678', Oui: 'Oui', Zz: cell }],
	seen: (run) => smsAt(run)[0]?.consent,
	expected: { source: 'client file', ...expected },
});

const columns: Row[] = [
	column('age', '41 ans', { age: 41 }),
	column('birthDate', '1990-05-01', { birthDate: '1990-05-01', age: 36 }),
	column('city', 'Lyon', { city: 'Lyon' }),
	consent('consent', 'Oui', { status: 'granted', basis: 'consent' }),
	consent(
		'consentDate',
		'2026-01-10',
		{ status: 'granted', basis: 'consent', at: '2026-01-10' },
		{ consent: 'Oui' },
	),
	consent(
		'consentOrigin',
		'Salon',
		{
			status: 'granted',
			basis: 'consent',
			source: 'Salon (client file)',
			origin: 'Salon',
		},
		{ consent: 'Oui' },
	),
	column('firstName', 'Zoé', { firstName: 'Zoé' }),
	column('gender', 'Mme', { gender: 'female' }),
	column('interests', 'Mode, Maison', { interests: ['Mode', 'Maison'] }),
	column('lastName', 'Dufour', { lastName: 'Dufour' }),
	column('lastPurchase', '2026-05-01', { purchases: { lastAt: '2026-05-01' } }),
	column('lat', '48.1', { lat: 48.1 }),
	column('lon', '-1.6', { lon: -1.6 }),
	column('loyaltyTier', 'Or', { loyaltyTier: 'Or' }),
	column('responses', '2', { responses: 2 }),
	column('purchaseCount', '3', { purchases: { count: 3 } }),
	consent('optOut', 'Oui', { status: 'withdrawn' }),
	column('points', '1 200', { points: 1200 }),
	column('postalCode', '35000', { postalCode: '35000' }),
	column('storeName', 'Rennes', { store: { id: 'Rennes', name: 'Rennes' } }),
	column('storeId', 'S1', { store: { id: 'S1', name: 'S1' } }),
	column('purchaseTotal', '12,50', { purchases: { total: 12.5 } }),
];

/** Two prospects, one of them known better than the other. */
const PROSPECTS = [
	{ Tel: '0612345678', Optin: 'Oui', 'Date optin': '2025-05-01', Origine: 'Salon', CP: '35000' },
	{
		Tel: '0612345679',
		Optin: 'Oui',
		Date: '2022-05-01',
		Origine: '',
		CP: '44000',
		Ville: 'Nantes',
	},
];

/** Who is qualified when this rule alone is changed. */
const rule = (name: string, value: Row['value'], ready: string[], others = {}): Row => ({
	path: `qualification.${name}`,
	value,
	set: (given) => ({
		qualification: { ...LENIENT, ...others, [name]: given as string },
	}),
	beside: { qualify: true, fileIs: 'prospect', qualification: { ...LENIENT, ...others } },
	items: PROSPECTS,
	seen: (run) => smsAt(run).map(({ to }) => to?.slice(-1)),
	expected: ready,
});
const LENIENT = { consentMaxAge: 0, originNeeded: false };

const qualification: Row[] = [
	rule('consentMaxAge', 36, ['8']),
	rule('mustBeKnown', 'city', ['9']),
	rule('originNeeded', true, ['8']),
	rule('zone', '44', ['9']),
];

const ROWS: Row[] = [
	{
		path: 'inputFrom',
		value: 'file',
		items: [{ json: { Tel: '0612345679' }, binary: { data: file('0612345678') } } as never],
		seen: (run) => smsAt(run).map(({ to }) => to),
		expected: ['+33612345678'],
	},
	{
		path: 'binaryProperty',
		value: 'list',
		beside: { inputFrom: 'file' },
		items: [0, 1].map((n) => ({
			json: { value: 'list', second: 'other' },
			binary: {
				data: file('0612345670'),
				list: file(`061234567${n + 1}`),
				other: file('0612345679'),
			},
		})) as never,
		seen: (run) => smsAt(run).map(({ to }) => to),
		expected: ['+33612345671', '+33612345672'],
		each: { second: 'other', expected: ['+33612345671', '+33612345679'] },
	},
	{
		path: 'brand',
		value: 'maison-lumen',
		set: (value) => ({ brand: { __rl: true, mode: 'id', value: value as string } }),
		seen: (run) => smsAt(run)[0]?.brand,
		expected: 'maison-lumen',
	},
	{
		path: 'fileIs',
		value: 'prospect',
		seen: (run) => smsAt(run)[0]?.contact?.kind,
		expected: 'prospect',
	},
	{ path: 'duplicates', value: 'last', seen: (run) => jsonOf(run)[0]?.Nom, expected: 'B' },
	{
		path: 'columnMode',
		value: 'named',
		beside: { phoneColumn: 'Tel' },
		seen: (run) => smsAt(run)[0]?.contact,
		expected: { kind: 'client' },
	},
	{
		path: 'phoneColumn',
		value: 'Alias',
		seen: (run) => smsAt(run).map(({ to }) => to),
		expected: ['+33612345678', '+33612345679'],
	},
	...columns,
	{
		path: 'keepColumns',
		value: 'mapped',
		seen: (run) => Object.keys(jsonOf(run)[0] ?? {}),
		expected: ['Nom', 'Tel', 'sms'],
	},
	{
		path: 'keepList',
		value: 'Autre, Nom',
		beside: { keepColumns: 'list' },
		seen: (run) => Object.keys(jsonOf(run)[0] ?? {}),
		expected: ['Autre', 'Nom', 'sms'],
	},
	{
		path: 'options.consentSource',
		value: 'Caisse',
		beside: { columns: { consent: 'Autre' } },
		seen: (run) => smsAt(run)[0]?.consent?.source,
		expected: 'Caisse',
	},
	{
		path: 'options.country',
		value: 'be',
		seen: (run) => smsAt(run).map(({ to }) => to),
		expected: ['+262692123456'],
		items: [{ Tel: '0612345678' }, { Tel: '+262692123456' }],
	},
	...qualification,
];
export const CONTACTS = ROWS.map((row): Row => ({ items: PEOPLE, ...row }));

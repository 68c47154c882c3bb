import fc from 'fast-check';
import {
	explainHistory,
	findPurchaseColumns,
	foldPurchases,
	purchaseFolder,
	type PurchaseRow,
} from '../../../core/segment/purchases';

const columns = {
	key: 'card',
	date: 'date',
	amount: 'amount',
	store: 'store',
	category: 'category',
	promotion: 'promo',
};
const today = '2026-11-02';
const fold = (rows: PurchaseRow[], periods: number[] = []) =>
	foldPurchases(rows, { columns, today, periods });

describe('one contact', () => {
	const rows = [
		{ card: 'A', date: '02/11/2026', amount: '10', store: 'LILLE', category: 'Mode', promo: 'oui' },
		{ card: 'A', date: '2026-10-03', amount: 20.5, store: 'PARIS', category: 'Mode', promo: 'non' },
		{
			card: 'A',
			date: '2026-10-02',
			amount: '1 234,50 €',
			store: 'LILLE',
			category: 'Maison',
			promo: '20 %',
		},
		{
			card: 'A',
			date: '2025-11-02',
			amount: '-30,00',
			store: 'LYON',
			category: 'Jardin',
			promo: 'oui',
		},
		{ card: 'A', date: '2024-01-31', amount: '5', store: 'LYON', category: 'Jardin', promo: '' },
	];
	const history = fold(rows, [0, 30, 365]);
	const contact = history.of('A')!;

	it('is summed up; a return lowers the total and is no purchase', () => {
		expect(contact).toMatchObject({
			count: 4,
			total: 1240,
			averageBasket: 310,
			firstDate: '2024-01-31',
			lastDate: '2026-11-02',
			lastAt: Date.UTC(2026, 10, 2),
			recencyDays: 0,
			ageDays: 1006,
		});
		expect(history.summary).toMatchObject({
			rows: 5,
			used: 5,
			returns: 1,
			from: '2024-01-31',
			to: '2026-11-02',
		});
	});

	it.each([
		[0, 1, 10],
		[30, 2, 30.5],
		[365, 3, 1235],
		[undefined, 4, 1240],
	])('in the last %s days: %i purchases for %d', (lastDays, count, amount) => {
		expect(contact.over(lastDays)).toMatchObject({ count, amount });
	});

	it('knows categories, stores and promotion of a period; what was brought back was not bought', () => {
		expect(contact.over(30)).toMatchObject({
			categories: new Set(['Mode']),
			stores: new Set(['LILLE', 'PARIS']),
			promoted: { count: 1, of: 2 },
		});
		expect(contact.over(365).categories).toEqual(new Set(['Mode', 'Maison']));
		expect(contact.over()).toMatchObject({
			categories: new Set(['Mode', 'Maison', 'Jardin']),
			promoted: { count: 2, of: 3 },
		});
	});

	it('a period nobody announced is an error, not a wrong figure', () => {
		expect(() => contact.over(90)).toThrow('90 days');
	});
});

describe('cells as files have them', () => {
	it.each<[unknown, string]>([
		['31/01/2026', '2026-01-31'],
		['31/01/2026 18:45', '2026-01-31'],
		['31/01/26', '2026-01-31'],
		['2026-01-31', '2026-01-31'],
		['2026-01-31T23:59:59.000Z', '2026-01-31'],
		['2026-01-31 08:05:00+01:00', '2026-01-31'],
		['20260131', '2026-01-31'],
		[46053, '2026-01-31'],
		['46053,75', '2026-01-31'],
		[new Date('2026-01-31T10:00:00Z'), '2026-01-31'],
	])('date %p', (date, lastDate) => {
		expect(fold([{ card: 'A', date, amount: 1 }]).of('A')).toMatchObject({ lastDate });
	});

	it.each<[unknown, number]>([
		['1 234,50 €', 1234.5],
		['1\u202f234,50\u00a0€', 1234.5],
		['1.234,50', 1234.5],
		['1,234.50', 1234.5],
		['12,5', 12.5],
		['EUR 12.50', 12.5],
		[0, 0],
		['(12,50)', -12.5],
	])('amount %p', (amount, total) => {
		expect(fold([{ card: 'A', date: today, amount }]).of('A')?.total).toBe(total);
	});

	it('one card written as number and as text with spaces is one contact', () => {
		const history = fold([
			{ card: 123, date: today, amount: 1 },
			{ card: ' 123 ', date: today, amount: 2 },
		]);
		expect([...history.keys()]).toEqual(['123']);
		expect(history.of('123')?.total).toBe(3);
	});

	it('the caller may say whose purchase it is', () => {
		const keyOf = (cell: unknown): string | undefined =>
			typeof cell === 'string' ? cell.replace(/\D/g, '').slice(-9) : undefined;
		const history = foldPurchases(
			[
				{ card: '06 12 34 56 78', date: today, amount: 1 },
				{ card: '+33612345678', date: today, amount: 2 },
				{ card: 7, date: today, amount: 2 },
			],
			{ columns, today, keyOf },
		);
		expect(history.of('612345678')?.count).toBe(2);
		expect(history.summary.leftOut.no_key.rows).toBe(1);
	});
});

describe('rows that cannot be used', () => {
	const good = { card: 'A', date: '31/10/2026', amount: 1 };

	it('the month comes first where it must, however the file begins', () => {
		const american = ['11/1/2026 8:26', '10/31/2026', '12/31/25 11:59 PM', '2026-11-02'];
		const rows = american.map((date, n) => ({ card: String(n), date, amount: 1 }));
		const history = fold(rows);
		expect([0, 1, 2, 3].map((n) => history.of(String(n))?.lastDate)).toEqual([
			'2026-11-01',
			'2026-10-31',
			'2025-12-31',
			'2026-11-02',
		]);
		const long = Array.from({ length: 12_000 }, () => ({ ...good, date: '1/2/2026' }));
		const late = [...long, ...rows, ...rows, ...rows];
		expect(fold(late).of('A')?.lastDate).toBe('2026-01-02');
	});

	it('the comma groups thousands where another amount of the column says so', () => {
		const rows = ['1,234', '1,234.50'].map((amount, n) => ({ ...good, card: String(n), amount }));
		expect([0, 1].map((n) => fold(rows).of(String(n))?.total)).toEqual([1234, 1234.5]);
		expect(fold(rows.slice(0, 1)).of('0')?.total).toBe(1.234);
	});

	it.each<[string, PurchaseRow, string]>([
		['no customer', { ...good, card: ' ' }, 'no_key'],
		['no customer column', { date: today, amount: 1 }, 'no_key'],
		['no date', { ...good, date: null }, 'no_date'],
		['a date of no calendar', { ...good, date: '31/02/2026' }, 'bad_date'],
		['month first in a file of day first', { ...good, date: '12/31/2025' }, 'bad_date'],
		['a time of no clock', { ...good, date: '2026-01-31 25:00' }, 'bad_date'],
		['text', { ...good, date: 'hier' }, 'bad_date'],
		['tomorrow', { ...good, date: '03/11/2026' }, 'future_date'],
		['no amount', { ...good, amount: '' }, 'no_amount'],
		['an amount in words', { ...good, amount: 'gratuit' }, 'bad_amount'],
		['no number', { ...good, amount: Number.NaN }, 'bad_amount'],
	])('%s is counted with its reason and changes nothing', (_, row, trouble) => {
		const history = fold([row, good]);
		expect(history.summary).toMatchObject({
			rows: 2,
			used: 1,
			leftOut: { [trouble]: { rows: 1 } },
		});
		expect(history.size).toBe(1);
		expect(history.of('A')).toMatchObject({ count: 1, total: 1 });
	});

	it('are told in one line with an example', () => {
		const history = fold([
			...Array.from({ length: 1_200 }, () => ({ ...good, date: 'hier' })),
			{ ...good, amount: '' },
			{ ...good, amount: -5 },
			{ ...good, promo: 'peut-être' },
		]);
		expect(explainHistory(history.summary)).toBe(
			'2 of 1,203 purchase rows used; 1 of them returns; left out: 1,200 with a date that cannot be read (for example "hier"), 1 without an amount; 1 do not tell clearly whether on promotion',
		);
		expect(history.summary.leftOut.bad_date.examples).toHaveLength(3);
	});

	it('every row is used or left out', () => {
		const cell = fc.oneof(
			fc.string(),
			fc.integer(),
			fc.constantFrom('01/02/2026', '3,50', null, undefined, true, [], {}),
		);
		const row = fc.record({
			card: cell,
			date: cell,
			amount: cell,
			store: cell,
			category: cell,
			promo: cell,
		});
		fc.assert(
			fc.property(fc.array(row), (rows) => {
				const { summary } = fold(rows, [10]);
				const left = Object.values(summary.leftOut).reduce((sum, one) => sum + one.rows, 0);
				expect(summary.used + left).toBe(rows.length);
			}),
		);
	});
});

it('who only brought things back has bought nothing', () => {
	const contact = fold([{ card: 'A', date: today, amount: -5, store: 'LILLE' }]).of('A')!;
	expect(contact).toMatchObject({ count: 0, total: -5 });
	expect(contact.recencyDays).toBeUndefined();
	expect(contact.averageBasket).toBeUndefined();
	expect(contact.over().stores.size).toBe(0);
});

it('a key of which the history knows nothing is undefined', () => {
	expect(fold([]).of('constructor')).toBeUndefined();
});

it('the lines of one order are one purchase', () => {
	const rows = [
		{ card: 'A', date: '2026-10-30', amount: 10, ticket: 'T1' },
		{ card: 'A', date: '2026-10-30', amount: 5, ticket: 'T1' },
		{ card: 'A', date: '2026-10-31', amount: 5, ticket: 'T2' },
		{ card: 'A', date: '2026-11-01', amount: 5, ticket: '' },
		{ card: 'B', date: '2026-11-01', amount: 5, ticket: 'T1' },
	];
	const history = foldPurchases(rows, {
		columns: { ...columns, order: 'ticket' },
		today,
		periods: [30],
	});
	expect(history.of('A')).toMatchObject({ count: 3, total: 25 });
	expect(history.of('A')?.over(30).count).toBe(3);
	expect(history.of('B')?.count).toBe(1);
});

describe('any history', () => {
	const row = fc.record({
		card: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
		ago: fc.integer({ min: 0, max: 500 }),
		cents: fc.integer({ min: -2_000, max: 20_000 }),
		store: fc.constantFrom('LILLE', 'PARIS', 'LYON', ''),
		category: fc.integer({ min: 0, max: 3_000 }).map((n) => `C${n}`),
		promo: fc.constantFrom('oui', 'non', ''),
	});
	const written = ({ ago, cents, ...rest }: { ago: number; cents: number }): PurchaseRow => ({
		...rest,
		date: new Date(Date.parse(today) - ago * 86_400_000).toISOString().slice(0, 10),
		amount: (cents / 100).toFixed(2).replace('.', ','),
	});

	it('gives for every period what filtering and adding gives, in batches too', () => {
		fc.assert(
			fc.property(
				fc.array(row, { maxLength: 3_000, size: 'max' }),
				fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 4 }),
				(sales, periods) => {
					const folder = purchaseFolder({ columns, today, periods });
					const half = Math.floor(sales.length / 2);
					folder.add(sales.slice(0, half).map(written));
					folder.add(sales.slice(half).map(written));
					const history = folder.finish();
					for (const card of ['A', 'B', 'C', 'D', 'E']) {
						for (const lastDays of [undefined, ...periods]) {
							const own = sales.filter(
								(one) => one.card === card && one.ago <= (lastDays ?? Infinity),
							);
							const bought = own.filter(({ cents }) => cents >= 0);
							const told = bought.filter(({ promo }) => promo !== '');
							const found = history.of(card)?.over(lastDays);
							expect(found?.count ?? 0).toBe(bought.length);
							expect(found?.amount ?? 0).toBe(own.reduce((sum, { cents }) => sum + cents, 0) / 100);
							expect(found?.promoted?.of ?? 0).toBe(told.length);
							expect(found?.promoted?.count ?? 0).toBe(
								told.filter(({ promo }) => promo === 'oui').length,
							);
							expect(found?.categories ?? new Set()).toEqual(
								new Set(bought.map(({ category }) => category)),
							);
							expect(found?.stores ?? new Set()).toEqual(
								new Set(bought.map(({ store }) => store).filter((store) => store !== '')),
							);
						}
					}
				},
			),
			{ numRuns: 30 },
		);
	});
});

describe('columns', () => {
	it.each([
		[
			['N° carte', 'Date', 'Montant', 'Magasin', 'Catégorie', 'En promotion'],
			{
				key: 'N° carte',
				date: 'Date',
				amount: 'Montant',
				store: 'Magasin',
				category: 'Catégorie',
				promotion: 'En promotion',
			},
		],
		[
			['CustomerID', 'InvoiceDate', 'Amount', 'InvoiceNo'],
			{ key: 'CustomerID', date: 'InvoiceDate', amount: 'Amount', order: 'InvoiceNo' },
		],
		[['card', 'date', 'amount'], { key: 'card', date: 'date', amount: 'amount' }],
		[['customer', 'date', 'amount'], { key: 'customer', date: 'date', amount: 'amount' }],
		[
			['customer_id', 'trans_date', 'tran_amount'],
			{ key: 'customer_id', date: 'trans_date', amount: 'tran_amount' },
		],
		[
			['CUSTOMERID', 'INVOICEDATE', 'TotalAmount', 'UnitPrice'],
			{ key: 'CUSTOMERID', date: 'INVOICEDATE', amount: 'TotalAmount' },
		],
		[['foo', 'bar'], {}],
	])('of %j', (names, found) => {
		expect(findPurchaseColumns(names)).toEqual(found);
	});

	it('a chosen column wins, and is not taken twice', () => {
		expect(
			findPurchaseColumns(['Date', 'Montant', 'Total', 'Client'], {
				amount: 'total',
				key: 'Montant',
			}),
		).toEqual({
			amount: 'Total',
			key: 'Montant',
			date: 'Date',
		});
	});
});

describe('many names and customers', () => {
	it('whoever bought from more categories than most is known by all of them, each with its last day', () => {
		const many = Array.from({ length: 40 }, (_, n) => ({
			card: n % 2 === 0 ? 'A' : 'B',
			date: n < 20 ? '2026-01-05' : '2026-11-01',
			amount: 1,
			category: `C${n % 24}`,
		}));
		const history = fold(many, [30]);
		expect(history.of('A')?.over().categories).toEqual(
			new Set(many.filter(({ card }) => card === 'A').map(({ category }) => category)),
		);
		expect(history.of('A')?.over(30).categories).toEqual(
			new Set(
				many
					.filter(({ card, date }) => card === 'A' && date === '2026-11-01')
					.map(({ category }) => category),
			),
		);
	});

	it('customers beyond the first thousands keep their own figures', () => {
		const rows = Array.from({ length: 10_000 }, (_, n) => ({
			card: `C${n % 9_000}`,
			date: today,
			amount: n,
			category: `of ${n % 9_000}`,
		}));
		const history = fold(rows);
		expect(history.size).toBe(9_000);
		for (const n of [0, 999, 1_000, 4_095, 4_096, 8_999]) {
			const total = n < 1_000 ? n + n + 9_000 : n;
			expect(history.of(`C${n}`)).toMatchObject({ count: n < 1_000 ? 2 : 1, total });
			expect(history.of(`C${n}`)?.over().categories).toEqual(new Set([`of ${n}`]));
		}
		expect([...history.keys()].slice(-2)).toEqual(['C8998', 'C8999']);
	});

	it('the rows of one order count once, also for who has many orders and over several batches', () => {
		const rows = Array.from({ length: 2_400 }, (_, n) => ({
			card: 'A',
			date: today,
			amount: 1,
			order: `T${n % 600}`,
		}));
		const history = foldPurchases(rows, { columns: { ...columns, order: 'order' }, today });
		expect(history.of('A')).toMatchObject({ count: 600, total: 2_400 });
	});
});

import { columnWriting, explainWriting, readNumber, toContacts } from '../../../core/contact';
import { groupsByComma, withoutGroups, writesMonthFirst } from '../../../core/contact/writing';

const column = (cells: readonly unknown[]) => [cells.length, (row: number) => cells[row]] as const;

it.each([
	[['1/2/2026', '12/31/2026'], true],
	[['12-31-25 8:26 AM', '1-2-25'], true],
	[['1/2/2026', '2/1/2026'], false],
	[['12/31/2026', '31/12/2026'], false],
	[['2026-12-31', 46_000, null, 'hier'], false],
])('%j writes the month first: %s', (cells, monthFirst) => {
	expect(writesMonthFirst(...column(cells))).toBe(monthFirst);
});

it.each([
	[['1,234', '1,234.50'], true],
	[['1,234', '1,234,567'], true],
	[['1,234', '99.90'], true],
	[['$1,234', '-12.5'], true],
	[['1,234', '2,500', '87'], false],
	[['1,234', '99,90'], false],
	[['1,234', '99.90', '99,9'], false],
	[['1,234.50', '0,250'], false],
	[['1,234.50', '1.234,50'], false],
	[['1,234.50', '1 234,567'], false],
	[['1,234.50', '12345,678'], false],
	[['1.234', 1234.5, null], false],
])('%j groups thousands by commas: %s', (cells, groups) => {
	expect(groupsByComma(...column(cells))).toBe(groups);
});

it.each([
	['1,234', 1234],
	['1,234.50', 1234.5],
	['-1,234,567', -1_234_567],
	['$12,345', 12_345],
	['999', 999],
	[12.5, 12.5],
])('%j without groups is %s', (cell, figure) => {
	expect(readNumber(withoutGroups(cell))).toBe(figure);
});

const MAPPING = {
	...{ phone: 'Phone', birthDate: 'Born', consent: 'OK', consentDate: 'On' },
	...{ purchaseCount: 'Orders', purchaseTotal: 'Spent', lastPurchase: 'Last', points: 'Points' },
};
const american = {
	...{ Phone: '0612345678', Born: '5/4/1980', OK: 'yes', On: '2/3/2026' },
	...{ Orders: '1,234', Spent: '1,234', Last: '6/7/2026', Points: '1,234' },
};
const telling = {
	...{ Phone: '0612345679', Born: '12/31/1980', OK: 'yes', On: '1/31/2026' },
	...{ Orders: '1,234,567', Spent: '9.90', Last: '10/31/2026', Points: '5' },
};
const read = (...rows: Array<Record<string, unknown>>) =>
	toContacts(rows, MAPPING, { today: '2026-11-02' }).contacts[0]?.sms;

it('a file is read as its columns are written, each by itself', () => {
	expect(read(american, telling)).toMatchObject({
		consent: { at: '2026-02-03' },
		contact: {
			...{ birthDate: '1980-05-04', points: 1.234 },
			purchases: { count: 1234, total: 1234, lastAt: '2026-06-07' },
		},
	});
	const writing = columnWriting([american, telling], MAPPING);
	expect(explainWriting(writing)).toEqual([
		'dates of Born, On, Last are read as month/day/year, as some can only be so',
		'the comma in Orders, Spent is read as grouping thousands',
	]);
});

it('what nothing tells stays French', () => {
	expect(read(american)).toMatchObject({
		consent: { at: '2026-03-02' },
		contact: { birthDate: '1980-04-05', purchases: { total: 1.234, lastAt: '2026-07-06' } },
	});
	expect(explainWriting(columnWriting([american], MAPPING))).toEqual([]);
});

import fc from 'fast-check';
import { foldPurchases } from '../../../core/segment/purchases';
import { scoreRfm, type RfmInput } from '../../../core/segment/rfm';
import { RFM_GROUPS, rfmGroup } from '../../../core/segment/rfm-groups';
import { randomFrom } from './zone-oracle';

/** A year of sales as shops have them: few customers buy much, many bought once; prices repeat; some bring things back. */
function onlineRetail(
	seed: number,
	customers: number,
): Array<{ customer: string; date: string; amount: number }> {
	const random = randomFrom(seed);
	const rows: Array<{ customer: string; date: string; amount: number }> = [];
	for (let c = 0; c < customers; c++) {
		const times = Math.ceil(1 / (0.05 + random() * 0.95) ** 1.5);
		const since = Math.floor(random() * 360);
		for (let i = 0; i < times; i++) {
			const day = new Date(
				Date.UTC(2025, 11, 9) - (since + Math.floor(random() * 360 * (i && 1))) * 86_400_000,
			);
			const price = [0.85, 1.25, 1.65, 2.95, 4.95, 12.75][Math.floor(random() * 6)]!;
			const quantity = Math.ceil(12 * random() ** 3) * (random() < 0.03 ? -1 : 1);
			rows.push({
				customer: String(12_346 + c),
				date: day.toISOString().slice(0, 10),
				amount: Number((price * quantity).toFixed(2)),
			});
		}
	}
	return rows.sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** Score by counting for each client, in cents and milliseconds; the groups as sentences. */
function independently(rows: ReturnType<typeof onlineRetail>, today: string) {
	const customers = [...new Set(rows.map((row) => row.customer))];
	const figures = customers.map((customer) => {
		const own = rows.filter((row) => row.customer === customer);
		const bought = own.filter((row) => row.amount >= 0);
		return {
			customer,
			recency: Math.max(...bought.map((row) => new Date(row.date).getTime())),
			frequency: bought.length,
			cents: own.map((row) => Math.round(row.amount * 100)).reduce((a, b) => a + b, 0),
			days: Math.min(...bought.map((row) => (Date.parse(today) - Date.parse(row.date)) / 864e5)),
		};
	});
	const buyers = figures.filter(({ frequency }) => frequency > 0);
	const score =
		(of: (one: (typeof buyers)[number]) => number) => (client: (typeof buyers)[number]) => {
			const below = buyers.filter((other) => of(other) < of(client)).length;
			const same = buyers.filter((other) => of(other) === of(client)).length;
			const share = (below + same / 2) / buyers.length;
			return [0.2, 0.4, 0.6, 0.8].filter((step) => share > step - 1e-12).length + 1;
		};
	return buyers.map((client) => {
		const r = score(({ recency }) => recency)(client);
		const f = score(({ frequency }) => frequency)(client);
		const m = score(({ cents }) => cents)(client);
		return { ...client, r, f, m, group: sentence(r, (f + m) / 2) };
	});
}

function sentence(r: number, value: number): string {
	if (r === 5 && value >= 4) return 'Champions';
	if (r >= 3 && value >= 4) return 'Loyal';
	if (r >= 4 && value >= 2) return 'Potential loyalists';
	if (r === 5) return 'New';
	if (r === 4) return 'Promising';
	if (r === 3) return value >= 3 ? 'Need attention' : 'About to sleep';
	if (value >= 5 || (r === 1 && value >= 4)) return 'Cannot lose them';
	if (value >= 3) return 'At risk';
	return r === 1 && value < 2 ? 'Lost' : 'Hibernating';
}

describe('on sales of the shape of the public Online Retail set', () => {
	it.each([
		[1, 700],
		[2, 333],
		[3, 48],
		[4, 7],
	])('scores and groups equal an independent computation (seed %i, %i customers)', (seed, size) => {
		const rows = onlineRetail(seed, size);
		const today = '2025-12-10';
		const history = foldPurchases(rows, {
			columns: { key: 'customer', date: 'date', amount: 'amount' },
			today,
		});
		const keys = [...history.keys()];
		const clients = keys.map((key) => history.of(key));
		const scored = scoreRfm(clients);
		const expected = independently(rows, today);
		expect(scored.filter(Boolean)).toHaveLength(expected.length);
		for (const { customer, days, frequency, cents, r, f, m, group } of expected) {
			const at = keys.indexOf(customer);
			expect(clients[at]).toMatchObject({ recencyDays: days, count: frequency });
			expect(clients[at]?.total).toBe(cents / 100);
			expect({ customer, ...scored[at] }).toMatchObject({ customer, r, f, m });
			expect(scored[at] && RFM_GROUPS[scored[at].group]).toBe(group);
		}
		if (size > 300) expect(new Set(expected.map((one) => one.group)).size).toBeGreaterThan(8);
	});
});

describe('scores', () => {
	const client = (recencyDays: number, count: number, total: number): RfmInput => ({
		recencyDays,
		count,
		total,
	});
	const some = fc.array(
		fc.record({
			recencyDays: fc.integer({ min: 0, max: 20 }),
			count: fc.integer({ min: 1, max: 6 }),
			total: fc.integer({ min: -500, max: 5_000 }).map((cents) => cents / 100),
		}),
		{ minLength: 1, maxLength: 60 },
	);

	it('ten different clients fall two by two into the fifths', () => {
		const ten = Array.from({ length: 10 }, (_, i) => client(10 - i, i + 1, (i + 1) * 10));
		const scores = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5];
		expect(scoreRfm(ten)).toMatchObject(scores.map((s) => ({ r: s, f: s, m: s })));
	});

	it('a single client and clients all alike are in the middle', () => {
		expect(scoreRfm([client(3, 1, 10)])).toEqual([{ r: 3, f: 3, m: 3, group: 'need_attention' }]);
		expect(scoreRfm([client(3, 1, 10), client(3, 1, 10)])).toMatchObject([{ r: 3 }, { r: 3 }]);
	});

	it('nobody gives nothing; who never bought has no score and moves nobody', () => {
		expect(scoreRfm([])).toEqual([]);
		const two = [client(9, 1, 5), client(1, 4, 50)];
		const [low, high] = scoreRfm(two);
		expect(scoreRfm([undefined, two[0], { count: 0, total: -3 }, two[1]])).toEqual([
			undefined,
			low,
			undefined,
			high,
		]);
	});

	it('equal values get equal scores, better values never lower ones', () => {
		fc.assert(
			fc.property(some, (clients) => {
				const scored = scoreRfm(clients);
				for (const [i, one] of clients.entries()) {
					for (const [j, other] of clients.entries()) {
						if (one.count >= other.count) expect(scored[i]!.f).toBeGreaterThanOrEqual(scored[j]!.f);
						if (one.total >= other.total) expect(scored[i]!.m).toBeGreaterThanOrEqual(scored[j]!.m);
						if (one.recencyDays <= other.recencyDays)
							expect(scored[i]!.r).toBeGreaterThanOrEqual(scored[j]!.r);
					}
				}
			}),
		);
	});

	it('the order of the clients changes nothing', () => {
		fc.assert(
			fc.property(some, (clients) => {
				expect(scoreRfm([...clients].reverse())).toEqual(scoreRfm(clients).reverse());
			}),
		);
	});

	it('without ties no fifth differs from another by more than one client', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 80 }), (totals) => {
				const scored = scoreRfm(totals.map((total) => client(1, 1, total)));
				const sizes = [1, 2, 3, 4, 5].map((s) => scored.filter((one) => one?.m === s).length);
				expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
			}),
		);
	});
});

it('every triple of scores has a group, every group a triple', () => {
	const scores = [1, 2, 3, 4, 5];
	const groups = scores.flatMap((r) =>
		scores.flatMap((f) => scores.map((m) => rfmGroup({ r, f, m }))),
	);
	expect(new Set(groups)).toEqual(new Set(Object.keys(RFM_GROUPS)));
	expect(() => rfmGroup({ r: 6, f: 1, m: 1 })).toThrow(RangeError);
});

import fc from 'fast-check';
import { REASONS, type Reason } from '../../../../core/reasons';
import { averageBasket } from '../../../../core/segment/estimate/basket';
import { spend, type Candidate } from '../../../../core/segment/estimate/budget';
import { priorOf, responseRate } from '../../../../core/segment/estimate/response';
import { segmentValue } from '../../../../core/segment/estimate/value';
import { STEPS, waterfall } from '../../../../core/segment/estimate/waterfall';

describe('the expected response', () => {
	// Quantiles of Beta(1, b) are 1 - (1 - p)^(1/b), those of Beta(a, 1) are p^(1/a).
	it.each([
		['Beta(1, 1): nothing known', { rate: 0.5, of: 2 }, [], 0.05, 0.5, 0.95],
		['Beta(1, 99)', { rate: 0.01, of: 100 }, [], 1 - 0.95 ** (1 / 99), 0.01, 1 - 0.05 ** (1 / 99)],
		[
			'Beta(2, 1): one answer of one',
			{ rate: 0.5, of: 2 },
			[{ sent: 1, responses: 1 }],
			Math.sqrt(0.05),
			2 / 3,
			Math.sqrt(0.95),
		],
		[
			'Beta(1, 4): none of three, in two campaigns',
			{ rate: 0.5, of: 2 },
			[
				{ sent: 1, responses: 0 },
				{ sent: 2, responses: 0 },
			],
			1 - 0.95 ** (1 / 4),
			1 / 5,
			1 - 0.05 ** (1 / 4),
		],
	])('%s', (_, prior, past, low, mid, high) => {
		const found = responseRate(prior, past);
		expect(found.low).toBeCloseTo(low, 8);
		expect(found.mid).toBeCloseTo(mid, 12);
		expect(found.high).toBeCloseTo(high, 8);
	});

	it('says what it rests on, and takes no more answers than SMS', () => {
		const past = [
			{ sent: 0, responses: 0 },
			{ sent: 10, responses: 12 },
		];
		expect(responseRate(priorOf('drive_to_store', false), past)).toMatchObject({
			campaigns: 1,
			sent: 10,
			responses: 10,
			prior: { rate: 0.02, of: 200 },
		});
	});

	it('is lower for people who never bought', () => {
		expect(priorOf('drive_to_web', true)).toEqual({ rate: 0.01, of: 200 });
	});

	it('lies between its ends, which draw together as campaigns come in', () => {
		const past = fc.record({
			sent: fc.integer({ min: 2_000, max: 50_000 }),
			share: fc.double({ min: 0, max: 1, noNaN: true }),
		});
		fc.assert(
			fc.property(past, ({ sent, share }) => {
				const one = { sent, responses: Math.round(share * sent) };
				const before = responseRate({ rate: 0.02, of: 200 }, [one]);
				const after = responseRate(
					{ rate: 0.02, of: 200 },
					Array.from({ length: 50 }, () => one),
				);
				expect(before.low).toBeLessThanOrEqual(before.mid);
				expect(before.mid).toBeLessThanOrEqual(before.high);
				expect(after.high - after.low).toBeLessThanOrEqual(before.high - before.low + 1e-6);
			}),
		);
	});
});

describe('the average basket', () => {
	const clients = [
		{ count: 1, amount: 10 },
		{ count: 3, amount: 90 },
		{ count: 1, amount: 1_000 },
	];

	it('is all amounts by all purchases, or that of the client in the middle', () => {
		expect(averageBasket(clients, 'mean')).toEqual({ value: 220, clients: 3, method: 'mean' });
		expect(averageBasket(clients, 'median')).toEqual({ value: 30, clients: 3, method: 'median' });
		expect(averageBasket([...clients, { count: 2, amount: 40 }], 'median')?.value).toBe(25);
	});

	it('leaves out who bought nothing or gave everything back', () => {
		const others = [undefined, { count: 0, amount: 0 }, { count: 2, amount: -5 }];
		expect(averageBasket([...clients, ...others], 'mean')?.clients).toBe(3);
		expect(averageBasket(others, 'mean')).toBeUndefined();
	});
});

describe('the worked example of the guide', () => {
	// docs/guides/estimate.md: 4,000 clients, 2 % come, basket 45 €, margin 40 %, 0.049 € an SMS, 60 € of the file.
	const value = segmentValue({
		reach: 4_000,
		response: { low: 0.01, mid: 0.02, high: 0.03 },
		basket: 45,
		marginRate: 0.4,
		smsCost: 196,
		fileCost: 60,
	});

	it('has these figures', () => {
		expect(value.answers).toEqual({ low: 40, mid: 80, high: 120 });
		expect(value.revenue.mid).toBeCloseTo(3_600, 9);
		expect(value.margin.mid).toBeCloseTo(1_440, 9);
		expect(value.cost).toBe(256);
		expect(value.profit.mid).toBeCloseTo(1_184, 9);
		expect(value.profit.low).toBeCloseTo(464, 9);
		expect(value.returnOnCost?.mid).toBeCloseTo(4.625, 9);
		expect(value.breakEven).toBeCloseTo(256 / 72_000, 12);
	});

	it('breaks even at the break-even response', () => {
		const rate = value.breakEven ?? 0;
		const even = segmentValue({
			reach: 4_000,
			response: { low: rate, mid: rate, high: rate },
			basket: 45,
			marginRate: 0.4,
			smsCost: 196,
			fileCost: 60,
		});
		expect(even.profit.mid).toBeCloseTo(0, 9);
	});

	it('has no return without cost and no break-even without margin', () => {
		const free = segmentValue({
			reach: 0,
			response: { low: 0, mid: 0, high: 0 },
			basket: 0,
			marginRate: 0,
			smsCost: 0,
			fileCost: 0,
		});
		expect(free.returnOnCost).toBeUndefined();
		expect(free.breakEven).toBeUndefined();
	});
});

describe('a budget', () => {
	const gold: Candidate = { name: 'Gold', kind: 'client', reach: 100, smsCost: 5, margin: 50 };
	const cold: Candidate = { name: 'Cold', kind: 'prospect', reach: 100, smsCost: 5, margin: 100 };
	const poor: Candidate = { name: 'Poor', kind: 'client', reach: 100, smsCost: 5, margin: 4 };

	it('goes where it brings most, in part where it ends, never where it loses', () => {
		expect(spend([poor, gold, cold], { budget: 7.5, clientsFirst: false })).toEqual([
			{ name: 'Cold', kind: 'prospect', contacts: 100, cost: 5, margin: 100 },
			{ name: 'Gold', kind: 'client', contacts: 50, cost: 2.5, margin: 25, because: 'budget' },
			{ name: 'Poor', kind: 'client', contacts: 0, cost: 0, margin: 0, because: 'no_profit' },
		]);
	});

	it('goes to clients first where that is wanted', () => {
		const [first, , last] = spend([poor, cold, gold], { budget: 7.5, clientsFirst: true });
		expect([first?.name, last?.name, last?.contacts]).toEqual(['Gold', 'Cold', 50]);
	});

	it('is never overspent and brings no less than any other order', () => {
		const candidate = fc.record({
			reach: fc.integer({ min: 1, max: 40 }),
			each: fc.integer({ min: 1, max: 9 }),
			brings: fc.integer({ min: 0, max: 40 }),
		});
		fc.assert(
			fc.property(fc.array(candidate, { maxLength: 5 }), fc.nat(400), (drawn, budget) => {
				const candidates = drawn.map(
					({ reach, each, brings }, n): Candidate & { margin: number } => {
						return {
							name: `S${n}`,
							kind: 'client',
							reach,
							smsCost: reach * each,
							margin: reach * brings,
						};
					},
				);
				const shares = spend(candidates, { budget, clientsFirst: false });
				const gained = (list: typeof shares) =>
					list.reduce((sum, one) => sum + one.margin - one.cost, 0);
				expect(shares.reduce((sum, one) => sum + one.cost, 0)).toBeLessThanOrEqual(budget + 1e-6);
				// Taking them one by one in the order of the list instead, as many as can be paid.
				let left = budget;
				const other = candidates
					.filter((one) => one.margin > one.smsCost)
					.map((one) => {
						const contacts = Math.min(one.reach, Math.floor(left / (one.smsCost / one.reach)));
						left -= (contacts * one.smsCost) / one.reach;
						return {
							name: one.name,
							kind: one.kind,
							contacts,
							cost: (contacts * one.smsCost) / one.reach,
							margin: (contacts * one.margin) / one.reach,
						};
					});
				// The last contact may not fit: less than one contact's margin is lost to it.
				expect(gained(shares)).toBeGreaterThanOrEqual(gained(other) - 40);
			}),
		);
	});
});

describe('the waterfall', () => {
	it('tells at each step who is lost and who is left', () => {
		const reasons: Array<Reason | undefined> = [
			undefined,
			'CAPPED',
			'NO_CONSENT',
			'SUPPRESSED',
			'DUPLICATE',
			undefined,
			'TOO_LONG',
		];
		const { size, rows, reach } = waterfall(reasons);
		expect([size, reach]).toEqual([7, 2]);
		expect(rows.map(({ step, lost, left }) => [step, lost, left])).toEqual([
			['number', 0, 7],
			['duplicate', 1, 6],
			['zone', 0, 6],
			['consent', 2, 4],
			['cap', 1, 3],
			['message', 1, 2],
			['campaign', 0, 2],
		]);
		expect(rows[3]?.reasons).toEqual({ NO_CONSENT: 1, SUPPRESSED: 1 });
	});

	it('loses nobody: size is what is lost and what is left, whatever the reasons', () => {
		fc.assert(
			fc.property(
				fc.array(fc.option(fc.constantFrom(...REASONS), { nil: undefined })),
				(reasons) => {
					const { size, rows, reach } = waterfall(reasons);
					expect(rows.reduce((sum, { lost }) => sum + lost, reach)).toBe(size);
					expect(reach).toBe(reasons.filter((one) => one === undefined).length);
					expect(rows.map(({ step }) => step)).toEqual([...STEPS]);
				},
			),
		);
	});
});

import fc from 'fast-check';
import type { E164 } from '../../../core/item';
import type { Ledger, PersonRecord } from '../../../core/ledger';
import { ENGINES } from './engines';
import { DAY, DURAND, HOUR, MARTIN, NOON, phone, Scene, word, type Engine } from './scene';

const brand = 'default';
/** More than are written at once. */
const MANY = 2_300;

/** What may have happened to a person before the list comes. */
const event = fc.record({
	kind: fc.constantFrom(
		...(['optIn', 'ask', 'fileGrant', 'reserve', 'service', 'send', 'stop', 'list'] as const),
	),
	/** days before the list */
	day: fc.nat(3),
	who: fc.nat(3),
});
const entry = fc.record({ who: fc.nat(3), day: fc.option(fc.nat(3)) });

describe.each(ENGINES)('a list of STOPs in the $name ledger', ({ makeEngine, share }) => {
	let engine: Engine;
	let ledger: Ledger;
	let scene: Scene;

	const setUp = async () => {
		engine = await makeEngine();
		ledger = await engine.open();
		scene = new Scene(ledger);
	};
	const tearDown = async () => {
		await ledger.close();
		await engine.discard();
	};
	beforeEach(setUp);
	afterEach(tearDown);

	const take = async (entries: Array<{ to: E164; at?: number }>, more: object = {}) =>
		await ledger.importOptOuts({ brand, entries, source: 'former gateway', now: NOON, ...more });
	const optIn = async (to: E164, at: number, status: 'granted' | 'pending' = 'granted') =>
		await ledger.recordConsent({
			...{ brand, now: at },
			statements: [{ to, status, at, basis: 'consent', source: 'till', proof: {} }],
		});

	it('cancels what is reserved for its people, in every campaign, and nothing else', async () => {
		await ledger.saveBrand({ slug: brand, cap: {} }, NOON);
		await scene.reserve([{ to: MARTIN }, { to: DURAND }], { campaign: 'a' });
		await scene.reserve([{ to: MARTIN }], { campaign: 'b' });
		await scene.reserve([{ to: MARTIN }], { campaign: 'a', live: false });
		await scene.reserve([{ to: MARTIN }], { campaign: 'orders', purpose: 'transactional' });
		await scene.claim([{ to: MARTIN }], { campaign: 'under way' });
		expect(await take([{ to: MARTIN }])).toEqual(['added']);
		expect(await scene.states('a')).toEqual({ cancelled: 1, reserved: 1 });
		expect(await scene.states('b')).toEqual({ cancelled: 1 });
		expect(await scene.states('a', false)).toEqual({ cancelled: 1 });
		expect(await scene.states('orders')).toEqual({ reserved: 1 });
		expect(await scene.states('under way')).toEqual({ sending: 1 });
		const held = await scene.claim([{ to: MARTIN }, { to: DURAND }], { campaign: 'a' });
		expect(held.map(word)).toEqual(['SUPPRESSED', 'claimed']);
	});

	it('gives an entry that it repeats as known, next to the first or far from it', async () => {
		const entries = Array.from({ length: MANY }, (_, n) => ({ to: phone(n) }));
		const list = [...entries, { to: phone(MANY - 1) }, { to: phone(0) }];
		const verdicts = await take(list);
		expect(verdicts).toEqual([...entries.map(() => 'added'), 'known', 'known']);
		expect(await take(list, { dryRun: true })).toEqual(list.map(() => 'known'));
		expect((await ledger.exportPerson(brand, phone(0))).optOuts).toHaveLength(1);
	});

	it('keeps the first date of an entry that comes again; dated anew it is another STOP', async () => {
		await take([{ to: MARTIN }, { to: DURAND, at: NOON - DAY }]);
		const again = { now: NOON + HOUR };
		expect(await take([{ to: MARTIN }, { to: DURAND, at: NOON - DAY }], again)).toEqual([
			...['known', 'known'],
		]);
		expect(await take([{ to: DURAND, at: NOON }], again)).toEqual(['added']);
		const [martin, durand] = [
			await ledger.exportPerson(brand, MARTIN),
			await ledger.exportPerson(brand, DURAND),
		];
		expect(martin.optOuts).toEqual([{ source: 'former gateway', at: NOON, recordedAt: NOON }]);
		expect(durand.optOuts.map(({ at }) => at)).toEqual([NOON - DAY, NOON]);
		expect(durand.suppressedAt).toBe(NOON);
	});

	it('that comes again does not undo the opt-in that came after it', async () => {
		await take([{ to: MARTIN }]);
		await optIn(MARTIN, NOON + HOUR);
		expect(await take([{ to: MARTIN }], { now: NOON + DAY })).toEqual(['known']);
		expect(await ledger.suppressed(brand, [MARTIN])).toEqual([false]);
	});

	it('dates no STOP in the future', async () => {
		await take([{ to: MARTIN, at: NOON + DAY }]);
		expect((await ledger.exportPerson(brand, MARTIN)).suppressedAt).toBe(NOON);
	});

	it('says what it would add, and adds nothing, in a test', async () => {
		await take([{ to: DURAND }]);
		const before = await engine.dump();
		const list = [{ to: MARTIN }, { to: DURAND }, { to: phone(9) }];
		expect(await take(list, { dryRun: true })).toEqual(['added', 'known', 'added']);
		expect(await engine.dump()).toBe(before);
	});

	it('is stopped between two parts of it: what was taken in is told', async () => {
		const entries = Array.from({ length: MANY }, (_, n) => ({ to: phone(n) }));
		let asked = 0;
		const verdicts = await take(entries, { cancelled: () => asked++ > 0 });
		expect(verdicts.length).toBeGreaterThan(0);
		expect(verdicts.length).toBeLessThan(MANY);
		expect(await ledger.exportSuppression(brand)).toHaveLength(verdicts.length);
	});

	it('is refused for a brand that nobody knows', async () => {
		const wrong = take([{ to: MARTIN }], { brand: 'nobody' });
		await expect(wrong).rejects.toMatchObject({ code: 'UNKNOWN_BRAND' });
	});

	it('that crosses other lists and reservations leaves nobody reserved', async () => {
		const people = Array.from({ length: 400 }, (_, n) => ({ to: phone(n) }));
		const other = await engine.open();
		const third = new Scene(await engine.open());
		await Promise.all([
			take(people, { source: 'one' }),
			other.importOptOuts({ brand, entries: people.toReversed(), source: 'two', now: NOON }),
			third.reserve(people.toReversed(), { campaign: 'a' }),
			scene.reserve(people, { campaign: 'b' }),
		]);
		for (const campaign of ['a', 'b']) expect((await scene.states(campaign)).reserved ?? 0).toBe(0);
		expect(
			new Set(
				await ledger.suppressed(
					brand,
					people.map(({ to }) => to),
				),
			),
		).toEqual(new Set([true]));
		await other.close();
		await third.ledger.close();
	});

	/** A history, for a person of the list and a twin: a number whose STOPs come one by one. */
	async function happen(
		{ kind, day }: { kind: string; day: number },
		n: number,
		to: E164,
	): Promise<void> {
		const now = NOON - day * DAY + n;
		const campaign = `campaign ${n}`;
		if (kind === 'optIn') await optIn(to, now);
		if (kind === 'ask') await optIn(to, now, 'pending');
		if (kind === 'reserve') await scene.reserve([{ to }], { campaign, now });
		if (kind === 'fileGrant')
			await scene.reserve([{ to, consent: { at: now, source: 'file.csv' } }], { campaign, now });
		if (kind === 'service')
			await scene.reserve([{ to }], { campaign, now, purpose: 'transactional' });
		if (kind === 'send') await scene.claim([{ to }], { campaign, now });
		if (kind === 'list') await stop(to, 'list', now);
		if (kind === 'stop')
			await ledger.optOut({ ...told(to, now), source: 'sms', sourceRef: `${n}` });
	}
	const told = (to: E164, at: number) => ({ brand, to, at, now: at });
	const stop = async (to: E164, sourceRef: string, at: number, now = at) =>
		await ledger.optOut({ ...told(to, at), source: 'former gateway', sourceRef, now });

	const withoutRefs = ({ statements, ...person }: PersonRecord) => ({
		...person,
		statements: statements.map((statement) => ({ ...statement, ref: '' })),
	});

	it('leaves the ledger as the same STOPs do, told one by one', async () => {
		const people = [0, 1, 2, 3].map(phone);
		const twins = [500, 501, 502, 503].map(phone);
		const histories = fc.array(event, { maxLength: 12 });
		const lists = fc.array(entry, { minLength: 1, maxLength: 12 });
		await fc.assert(
			fc.asyncProperty(histories, lists, async (past, list) => {
				await tearDown();
				await setUp();
				await ledger.saveBrand({ slug: brand, cap: {} }, NOON - 9 * DAY);
				const inOrder = past.toSorted((a, b) => b.day - a.day);
				for (const [n, one] of inOrder.entries()) {
					await happen(one, n, people[one.who]!);
					await happen(one, n, twins[one.who]!);
				}
				const dated = list.map(({ who, day }) => ({
					who,
					at: day === null ? undefined : NOON - day * DAY,
				}));
				const now = NOON + HOUR;
				await take(
					dated.map(({ who, at }) => ({ to: people[who]!, at })),
					{ now },
				);
				for (const { who, at } of dated)
					await stop(twins[who]!, at === undefined ? 'list' : `list:${at}`, at ?? now, now);
				for (const [who, to] of people.entries()) {
					const [listed, alone] = [
						await ledger.exportPerson(brand, to),
						await ledger.exportPerson(brand, twins[who]!),
					];
					expect(withoutRefs(listed)).toEqual(withoutRefs(alone));
				}
				// What the row of a person says and nothing reads at the moment, too.
				const rows = (await engine.query('SELECT * FROM recipient')).map(
					({ id: _, hmac: __, ...row }) => JSON.stringify(row),
				);
				const alike = Map.groupBy(rows, (row) => row);
				expect([...alike].filter(([, { length }]) => length % 2 === 1)).toEqual([]);
			}),
			{ numRuns: Math.ceil(150 * share) },
		);
	}, 120_000);
});

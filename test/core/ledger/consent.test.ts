import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { claimContacts, reserveContacts, type Reservation } from '../../../core/eligibility';
import type { E164, SmsItem } from '../../../core/item';
import type { ConsentStatement, Ledger } from '../../../core/ledger';
import { ENGINES } from './engines';
import { leaksIn } from './leak';
import { bundleLedger, start } from './process';
import {
	DAY,
	DURAND,
	HOUR,
	MARTIN,
	MINUTE,
	NOON,
	phone,
	Scene,
	scratchFolder,
	type Engine,
	word,
} from './scene';

describe.each(ENGINES)('in the $name ledger', ({ makeEngine, share }) => {
	let engine: Engine;
	let ledger: Ledger;
	let scene: Scene;

	beforeEach(async () => {
		engine = await makeEngine();
		ledger = await engine.open();
		scene = new Scene(ledger);
	});
	afterEach(async () => {
		await ledger.close();
		await engine.discard();
	});

	const brand = 'default';
	const said = (more: Partial<ConsentStatement> = {}): ConsentStatement => ({
		...{ to: MARTIN, status: 'granted', basis: 'consent', source: 'till', at: NOON, proof: {} },
		...more,
	});
	const record = async (more: Partial<ConsentStatement> = {}, now = NOON) =>
		await ledger.recordConsent({ brand, statements: [said(more)], now });
	const stop = async (to = MARTIN, at = NOON, now = at) =>
		await ledger.optOut({ brand, to, source: 'sms', sourceRef: `${to} ${at}`, at, now });
	const consent = async (to = MARTIN) => (await ledger.consentOf(brand, [to]))[0];

	const RULES = {
		...{ language: 'en' as const, sender: 'LUMEN', hours: 'ignore' as const },
		stopFooter: 'us' as const,
	};
	const asking = (more: object = {}) => ({
		...{ ledger, rules: RULES, brand, campaign: 'sale', live: true, now: NOON },
		...{ occasion: () => 'once', ...more },
	});
	const claiming = (more: object = {}) => ({
		...{ ...asking(more), gateway: 'sandbox', run: 'run-1', leaseMs: MINUTE },
	});
	const item = (more: Partial<SmsItem> = {}): SmsItem => ({
		...{ to: MARTIN, purpose: 'marketing', contact: { kind: 'client' } },
		consent: { status: 'granted', basis: 'consent', at: '2026-01-15', source: 'clients.csv' },
		message: { text: 'Soldes STOP au 36180', encoding: 'GSM-7', units: 20, parts: 1 },
		...more,
	});
	const reason = (outcome: { outcome: string; reason?: string } | undefined) =>
		outcome?.outcome === 'held' ? outcome.reason : outcome?.outcome;
	const refOf = (outcome: Reservation | undefined) =>
		outcome?.outcome === 'allowed' ? outcome.ref : undefined;

	describe('the latest statement among ledger and item', () => {
		it('is the ledger’s for an item that shows no consent', async () => {
			const bare = item({ consent: undefined });
			expect((await reserveContacts([bare], asking())).map(reason)).toEqual(['NO_CONSENT']);
			await record();
			expect((await reserveContacts([bare], asking())).map(reason)).toEqual(['allowed']);
			expect((await claimContacts([bare], claiming())).map(reason)).toEqual(['allowed']);
		});

		it.each([
			['a refusal before it', '2026-10-01', 'allowed'],
			['a refusal of the same day', '2026-10-06', 'NO_CONSENT'],
			['a refusal after it', '2026-10-07', 'NO_CONSENT'],
			['a refusal without date', undefined, 'NO_CONSENT'],
		])('with %s in the item', async (_, at, expected) => {
			await record();
			const refusal = item({ consent: { status: 'withdrawn', ...(at && { at }) } });
			const outcomes = await reserveContacts([refusal], asking({ now: NOON + 3 * DAY }));
			expect(outcomes.map(reason)).toEqual([expected]);
		});

		it('is an open question that a file granted before, dated or not, does not answer', async () => {
			await record({ status: 'pending' });
			for (const at of ['2026-01-15', undefined]) {
				const granted = item({ consent: { status: 'granted', ...(at && { at }) } });
				expect((await reserveContacts([granted], asking())).map(reason)).toEqual([
					'CONSENT_PENDING',
				]);
			}
			await ledger.confirmConsent({ brand, to: MARTIN, at: NOON + HOUR, now: NOON + HOUR });
			const outcomes = await reserveContacts([item()], asking({ now: NOON + HOUR }));
			expect(outcomes.map(reason)).toEqual(['allowed']);
		});

		it('is asked again at the claim: what came in between holds', async () => {
			const places = await reserveContacts([item(), item({ to: DURAND })], asking());
			await record({ status: 'pending', at: NOON + MINUTE }, NOON + MINUTE);
			await stop(DURAND, NOON + MINUTE);
			const items = [item({ ref: refOf(places[0]) }), item({ to: DURAND, ref: refOf(places[1]) })];
			const outcomes = await claimContacts(items, claiming({ now: NOON + 2 * MINUTE }));
			expect(outcomes.map(reason)).toEqual(['CONSENT_PENDING', 'SUPPRESSED']);
			expect(await scene.states('sale')).toEqual({ cancelled: 2 });
		});

		it('is too old when the brand says so, for ledger and file alike', async () => {
			await record({ to: DURAND });
			const now = NOON + 400 * DAY;
			const rules = { ...RULES, consentMaxAgeMonths: 12 };
			const items = [item(), item({ to: DURAND, consent: undefined })];
			const outcomes = await reserveContacts(items, asking({ now, rules }));
			expect(outcomes.map(reason)).toEqual(['CONSENT_EXPIRED', 'CONSENT_EXPIRED']);
		});
	});

	describe('what a file grants', () => {
		it('is written down on first use, with where it came from, and serves later', async () => {
			await reserveContacts([item()], asking({ dryRun: true }));
			await reserveContacts([item()], asking({ live: false }));
			expect(await consent()).toBeUndefined();
			await reserveContacts([item()], asking());
			const at = Date.UTC(2026, 0, 15);
			expect(await consent()).toMatchObject({ origin: 'file', at, source: 'clients.csv' });
			const { statements } = await ledger.exportPerson(brand, MARTIN);
			expect(statements).toMatchObject([{ origin: 'file', at, recordedAt: NOON }]);
		});

		it('stays in the history when the person says something newer', async () => {
			await reserveContacts([item()], asking());
			await record({ at: NOON });
			await stop(MARTIN, NOON + HOUR);
			const { statements } = await ledger.exportPerson(brand, MARTIN);
			expect(statements.map(({ origin, source }) => [origin, source])).toEqual([
				['statement', 'till'],
				['file', 'clients.csv'],
			]);
		});

		it('never lifts a STOP, however it is dated', async () => {
			await stop();
			const fresh = item({ consent: { status: 'granted', at: '2026-10-07' } });
			const outcomes = await claimContacts([fresh], claiming({ now: NOON + 3 * DAY }));
			expect(outcomes.map(reason)).toEqual(['SUPPRESSED']);
		});
	});

	describe('service messages', () => {
		it('are five a day to one person, across campaigns and runs', async () => {
			const send = async (n: number, now = NOON, cap = {}) =>
				word(
					(
						await scene.claim([{ to: MARTIN, occasion: `order ${n}` }], {
							...{
								purpose: 'transactional',
								campaign: `orders ${n % 3}`,
								run: `run ${n}`,
								now,
								cap,
							},
						})
					)[0],
				);
			for (const n of [1, 2, 3, 4, 5]) expect(await send(n, NOON + n * HOUR)).toBe('claimed');
			expect(await send(6, NOON + 6 * HOUR)).toBe('CAPPED');
			expect(await send(6, NOON + 25 * HOUR)).toBe('claimed');
			expect(await send(7, NOON + 48 * HOUR, { servicePerDay: 1 })).toBe('CAPPED');
		});

		it('do not go to many people with one text', async () => {
			const people = (count: number) =>
				Array.from({ length: count }, (_, n) =>
					item({ to: phone(n), purpose: 'transactional', message: text(`Commande prête`) }),
				);
			const order = { occasion: (_: SmsItem, n: number) => `order ${n}`, dryRun: true };
			const few = await claimContacts(people(50), claiming(order));
			expect(new Set(few.map(reason))).toEqual(new Set(['allowed']));
			const many = await claimContacts(people(51), claiming(order));
			expect(new Set(many.map(reason))).toEqual(new Set(['FORBIDDEN_TOPIC']));
			const numbered = people(51).map((one, n) => ({
				...one,
				message: text(`Commande ${n} prête`),
			}));
			const apart = await claimContacts(numbered, claiming(order));
			expect(new Set(apart.map(reason))).toEqual(new Set(['allowed']));
		});
		const text = (words: string) => ({
			...{ text: words, encoding: 'GSM-7' as const, units: words.length, parts: 1 },
		});
	});

	it('takes a long list and knows it again', async () => {
		const length = 100_000 * share;
		const entries = Array.from({ length }, (_, n) => ({
			to: `+336${String(10_000_000 + n)}` as E164,
		}));
		const list = { brand, entries, source: 'former gateway', now: NOON };
		expect(new Set(await ledger.importOptOuts({ ...list, dryRun: true }))).toEqual(
			new Set(['added']),
		);
		expect(new Set(await ledger.importOptOuts(list))).toEqual(new Set(['added']));
		expect(new Set(await ledger.importOptOuts(list))).toEqual(new Set(['known']));
		expect(await ledger.exportSuppression(brand)).toHaveLength(length);
	});

	it('holds no number, whatever text it was put into', async () => {
		const numbers = Array.from({ length: 60 }, (_, n) => phone(n));
		const statements = numbers.map((to, n) => {
			const national = `0${to.slice(3)}`;
			const written = [
				to,
				national,
				national.replace(/(\d\d)(?=\d)/g, '$1 '),
				`0033${to.slice(3)}`,
			];
			const text = `pour le ${written[n % 4]} caisse 2`;
			const proof = {
				wording: text,
				collectedBy: text,
				evidence: { ip: '192.168.100.200', id: text },
			};
			return said({ to, source: text, proof, status: n % 2 ? 'pending' : 'granted' });
		});
		await ledger.recordConsent({ brand, statements, now: NOON });
		const files = numbers.map((to) =>
			item({ to, consent: { status: 'granted', source: `file ${to}.csv`, at: '2026-10-07' } }),
		);
		await reserveContacts(files, asking({ now: NOON + 2 * DAY }));
		const entries = numbers.map((to) => ({ to }));
		await ledger.importOptOuts({ brand, entries, source: `liste ${MARTIN}`, now: NOON });
		const bytes = await engine.bytes();
		expect(leaksIn(bytes, { numbers, texts: [] })).toEqual([]);
		// What is meant to be there is found, so the search does search.
		expect(leaksIn(bytes, { numbers: [], texts: ['192.168.100.200'] })).not.toEqual([]);
		const { statements: kept } = await ledger.exportPerson(brand, MARTIN);
		expect(JSON.stringify(kept)).toContain('caisse 2');
		expect(JSON.stringify(kept)).toContain('192.168.100.200');
	});

	it('a STOP committed by another process wins over reservations and claims of this one', async () => {
		const folder = await scratchFolder();
		bundleLedger(folder.path);
		const people = Array.from({ length: 200 }, (_, n) => phone(n));
		const places = await reserveContacts(
			people.map((to) => item({ to })),
			asking(),
		);
		const child = await start(
			folder.path,
			`const opened = await ${engine.opening};
		for (const to of ${JSON.stringify(people)}) {
			await opened.optOut({ brand: 'default', to, source: 'sms', sourceRef: to, at: ${NOON}, now: ${NOON} });
			console.log(to);
		}
		await opened.close();`,
		);
		const stopped = new Set<string>();
		child.stdout!.on('data', (data: Buffer) => {
			for (const line of data.toString().split('\n')) stopped.add(line);
		});
		let ended = false;
		void once(child, 'close').then(() => (ended = true));
		let after = 0;
		// While the other process writes, and then once more for everybody: how fast it is must not decide the test.
		let rest = people.length;
		for (let n = 0; !ended || rest-- > 0; n++) {
			const index = n % people.length;
			const to = people[index]!;
			const before = stopped.has(to);
			const claimed = [item({ to, ...(n < people.length && { ref: refOf(places[index]) }) })];
			const campaign = n < people.length ? 'sale' : `sale ${n}`;
			const [outcome] = await claimContacts(claimed, claiming({ campaign, run: `run ${n}` }));
			// Lets the other process's words in.
			await setImmediate();
			if (!before) continue;
			after++;
			expect(['SUPPRESSED', 'CAPPED']).toContain(reason(outcome));
		}
		expect(after).toBeGreaterThanOrEqual(people.length);
		expect(await ledger.suppressed(brand, people)).toEqual(people.map(() => true));
		expect((await scene.states('sale')).reserved).toBeUndefined();
		await folder.discard();
	});
});

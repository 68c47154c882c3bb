import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger, type Ledger } from '../../../core/ledger';
import { ENGINES } from './engines';
import { findLeaks, leaksIn } from './leak';
import { NOON, phone, reservedRef, Scene, scratchFolder } from './scene';

const NUMBERS = Array.from({ length: 60 }, (_, n) => phone(n));
const MARTIN = NUMBERS[0]!;

const SECRETS = { numbers: NUMBERS, texts: ['STOP au 36000', 'Martin'] };

/** Everything that is given numbers, and ids and codes somebody put a number into. */
async function fullRun(ledger: Ledger): Promise<void> {
	const scene = new Scene(ledger);
	const entries = NUMBERS.map((to) => ({ to, segment: 'Gold', store: 'LYO-01' }));
	const refs = (await scene.reserve(entries)).map(reservedRef);
	await scene.reserve(
		NUMBERS.map((to) => ({ to, occasion: to })),
		{ purpose: 'transactional', campaign: 'orders' },
	);
	await scene.claim(entries.map((entry, n) => ({ ...entry, ref: refs[n] })));
	await ledger.settle(
		refs.map((ref, n) =>
			n % 3 === 0
				? { ref, outcome: 'refused' as const, code: `Invalid ${NUMBERS[n]}` }
				: {
						ref,
						outcome: 'accepted' as const,
						providerId: `gw-${n}`,
						code: `code${NUMBERS[n]?.slice(1)}`,
					},
		),
		NOON,
	);
	await ledger.report(
		refs.map((ref, n) => ({
			key: `${NUMBERS[n]}-delivered`,
			gateway: 'sandbox',
			ref: n % 2 ? ref : NUMBERS[n]?.slice(1),
			providerId: `gw-${n}`,
			call: NUMBERS[n],
			to: NUMBERS[n],
			status: 'delivered' as const,
			code: NUMBERS[n],
			at: NOON,
		})),
		NOON,
	);
	for (const to of NUMBERS.slice(0, 9))
		await ledger.optOut({
			brand: 'default',
			to,
			source: 'import',
			sourceRef: to,
			at: NOON,
			now: NOON,
		});
}

describe('the ledger holds no number, name or text', () => {
	it.each(ENGINES)(
		'after a full run, not even where somebody put a number into an id or a code: $name',
		async ({ makeEngine }) => {
			const engine = await makeEngine();
			const ledger = await engine.open();
			await fullRun(ledger);
			const bytes = await engine.bytes();
			expect(leaksIn(bytes, SECRETS)).toEqual([]);
			// What is meant to be there is found, so the search does search.
			expect(leaksIn(bytes, { numbers: [], texts: ['LYO-01'] })).not.toEqual([]);
			await ledger.close();
			await engine.discard();
		},
	);

	it('nor in a backup, nor in what is left when it is closed', async () => {
		const { file, path, discard } = await scratchFolder();
		const ledger = await openEmbeddedLedger({ file });
		await fullRun(ledger);
		expect((await stat(`${file}-wal`)).size).toBeGreaterThan(10_000);
		const backup = join(path, 'backup.sqlite');
		await ledger.backup(backup);
		await ledger.close();
		expect(await findLeaks(SECRETS, file, backup)).toEqual([]);
		expect(await findLeaks({ numbers: [], texts: ['LYO-01'] }, backup)).not.toEqual([]);
		await discard();
	});

	const bcd = Buffer.from(`0${MARTIN.slice(1)}`, 'hex');
	const swapped = Buffer.from(`${MARTIN.slice(1)}f`.replace(/(.)(.)/g, '$2$1'), 'hex');
	it.each([
		['text', 'CREATE TABLE t(a)', MARTIN],
		['national text', 'CREATE TABLE t(a)', `0${MARTIN.slice(3)}`],
		['integer', 'CREATE TABLE t(a)', BigInt(MARTIN.slice(1))],
		['rowid', 'CREATE TABLE t(a INTEGER PRIMARY KEY)', BigInt(MARTIN.slice(1))],
		['real', 'CREATE TABLE t(a)', Number(MARTIN.slice(1))],
		['BCD', 'CREATE TABLE t(a)', bcd],
		['BCD as in an SMS', 'CREATE TABLE t(a)', swapped],
		['UTF-16', 'CREATE TABLE t(a)', Buffer.from(MARTIN, 'utf16le')],
		['a hash without key', 'CREATE TABLE t(a)', createHash('sha256').update(MARTIN).digest()],
	])('the search finds a number kept as %s', async (_, table, value) => {
		const { file, discard } = await scratchFolder();
		const database = new DatabaseSync(file);
		database.exec(table);
		database.prepare('INSERT INTO t VALUES (?)').run(value);
		database.close();
		const bytes = await readFile(file);
		expect(leaksIn(bytes, { numbers: [MARTIN], texts: [] })).not.toEqual([]);
		expect(leaksIn(bytes, { numbers: [phone(999)], texts: [] })).toEqual([]);
		await discard();
	});
});

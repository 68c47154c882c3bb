import { randomBytes } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger, rotateLedgerKey } from '../../../core/ledger';
import {
	claimedRef,
	DAY,
	DURAND,
	HOUR,
	MARTIN,
	NOON,
	phone,
	Scene,
	scratchFolder,
	word,
} from './scene';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let file: string;

beforeEach(async () => {
	folder = await scratchFolder();
	file = folder.file;
});
afterEach(async () => await folder.discard());

const PEOPLE = Array.from({ length: 200 }, (_, n) => phone(n));
const brand = 'default';

/** STOPs, consents, messages, an order, an open question and events of a gateway. Returns the token. */
async function fill(): Promise<string> {
	const ledger = await openEmbeddedLedger({ file });
	const entries = PEOPLE.map((to) => ({ to }));
	await ledger.importOptOuts({ brand, entries, source: 'list', now: NOON });
	const scene = new Scene(ledger);
	const order = { occasion: 'order 4711', to: MARTIN };
	await scene.send(order, { purpose: 'transactional', campaign: 'orders' });
	await ledger.firstSeen('sandbox', ['event 1'], NOON);
	const said = { basis: 'consent', source: 'till', at: NOON + HOUR, proof: {} } as const;
	const [verdict] = await ledger.recordConsent({
		...{ brand, now: NOON + HOUR },
		statements: [{ ...said, to: DURAND, status: 'pending' }],
	});
	await ledger.close();
	return verdict?.outcome === 'recorded' ? (verdict.token ?? '') : '';
}

const keyed = () => {
	const database = new DatabaseSync(file, { readOnly: true });
	const rows = ['hmac FROM recipient', 'source_ref FROM optout', 'key FROM seen'].flatMap((what) =>
		database.prepare(`SELECT ${what}`).all(),
	);
	database.close();
	return rows.flatMap((row) =>
		Object.values(row).map((value) => Buffer.from(value as Uint8Array).toString('hex')),
	);
};

it('a report that waits for the answer finds its message after the change', async () => {
	const before = await openEmbeddedLedger({ file });
	const scene = new Scene(before);
	const [martin, durand] = (
		await scene.claim([MARTIN, DURAND].map((to) => ({ to, call: 'CALL_of_2_messages-1' })))
	).map(claimedRef);
	const told = { gateway: 'sandbox', providerId: 'batch', to: DURAND, at: NOON };
	await before.report([{ ...told, key: '1', status: 'delivered' }], NOON);
	await before.close();
	await rotateLedgerKey({ file });
	const ledger = await openEmbeddedLedger({ file });
	const accepted = { outcome: 'accepted' as const, providerId: 'batch' };
	const answers = [martin!, durand!].map((ref) => ({ ref, ...accepted }));
	await ledger.settle(answers, NOON);
	expect(await new Scene(ledger).states()).toEqual({ accepted: 1, delivered: 1 });
	await ledger.close();
});

it('keeps every STOP, order, event and open question, twice over', async () => {
	const token = await fill();
	for (const round of [1, 2]) {
		const before = new Set(keyed());
		await rotateLedgerKey({ file });
		expect(keyed().filter((value) => before.has(value))).toEqual([]);
		expect((await readFile(`${file}.key`, 'utf8')).trim().split('\n')).toHaveLength(round + 1);
		expect((await stat(`${file}.key`)).mode & 0o777).toBe(0o600);
		const ledger = await openEmbeddedLedger({ file });
		expect(await ledger.suppressed(brand, PEOPLE)).toEqual(PEOPLE.map(() => true));
		expect(await ledger.suppressed(brand, [phone(900)])).toEqual([false]);
		const again = PEOPLE.map((to) => ({ to }));
		const known = await ledger.importOptOuts({ brand, entries: again, source: 'list', now: NOON });
		expect(new Set(known)).toEqual(new Set(['known']));
		expect(await ledger.firstSeen('sandbox', ['event 1', `event ${round + 1}`], NOON)).toEqual([
			false,
			true,
		]);
		const verdicts = await new Scene(ledger).claim([{ occasion: 'order 4711', to: MARTIN }], {
			...{ purpose: 'transactional', campaign: 'orders', run: 'run-2' },
		});
		expect(verdicts.map(word)).toEqual(['ALREADY_SENT']);
		await ledger.close();
	}
	const ledger = await openEmbeddedLedger({ file });
	const at = NOON + DAY;
	expect(await ledger.confirmConsent({ token, at, now: at })).toMatchObject({ brand });
	expect(await ledger.suppressed(brand, [DURAND])).toEqual([false]);
	await ledger.close();
});

it('leaves an n8n that still has the old key unable to write or read', async () => {
	await fill();
	const running = await openEmbeddedLedger({ file });
	await rotateLedgerKey({ file });
	const code = { code: 'KEY_CHANGED', hint: expect.stringContaining('Restart') };
	await expect(running.suppressed(brand, [MARTIN])).rejects.toMatchObject(code);
	await expect(new Scene(running).claim([{ to: MARTIN }])).rejects.toMatchObject(code);
	await running.close();
});

it('is finished by the next opening when it was cut off after the ledger was written', async () => {
	await fill();
	const old = await readFile(`${file}.key`, 'utf8');
	await rotateLedgerKey({ file });
	await rename(`${file}.key`, `${file}.key.next`);
	await writeFile(`${file}.key`, old);
	const ledger = await openEmbeddedLedger({ file });
	expect(await ledger.suppressed(brand, [MARTIN])).toEqual([true]);
	await ledger.close();
});

it('leaves the ledger as it was when it was cut off before', async () => {
	await fill();
	const old = await readFile(`${file}.key`, 'utf8');
	await writeFile(`${file}.key.next`, `${old.trim()}\n${randomBytes(32).toString('hex')}\n`);
	const ledger = await openEmbeddedLedger({ file });
	expect(await ledger.suppressed(brand, [MARTIN])).toEqual([true]);
	await ledger.close();
	await rotateLedgerKey({ file });
	await (await openEmbeddedLedger({ file })).close();
});

it('refuses the former key alone', async () => {
	await fill();
	const old = await readFile(`${file}.key`, 'utf8');
	await rotateLedgerKey({ file });
	await writeFile(`${file}.key`, old);
	await expect(openEmbeddedLedger({ file })).rejects.toMatchObject({ code: 'KEY_WRONG' });
});

it('of two at once one rotates, and the keys fit the ledger', async () => {
	await fill();
	const done = await Promise.allSettled([rotateLedgerKey({ file }), rotateLedgerKey({ file })]);
	expect(done.map(({ status }) => status)).toContain('fulfilled');
	const ledger = await openEmbeddedLedger({ file });
	expect(await ledger.suppressed(brand, PEOPLE)).toEqual(PEOPLE.map(() => true));
	await ledger.close();
});

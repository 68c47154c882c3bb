import { execFile } from 'node:child_process';
import { access, cp, readdir, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
	openEmbeddedLedger,
	openPostgresLedger,
	rotateLedgerKey,
	type Ledger,
} from '../../../core/ledger';
import { markerBeside } from '../../../core/ledger/marker';
import { moveLedger, type MoveRequest } from '../../../core/ledger/move/move';
import { postgresEngine, type PostgresEngine } from './postgres-engine';
import { DAY, DURAND, MARTIN, NOON, phone, Scene, scratchFolder, word } from './scene';

/** An embedded ledger with a row in every table, moved to a real PostgreSQL. */
let folder: Awaited<ReturnType<typeof scratchFolder>>;
let engine: PostgresEngine;

beforeEach(async () => {
	folder = await scratchFolder();
	engine = await postgresEngine();
	const ledger = await openEmbeddedLedger({ file: folder.file });
	await fill(ledger);
	await ledger.close();
	await rotateLedgerKey({ file: folder.file });
});
afterEach(async () => {
	await folder.discard();
	await engine.discard();
});

/** More people than fit into one statement of the move. */
const CROWD = 2_300;
const many = Array.from({ length: CROWD }, (_, n) => ({ to: phone(1_000 + n) }));

async function fill(ledger: Ledger): Promise<void> {
	const scene = new Scene(ledger);
	const at = { brand: 'default', now: NOON };
	await ledger.saveBrand({ slug: 'lumen', name: 'Maison Lumen', sender: 'LUMEN' }, NOON);
	await scene.send({ to: MARTIN, segment: 'Gold "été" \\ 1', store: 'LYO-01' });
	await scene.send({ to: phone(7) }, {}, { outcome: 'in_doubt' });
	await scene.reserve(many, { campaign: 'a crowd' });
	await ledger.optOut({ ...at, to: DURAND, source: 'sms', sourceRef: '1', at: NOON });
	await ledger.recordConsent({
		...at,
		statements: [
			{
				...{ to: phone(3), status: 'pending', basis: 'consent', source: 'form' },
				...{ at: NOON, proof: { wording: 'Oui à tout' } },
			},
		],
	});
	await ledger.report(
		[{ key: 'early', gateway: 'sandbox', providerId: 'unknown', status: 'delivered', at: NOON }],
		NOON,
	);
	await ledger.firstSeen('sandbox', ['one'], NOON);
	await ledger.startListening({ account: 'sandbox', workflow: 'w', node: 'n', publishedAt: NOON });
	await ledger.takeTurn({ account: 'sandbox', units: 1, perSecond: 1, now: NOON });
	await ledger.recordRun({ executionId: '12', live: true, at: NOON });
	await ledger.setCampaign({ ...at, campaign: 'private sale', budget: 900_000_000 });
	await ledger.recordResponses({
		...{ ...at, campaign: 'private sale', kind: 'client' },
		...{ objective: 'conversion', responses: 4 },
	});
	const [doubtful] = await ledger.inDoubt({ limit: 1 });
	await ledger.resolve({ refs: [doubtful!.ref], as: 'sent', actor: 'camille', now: NOON });
}

const move = async (more: Partial<MoveRequest> = {}) =>
	await moveLedger({ file: folder.file, to: engine.options, ...more });

/** The ledger in PostgreSQL with the key of the file. */
async function withMoved<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
	const key = await readFile(`${folder.file}.key`, 'utf8');
	const ledger = await openPostgresLedger({ ...engine.options, key });
	try {
		return await work(ledger);
	} finally {
		await ledger.close();
	}
}

const exists = async (path: string): Promise<boolean> =>
	await access(path).then(
		() => true,
		() => false,
	);

/** Every table of the file with its rows as plain text, sorted. */
function rowsOfFile(file: string): Record<string, string[]> {
	const database = new DatabaseSync(file, { readOnly: true });
	const tables = database
		.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all();
	const all = tables.map(({ name }): [string, string[]] => [
		String(name),
		database
			.prepare(`SELECT * FROM "${String(name)}"`)
			.all()
			.map(plain)
			.sort(),
	]);
	database.close();
	return Object.fromEntries(all);
}

const plain = (row: Record<string, unknown>): string =>
	JSON.stringify(
		Object.entries(row)
			.sort(([a], [b]) => a.localeCompare(b))
			.map(([name, value]) => [
				name,
				value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
			]),
	);

const withoutVersion = (rows: string[] = []) => rows.filter((row) => !row.includes('"schema"'));

it('every row of every table arrives as it was', async () => {
	const before = rowsOfFile(folder.file);
	const empty = Object.entries(before).filter(([, rows]) => rows.length === 0);
	expect(empty).toEqual([]);
	const { tables, renamedTo } = await move();
	for (const [name, rows] of Object.entries(before)) {
		const moved = (await engine.query(`SELECT * FROM "${name}"`)).map(plain).sort();
		expect(withoutVersion(moved)).toEqual(withoutVersion(rows));
		expect(tables[name]?.rows).toBe(withoutVersion(rows).length);
	}
	expect(await exists(folder.file)).toBe(false);
	expect(rowsOfFile(renamedTo)).toEqual(before);
	expect(await readFile(markerBeside(folder.file), 'utf8')).toContain(engine.options.schema);
});

it('a STOP, a consent, what was sent and the brands are known there, and new entries find their place', async () => {
	await move();
	await withMoved(async (ledger) => {
		const scene = new Scene(ledger);
		expect(await ledger.suppressed('default', [DURAND, MARTIN])).toEqual([true, false]);
		expect((await ledger.consentOf('default', [phone(3)]))[0]?.status).toBe('pending');
		expect((await ledger.getBrand('lumen')).name).toBe('Maison Lumen');
		const later = { now: NOON + DAY };
		const held = await scene.claim([{ to: MARTIN }, { to: DURAND }], { ...later, run: 'run-2' });
		expect(held.map(word)).toEqual(['ALREADY_SENT', 'SUPPRESSED']);
		await scene.send({ to: phone(9) }, { ...later, campaign: 'new' });
		await ledger.optOut({
			...{ brand: 'default', to: phone(9), source: 'sms', sourceRef: '2' },
			...{ at: later.now, now: later.now },
		});
		expect(await ledger.suppressed('default', [phone(9)])).toEqual([true]);
	});
});

it('refuses a target with entries of its own, and leaves both as they were', async () => {
	await withMoved(async (ledger) => {
		await new Scene(ledger).send({ to: phone(50) });
	});
	const before = await engine.dump();
	await expect(move()).rejects.toMatchObject({
		message: expect.stringMatching(/is not empty/),
		hint: expect.stringMatching(/Nothing was changed/),
	});
	expect(await engine.dump()).toBe(before);
	expect(await exists(folder.file)).toBe(true);
	expect(await exists(markerBeside(folder.file))).toBe(false);
});

it('refuses a target whose brand somebody has set up', async () => {
	await withMoved(async (ledger) => {
		await ledger.saveBrand({ slug: 'default', name: 'Autre' }, NOON);
	});
	await expect(move()).rejects.toThrow(/is not empty: its table "brand"/);
});

it('refuses a target made with another key', async () => {
	await (await engine.open()).close();
	await expect(move()).rejects.toMatchObject({
		code: 'KEY_WRONG',
		message: expect.stringMatching(/made with another key than the file$/),
	});
});

it('refuses while n8n has the file open', async () => {
	const open = await openEmbeddedLedger({ file: folder.file });
	await expect(move()).rejects.toMatchObject({ code: 'BUSY' });
	await open.close();
	expect((await move()).before).toBe(false);
});

it('does not make a ledger where there is no file', async () => {
	await expect(move({ file: join(folder.path, 'none.sqlite') })).rejects.toMatchObject({
		code: 'UNREACHABLE',
	});
	expect(await readdir(folder.path)).not.toContain('none.sqlite');
});

it('run again after all is done, it says that nothing is left to move', async () => {
	const { renamedTo } = await move();
	const before = await engine.dump();
	await expect(move()).rejects.toMatchObject({
		message: expect.stringMatching(/has been moved to PostgreSQL already/),
		hint: expect.stringMatching(/Nothing was changed/),
	});
	await expect(move()).rejects.toThrow(basename(renamedTo));
	expect(await engine.dump()).toBe(before);
});

it('a connection lost half way leaves nothing behind; the next run moves everything', async () => {
	const progress = async (table: string) => {
		if (table !== 'message') return;
		const cut = await engine.query(
			"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%move-ledger' AND state = 'idle in transaction'",
		);
		expect(cut).toHaveLength(1);
	};
	await expect(move({ progress })).rejects.toMatchObject({ code: 'SERVER_AWAY' });
	expect(await engine.query('SELECT * FROM recipient')).toEqual([]);
	expect(await exists(folder.file)).toBe(true);
	expect((await move()).before).toBe(false);
});

it('cut off after the commit, the next run finds all of it and finishes', async () => {
	const copy = join(folder.path, 'copy.sqlite');
	await cp(folder.file, copy);
	await move();
	await rename(copy, folder.file);
	const again = await move();
	expect(again.before).toBe(true);
	expect(await exists(folder.file)).toBe(false);
});

it('what the server keeps in another way than it was written is noticed', async () => {
	const key = await readFile(`${folder.file}.key`, 'utf8');
	await (await openPostgresLedger({ ...engine.options, key })).close();
	const { schema } = engine.options;
	await engine.query(`CREATE FUNCTION "${schema}".slip() RETURNS trigger LANGUAGE plpgsql AS
		'BEGIN NEW.event_at := NEW.event_at + 1; RETURN NEW; END'`);
	await engine.query(
		`CREATE TRIGGER slip BEFORE INSERT ON "${schema}".optout FOR EACH ROW EXECUTE FUNCTION "${schema}".slip()`,
	);
	await expect(move()).rejects.toThrow(/of the table "optout" is not what was written/);
	expect(await engine.query('SELECT * FROM optout')).toEqual([]);
	expect(await exists(folder.file)).toBe(true);
});

it('the command moves, says what is left to do, and prints no key', async () => {
	const { host, port, database, user, password, schema } = engine.options;
	const root = resolve(__dirname, '../../..');
	const server = ['--host', host, '--port', String(port), '--database', database, '--user', user];
	const { output, code } = await run(
		[join(root, 'scripts/move-ledger.mjs'), '--file', 'sms.sqlite', ...server, '--schema', schema],
		{ PGPASSWORD: password, INIT_CWD: dirname(folder.file) },
	);
	expect(output).toMatch(/rows are in PostgreSQL; read back/);
	expect(output).toMatch(/make an SMS Ledger credential/);
	expect(code).toBe(0);
	const [first = ''] = (await readFile(`${folder.file}.key`, 'utf8')).split('\n');
	expect(output).not.toContain(first);
	await withMoved(async (ledger) => {
		expect(await ledger.suppressed('default', [DURAND])).toEqual([true]);
	});
	expect((await run([join(root, 'scripts/move-ledger.mjs')], {})).output).toMatch(
		/^--file is missing/,
	);
});

const run = async (args: string[], env: Record<string, string>) =>
	await new Promise<{ output: string; code: number }>((done) => {
		execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, out, err) =>
			done({ output: out + err, code: error ? 1 : 0 }),
		);
	});

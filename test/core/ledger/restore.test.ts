import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import {
	openEmbeddedLedger,
	openPostgresLedger,
	rotateLedgerKey,
	type Ledger,
} from '../../../core/ledger';
import { makePool } from '../../../vendor/pg';
import { sharedPostgres } from '../../servers/shared-postgres';
import { DAY, DURAND, HOUR, MARTIN, NOON, phone, Scene, scratchFolder, word } from './scene';

/** The restore drill of docs/operating.md, with the commands that stand there. */
const page = readFileSync(resolve(__dirname, '../../../docs/operating.md'), 'utf8');
const commands = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) =>
	text.replaceAll(/^ {3}/gm, ''),
);

const sh = promisify(execFile);

interface Drill {
	open(): Promise<Ledger>;
	backUp(): Promise<void>;
	/** what was there is lost, and something else lies in its place; to be called while the ledger is open */
	destroy(ledger: Ledger): Promise<void>;
	restore(): Promise<void>;
	openWithAnotherKey(): Promise<Ledger>;
	saysOfAnotherKey: RegExp;
	discard(): Promise<void>;
}

/** Runs the command of the page that names `what`, in places of the test's own. */
async function runFromPage(
	what: RegExp,
	places: Record<string, string>,
	env: Record<string, string> = {},
): Promise<void> {
	const found = commands.filter((text) => what.test(text));
	expect(found).toHaveLength(1);
	const script = Object.entries(places).reduce(
		(text, [name, place]) => text.replaceAll(name, place),
		found[0] ?? '',
	);
	const PATH = `${dirname(process.execPath)}:${process.env.PATH}`;
	await sh('sh', ['-euc', script], { env: { ...process.env, PATH, ...env } });
}

async function embeddedDrill(): Promise<Drill> {
	const { path, discard } = await scratchFolder();
	const home = join(path, 'sms-marketing');
	const file = join(home, 'ledger.sqlite');
	const key = `${file}.key`;
	for (const folder of ['backup', 'elsewhere', 'sms-marketing']) await mkdir(join(path, folder));
	const places = {
		'~/.n8n/sms-marketing': home,
		'/backup/': join(path, 'backup/'),
		'/elsewhere/': join(path, 'elsewhere/'),
	};
	return {
		open: async () => await openEmbeddedLedger({ file }),
		backUp: async () => {
			await runFromPage(/s\.backup/, places);
			await copyFile(key, join(path, 'elsewhere', 'ledger.sqlite.key'));
		},
		destroy: async (ledger) => {
			// A crash leaves it behind: written into a restored file, it would be its ruin.
			const rest = await readFile(`${file}-wal`);
			await ledger.close();
			await writeFile(`${file}-wal`, rest);
			await writeFile(file, 'ruins');
			await writeFile(key, randomBytes(32).toString('hex'));
		},
		restore: async () => await runFromPage(/^cp \/backup/m, places),
		openWithAnotherKey: async () => {
			const keyFile = join(path, 'another.key');
			await writeFile(keyFile, randomBytes(32).toString('hex'));
			return await openEmbeddedLedger({ file, keyFile });
		},
		saysOfAnotherKey: /^The key file .*another\.key is not the one this SMS ledger was made with$/,
		discard,
	};
}

async function postgresDrill(): Promise<Drill> {
	const { path, discard } = await scratchFolder();
	const server = await sharedPostgres();
	const name = randomBytes(4).toString('hex');
	const [database, user, password] = [`drill_${name}`, `sms_ledger_${name}`, 'only-for-tests'];
	const administrator = makePool({ ...server, max: 1 });
	await administrator.query(`CREATE ROLE ${user} LOGIN PASSWORD '${password}'`);
	await administrator.query(`CREATE DATABASE ${database}`);
	const inside = makePool({ ...server, database, max: 1 });
	// The end of its database may overtake that of its connection.
	inside.on('error', () => undefined);
	// As docs/guides/postgresql.md sets it up: a user who may not make schemas.
	await inside.query(`CREATE SCHEMA sms_marketing AUTHORIZATION ${user}`);
	const key = randomBytes(32).toString('hex');
	const options = {
		...{ ...server, database, user, password },
		...{ schema: 'sms_marketing', poolSize: 2, key },
	};
	const places = { '--dbname=n8n': `--dbname=${database}`, '/backup/': `${path}/` };
	const env = { PGHOST: server.host, PGPORT: String(server.port) };
	return {
		open: async () => await openPostgresLedger(options),
		backUp: async () =>
			await runFromPage(/^pg_dump/, places, { ...env, PGUSER: user, PGPASSWORD: password }),
		destroy: async (ledger) => {
			await ledger.close();
			await inside.query('DROP TABLE sms_marketing.optout; DELETE FROM sms_marketing.attempt');
		},
		restore: async () =>
			await runFromPage(/^pg_restore/m, places, {
				...{ ...env, PGUSER: server.user, PGPASSWORD: server.password },
			}),
		openWithAnotherKey: async () =>
			await openPostgresLedger({ ...options, key: randomBytes(32).toString('hex') }),
		saysOfAnotherKey:
			/^'Secret Key' of the SMS Ledger credential is not the key that the ledger in schema sms_marketing was made with$/,
		discard: async () => {
			await inside.end();
			await administrator.query(`DROP DATABASE ${database} WITH (FORCE)`);
			await administrator.query(`DROP ROLE ${user}`);
			await administrator.end();
			await discard();
		},
	};
}

const brand = 'default';
const stop = async (ledger: Ledger, n: number, now = NOON) =>
	await ledger.optOut({ brand, to: phone(n), source: 'sms', sourceRef: `${n}`, at: now, now });
const optIn = async (ledger: Ledger, n: number) =>
	await ledger.recordConsent({
		...{ brand, now: NOON },
		statements: [
			{ to: phone(n), status: 'granted', at: NOON, basis: 'consent', source: 'till', proof: {} },
		],
	});

describe.each([
	{ name: 'embedded', makeDrill: embeddedDrill },
	{ name: 'PostgreSQL', makeDrill: postgresDrill },
])('the restore drill of the $name ledger', ({ makeDrill }) => {
	let drill: Drill;
	beforeEach(async () => {
		drill = await makeDrill();
	});
	afterEach(async () => await drill.discard());

	const [CONSENTED, STOPPED_LATER] = [3, 4];

	/** Backed up while n8n goes on, then lost. */
	async function loseAll(): Promise<void> {
		const ledger = await drill.open();
		const scene = new Scene(ledger);
		await ledger.saveBrand({ slug: brand, cap: { perMonth: 1 } }, NOON);
		await scene.send({ to: MARTIN });
		await scene.reserve([{ to: phone(5) }]);
		await stop(ledger, 2);
		await optIn(ledger, CONSENTED);
		await drill.backUp();
		await stop(ledger, STOPPED_LATER);
		await drill.destroy(ledger);
	}

	it('brings back cap, already sent, STOP and consent, and the ledger goes on', async () => {
		await loseAll();
		await drill.restore();
		const ledger = await drill.open();
		const scene = new Scene(ledger);
		const now = NOON + HOUR;
		const people = [{ to: MARTIN }, { to: DURAND }, { to: phone(CONSENTED) }];
		const again = await scene.claim(people, { run: 'run-2', now });
		expect(again.map(word)).toEqual(['ALREADY_SENT', 'SUPPRESSED', 'claimed']);
		const another = await scene.claim([{ to: MARTIN }], { campaign: 'another', now });
		expect(another.map(word)).toEqual(['CAPPED']);
		expect(await scene.states()).toEqual({ accepted: 1, reserved: 1, sending: 1 });
		expect((await ledger.consentOf(brand, [phone(CONSENTED)]))[0]?.status).toBe('granted');
		await stop(ledger, 9, now);
		expect(await ledger.suppressed(brand, [phone(9)])).toEqual([true]);
		await ledger.close();
	});

	it('forgets a STOP that came after the backup, until it is imported again', async () => {
		await loseAll();
		await drill.restore();
		const ledger = await drill.open();
		const late = [phone(STOPPED_LATER)];
		expect(await ledger.suppressed(brand, late)).toEqual([false]);
		const entries = late.map((to) => ({ to }));
		await ledger.importOptOuts({ brand, entries, source: 'gateway', now: NOON + DAY });
		expect(await ledger.suppressed(brand, late)).toEqual([true]);
		await ledger.close();
	});

	it('says that a key is the wrong one, and leaves the ledger as it is', async () => {
		await loseAll();
		await drill.restore();
		await expect(drill.openWithAnotherKey()).rejects.toMatchObject({
			code: 'KEY_WRONG',
			message: expect.stringMatching(drill.saysOfAnotherKey),
		});
		const ledger = await drill.open();
		expect(await ledger.suppressed(brand, [DURAND])).toEqual([true]);
		await ledger.close();
	});
});

it('what the page quotes is what is said', () => {
	const sentences = ['core/ledger/failures.ts', 'nodes/shared/ledger-connection.ts']
		.map((file) => readFileSync(resolve(__dirname, '../../..', file), 'utf8'))
		.join();
	for (const part of [
		'is not the one this SMS ledger was made with',
		"'Secret Key' of the SMS Ledger credential is not the key that the ledger in schema",
		'The ledger is there, and this is its key',
		'of the SMS ledger is missing',
		'is gone, but its key is still there',
	]) {
		expect(page).toContain(part);
		expect(sentences).toContain(part);
	}
});

it('a backup from before a change of the key is opened with the first lines of the key', async () => {
	const { path, discard } = await scratchFolder();
	const file = join(path, 'ledger.sqlite');
	const ledger = await openEmbeddedLedger({ file });
	await stop(ledger, 2);
	await ledger.backup(join(path, 'old.sqlite'));
	await ledger.close();
	await rotateLedgerKey({ file });
	const [first = '', ...more] = (await readFile(`${file}.key`, 'utf8')).trim().split('\n');
	expect(more).toHaveLength(1);
	await copyFile(join(path, 'old.sqlite'), file);
	await expect(openEmbeddedLedger({ file })).rejects.toMatchObject({ code: 'KEY_WRONG' });
	await writeFile(`${file}.key`, first);
	const restored = await openEmbeddedLedger({ file });
	expect(await restored.suppressed(brand, [DURAND])).toEqual([true]);
	await restored.close();
	await discard();
});

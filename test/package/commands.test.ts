import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openEmbeddedLedger, openPostgresLedger } from '../../core/ledger';
import { postgresEngine, type PostgresEngine } from '../core/ledger/postgres-engine';
import { MARTIN, NOON } from '../core/ledger/scene';
import { unpackPacked } from './packed';

const root = resolve(__dirname, '../..');
const NAME = 'n8n-nodes-sms-marketing';

/** Where n8n unpacks a community package; there is nothing beside it. */
const NODES = '.n8n/nodes/node_modules';
const COMMANDS = `${NODES}/${NAME}/dist/commands`;
const MOVE = `${COMMANDS}/move-ledger.js`;
const ROTATE = `${COMMANDS}/rotate-key.js`;

/** The commands that an operator runs, as the packed package brings them. */
describe('the commands of the packed package', () => {
	let home: string;
	let engine: PostgresEngine;

	beforeAll(() => {
		home = mkdtempSync(join(tmpdir(), 'sms-marketing home '));
		const target = join(home, NODES, NAME);
		unpackPacked(root, home, target);
	});
	afterAll(() => rmSync(home, { recursive: true, force: true }));

	beforeEach(async () => {
		engine = await postgresEngine();
	});
	afterEach(async () => await engine.discard());

	const run = async (command: string, args: string[], env: Record<string, string> = {}) =>
		await promisify(execFile)(process.execPath, [join(home, command), ...args], {
			cwd: home,
			env: { ...env, HOME: home },
		});

	/** A ledger where n8n has it, with one STOP. */
	async function ledgerWithStop(): Promise<string> {
		const folder = join(home, '.n8n/sms-marketing');
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder);
		const file = join(folder, 'ledger.sqlite');
		const ledger = await openEmbeddedLedger({ file });
		const at = { at: NOON, now: NOON };
		await ledger.optOut({ brand: 'default', to: MARTIN, source: 'sms', sourceRef: '1', ...at });
		await ledger.close();
		return file;
	}

	it('changes the key of a ledger with its STOP, and needs nothing but Node', async () => {
		const file = await ledgerWithStop();
		const former = readFileSync(`${file}.key`, 'utf8').trim();
		const { stdout, stderr } = await run(ROTATE, ['--file', '.n8n/sms-marketing/ledger.sqlite']);
		expect(stdout).toContain(`The key is changed. ${file}.key now holds all keys`);
		expect(stderr).toBe('');
		const keys = readFileSync(`${file}.key`, 'utf8').trim().split('\n');
		expect(keys).toEqual([former, expect.stringMatching(/^[0-9a-f]{64}$/)]);
		const after = await openEmbeddedLedger({ file });
		expect(await after.suppressed('default', [MARTIN])).toEqual([true]);
		await after.close();
	});

	it('changes no key of a ledger that is not there, and makes none', async () => {
		const file = join(home, 'mistyped.sqlite');
		await expect(run(ROTATE, ['--file', file])).rejects.toMatchObject({
			...{ code: 1, stderr: expect.stringContaining('cannot be opened or read') },
		});
		expect([existsSync(file), existsSync(`${file}.key`)]).toEqual([false, false]);
	});

	it('moves a ledger with its STOP, and needs nothing but Node', async () => {
		const file = await ledgerWithStop();
		const { host, port, database, user, password, schema } = engine.options;
		const server = { PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user };
		const ledgerFile = ['--file', '.n8n/sms-marketing/ledger.sqlite'];
		const { stdout, stderr } = await run(MOVE, [...ledgerFile, '--schema', schema], {
			...{ ...server, PGPASSWORD: password },
		});
		expect(stdout).toMatch(/rows are in PostgreSQL; read back/);
		expect(stderr).toBe('');

		const key = readFileSync(`${file}.key`, 'utf8');
		const after = await openPostgresLedger({ ...engine.options, key });
		expect(await after.suppressed('default', [MARTIN])).toEqual([true]);
		await after.close();
	});

	it.each([MOVE, ROTATE])('%s says what is missing', async (command) => {
		await expect(run(command, [])).rejects.toMatchObject({
			...{ code: 1, stderr: expect.stringMatching(/^--file is missing\.\n\nUsage: /) },
		});
	});

	it.each([
		['move-ledger', MOVE, 'guides/postgresql.md', ['~', '/home/node']],
		['rotate-key', ROTATE, 'consent.md', ['~', '/home/node']],
	])('%s is told of in the docs', (_, command, page, homes) => {
		const text = readFileSync(join(root, 'docs', page), 'utf8');
		for (const folder of homes) expect(text).toContain(`${folder}/${command}`);
	});
});

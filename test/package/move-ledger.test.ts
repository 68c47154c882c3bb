import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { openEmbeddedLedger, openPostgresLedger } from '../../core/ledger';
import { postgresEngine, type PostgresEngine } from '../core/ledger/postgres-engine';
import { MARTIN, NOON } from '../core/ledger/scene';

const root = resolve(__dirname, '../..');
const NAME = 'n8n-nodes-sms-marketing';
const GUIDE = readFileSync(join(root, 'docs/guides/postgresql.md'), 'utf8');

/** Where n8n unpacks a community package; there is nothing beside it. */
const NODES = '.n8n/nodes/node_modules';
const COMMAND = `${NODES}/${NAME}/dist/commands/move-ledger.js`;

/** The command that an operator runs, as the packed package brings it. */
describe('the command that moves a ledger, in the packed package', () => {
	let home: string;
	let engine: PostgresEngine;

	beforeAll(() => {
		home = mkdtempSync(join(tmpdir(), 'sms-marketing home '));
		const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', home], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
		const target = join(home, NODES, NAME);
		mkdirSync(target, { recursive: true });
		execFileSync('tar', ['-xzf', join(home, filename), '-C', target, '--strip-components=1']);
	});
	afterAll(() => rmSync(home, { recursive: true, force: true }));

	beforeEach(async () => {
		engine = await postgresEngine();
	});
	afterEach(async () => await engine.discard());

	const run = async (args: string[], env: Record<string, string> = {}) =>
		await promisify(execFile)(process.execPath, [join(home, COMMAND), ...args], {
			cwd: home,
			env: { ...env, HOME: home },
		});

	it('moves a ledger with its STOP, and needs nothing but Node', async () => {
		const file = join(home, '.n8n/sms-marketing/ledger.sqlite');
		mkdirSync(join(home, '.n8n/sms-marketing'));
		const before = await openEmbeddedLedger({ file });
		const at = { at: NOON, now: NOON };
		await before.optOut({ brand: 'default', to: MARTIN, source: 'sms', sourceRef: '1', ...at });
		await before.close();

		const { host, port, database, user, password, schema } = engine.options;
		const server = { PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user };
		const ledgerFile = ['--file', '.n8n/sms-marketing/ledger.sqlite'];
		const { stdout, stderr } = await run([...ledgerFile, '--schema', schema], {
			...{ ...server, PGPASSWORD: password },
		});
		expect(stdout).toMatch(/rows are in PostgreSQL; read back/);
		expect(stderr).toBe('');

		const key = readFileSync(`${file}.key`, 'utf8');
		const after = await openPostgresLedger({ ...engine.options, key });
		expect(await after.suppressed('default', [MARTIN])).toEqual([true]);
		await after.close();
	});

	it('says what is missing', async () => {
		await expect(run([])).rejects.toMatchObject({
			...{ code: 1, stderr: expect.stringMatching(/^--file is missing\.\n\nUsage: /) },
		});
	});

	it('is the one that package.json names and the guide tells of', () => {
		const manifest = JSON.parse(readFileSync(join(home, NODES, NAME, 'package.json'), 'utf8')) as {
			bin: Record<string, string>;
		};
		expect(manifest.bin).toEqual({ [`${NAME}-move-ledger`]: 'dist/commands/move-ledger.js' });
		expect(GUIDE).toContain(`~/${COMMAND}`);
		expect(GUIDE).toContain(`/home/node/${COMMAND}`);
	});
});

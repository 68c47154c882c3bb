import { randomBytes } from 'node:crypto';
import { openPostgresLedger, type PostgresOptions } from '../../../core/ledger';
import { lookAtPostgresLedger } from '../../../core/ledger/postgres/look';
import { makePool } from '../../../vendor/pg';
import { postgresEngine, type PostgresEngine } from './postgres-engine';
import { MARTIN, NOON, Scene } from './scene';

let engine: PostgresEngine;
const user = `guest_${randomBytes(4).toString('hex')}`;

beforeAll(async () => {
	engine = await postgresEngine();
	const ledger = await engine.open();
	await ledger.optOut({
		brand: 'default',
		to: MARTIN,
		source: 'sms',
		sourceRef: '1',
		at: NOON,
		now: NOON,
	});
	await ledger.close();
	await engine.query(`CREATE ROLE ${user} LOGIN PASSWORD 'only-for-tests'`);
});
afterAll(async () => {
	await engine.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
	await engine.discard();
});

const other = (more: Partial<PostgresOptions>): PostgresOptions => ({
	...{ ...engine.options, patienceMs: 300 },
	...more,
});

describe('a ledger that cannot be used says what to do', () => {
	it.each<[string, string, () => Partial<PostgresOptions>]>([
		['a wrong password', 'REFUSED', () => ({ password: 'another' })],
		['a user nobody knows', 'REFUSED', () => ({ user: 'nobody-knows' })],
		['no such database', 'NO_DATABASE', () => ({ database: 'not_there' })],
		['a server that is not there', 'SERVER_AWAY', () => ({ port: 1 })],
		[
			'a user who may not create the schema',
			'NOT_ALLOWED',
			() => ({ user, password: 'only-for-tests', schema: 'of_guest' }),
		],
		[
			'a user who may not read the schema',
			'NOT_ALLOWED',
			() => ({ user, password: 'only-for-tests' }),
		],
		['a schema that is no name', 'BAD_SCHEMA', () => ({ schema: 'sms"; DROP TABLE meta; --' })],
		['a schema with capitals', 'BAD_SCHEMA', () => ({ schema: 'SMS-Marketing' })],
		["a schema of PostgreSQL's own", 'BAD_SCHEMA', () => ({ schema: 'pg_sms' })],
		['the schema that tells of the others', 'BAD_SCHEMA', () => ({ schema: 'information_schema' })],
		['a port that is none', 'BAD_PORT', () => ({ port: 70_000 })],
		['a port that is no number', 'BAD_PORT', () => ({ port: NaN })],
		['no password where one is asked for', 'REFUSED', () => ({ password: '' })],
		['another key', 'KEY_WRONG', () => ({ key: 'cd'.repeat(32) })],
		['a key that is none', 'KEY_WRONG', () => ({ key: 'hello' })],
	])('%s', async (_, code, more) => {
		const told = { name: 'LedgerError', code, hint: expect.stringMatching(/\.$/) };
		await expect(openPostgresLedger(other(more()))).rejects.toMatchObject(told);
		// The credential says it already when it is saved.
		await expect(lookAtPostgresLedger(other(more()))).rejects.toMatchObject(told);
	});

	it('a schema is never taken for a part of a statement', async () => {
		const schema = `x"; COMMIT; DELETE FROM "${engine.options.schema}".optout; --`;
		await expect(lookAtPostgresLedger(other({ schema }))).rejects.toMatchObject({
			code: 'BAD_SCHEMA',
		});
		expect(await engine.query('SELECT 1 FROM optout')).toHaveLength(1);
	});

	it.each([
		['meta', 'a int'],
		['brand', 'slug text'],
	])("a schema with somebody else's table %s", async (table, columns) => {
		const schema = `others_${randomBytes(4).toString('hex')}`;
		await engine.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.${table}(${columns})`);
		await expect(openPostgresLedger(other({ schema }))).rejects.toMatchObject({
			...{ code: 'OTHER_TABLES', message: expect.stringContaining(schema) },
		});
		expect(
			await engine.query('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema]),
		).toEqual([{ tablename: table }]);
		await engine.query(`DROP SCHEMA ${schema} CASCADE`);
	});

	it.each([`p@ss:/w?rd#%&"'\\ é€😀`, ' space ', '%41'])(
		'takes the password %j',
		async (password) => {
			const person = `pw_${randomBytes(4).toString('hex')}`;
			await engine.query(
				`CREATE ROLE ${person} LOGIN PASSWORD '${password.replaceAll("'", "''")}'`,
			);
			await engine.query(`GRANT USAGE ON SCHEMA ${engine.options.schema} TO ${person}`);
			await engine.query(
				`GRANT SELECT ON ALL TABLES IN SCHEMA ${engine.options.schema} TO ${person}`,
			);
			expect(await lookAtPostgresLedger(other({ user: person, password }))).toBe(true);
			await engine.query(`DROP OWNED BY ${person}; DROP ROLE ${person}`);
		},
	);

	it.each([
		[
			'another key',
			'cd'.repeat(32),
			/^'Secret Key' .* not the key that the ledger in schema ledger_/,
		],
		['a key that is none', 'hello', /^'Secret Key' of the SMS Ledger credential is not a key$/],
	])('%s: names the field of the credential, and no file', async (_, key, message) => {
		const told = {
			message: expect.stringMatching(message),
			hint: expect.not.stringMatching(/file/),
		};
		await expect(openPostgresLedger(other({ key }))).rejects.toMatchObject(told);
		await expect(lookAtPostgresLedger(other({ key }))).rejects.toMatchObject(told);
	});

	it('a ledger of a newer version, which is left as it is', async () => {
		await engine.query("UPDATE meta SET value = '9999' WHERE key = 'schema'");
		const before = await engine.dump();
		await expect(openPostgresLedger(other({}))).rejects.toMatchObject({ code: 'NEWER_VERSION' });
		await expect(lookAtPostgresLedger(other({}))).rejects.toMatchObject({ code: 'NEWER_VERSION' });
		expect(await engine.dump()).toBe(before);
		await engine.query("UPDATE meta SET value = '1' WHERE key = 'schema'");
		await (await engine.open()).close();
	});

	it('a user who may read and write, and not create', async () => {
		await engine.query(
			`GRANT USAGE ON SCHEMA ${engine.options.schema} TO ${user}; GRANT ALL ON ALL TABLES IN SCHEMA ${engine.options.schema} TO ${user}`,
		);
		const ledger = await openPostgresLedger(other({ user, password: 'only-for-tests' }));
		expect(await ledger.suppressed('default', [MARTIN])).toEqual([true]);
		await ledger.close();
	});

	it('the look of the credential changes nothing', async () => {
		await expect(lookAtPostgresLedger(other({ key: 'cd'.repeat(32) }))).rejects.toMatchObject({
			code: 'KEY_WRONG',
		});
		const schema = `new_${randomBytes(4).toString('hex')}`;
		expect(await lookAtPostgresLedger(other({ schema }))).toBe(false);
		expect(await engine.query(`SELECT 1 FROM pg_namespace WHERE nspname = '${schema}'`)).toEqual(
			[],
		);
		expect(await lookAtPostgresLedger(other({}))).toBe(true);
	});
});

it('an n8n that still has the key of before can neither read nor write', async () => {
	const running = await engine.open();
	await engine.query("UPDATE meta SET value = '2' WHERE key = 'key_epoch'");
	const code = { code: 'KEY_CHANGED', hint: expect.stringContaining('Restart') };
	await expect(running.suppressed('default', [MARTIN])).rejects.toMatchObject(code);
	await expect(new Scene(running).claim([{ to: MARTIN }])).rejects.toMatchObject(code);
	await running.close();
	await engine.query("UPDATE meta SET value = '1' WHERE key = 'key_epoch'");
});

it('a server that only reads says that it may not be written to', async () => {
	const { schema, ...server } = engine.options;
	const pool = makePool({ ...server, ssl: false, max: 1 });
	await pool.query(
		`ALTER ROLE ${user} SET default_transaction_read_only = on; GRANT USAGE ON SCHEMA ${schema} TO ${user}`,
	);
	await pool.query(`GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO ${user}`);
	await pool.end();
	await expect(
		openPostgresLedger(other({ user, password: 'only-for-tests' })),
	).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

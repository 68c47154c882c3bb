import { randomBytes } from 'node:crypto';
import { access, rename } from 'node:fs/promises';
import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';
import { openPostgresLedger } from '../../core/ledger';
import { markerBeside } from '../../core/ledger/marker';
import { smsLedgerConnection } from '../../nodes/shared/ledger-connection';
import { LEDGER_CREDENTIAL, postgresOptions } from '../../nodes/shared/ledger-credential';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { makePool } from '../../vendor/pg';
import type { PostgresAddress } from '../servers/postgres';
import { sharedPostgres } from '../servers/shared-postgres';
import { NODE_CLASSES } from './node-classes';
import {
	cap,
	contact,
	contacts,
	MONDAY,
	numberOf,
	send,
	smsOf,
	useScene,
	withLedger,
} from './SmsSend.scene';

/** Which ledger a node works with: the one of its SMS Ledger credential, the embedded one, or none. */
useScene();

let server: PostgresAddress;
let data: ICredentialDataDecryptedObject;
const used: string[] = [];

beforeAll(async () => {
	server = await sharedPostgres();
});
beforeEach(() => {
	const schema = `nodes_${randomBytes(6).toString('hex')}`;
	used.push(schema);
	const { host, port, database, user, password } = server;
	const place = { host, port, database, user, password, schema };
	data = { ...place, secretKey: randomBytes(32).toString('hex'), poolSize: 2, tls: 'off' };
});
afterEach(() => {
	delete process.env.EXECUTIONS_MODE;
});
afterAll(async () => {
	for (const schema of used) await query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
});

async function query(sql: string, values?: unknown[]): Promise<unknown[][]> {
	const pool = makePool({ ...server, max: 1 });
	try {
		return (await pool.query({ text: sql, values, rowMode: 'array' })).rows;
	} finally {
		await pool.end();
	}
}

/** As n8n gives it to a node in which the credential was chosen. */
const chosen = (more: ICredentialDataDecryptedObject = {}) => ({
	node: { credentials: { [LEDGER_CREDENTIAL]: { id: '1', name: 'Ledger' } } },
	credentials: { [LEDGER_CREDENTIAL]: { ...data, ...more } },
});

const reasons = (held: Array<Parameters<typeof smsOf>[0]>) => held.map((one) => smsOf(one).reason);
const exists = async (path: string) =>
	await access(path).then(
		() => true,
		() => false,
	);

const WITHOUT = /keeps its SMS ledger in PostgreSQL; choose the SMS Ledger credential/;

it('with the credential, nodes share the ledger in PostgreSQL, and no file is made', async () => {
	const { allowed } = await cap(contacts(3), {}, chosen());
	expect(allowed).toHaveLength(3);
	expect((await send(allowed, {}, chosen())).sent).toHaveLength(3);
	await closeLedgers();
	expect(reasons((await send(contacts(3), {}, chosen())).held)).toEqual(
		Array.from({ length: 3 }, () => 'ALREADY_SENT'),
	);
	expect(await exists(ledgerFile())).toBe(false);
});

it('a STOP in PostgreSQL is obeyed by a node with the credential', async () => {
	const ledger = await openPostgresLedger(postgresOptions(data));
	const stop = { brand: 'default', to: numberOf(1), source: 'sms', sourceRef: '1' };
	await ledger.optOut({ ...stop, at: MONDAY, now: MONDAY });
	await ledger.close();
	const { sent, held } = await send(contacts(2), {}, chosen());
	expect(sent).toHaveLength(1);
	expect(reasons(held)).toEqual(['SUPPRESSED']);
});

it('once the credential was used, a node without it is refused, also after a restart', async () => {
	// This one had the embedded ledger open before.
	expect((await send([contact(1)])).error).toBeUndefined();
	expect((await cap([contact(1)], {}, chosen())).error).toBeUndefined();
	for (let restarts = 0; restarts < 2; restarts++) {
		const { error, sent } = await send([contact(2)]);
		expect(error?.message).toMatch(WITHOUT);
		expect(error?.description).toContain(markerBeside(ledgerFile()));
		expect(sent).toEqual([]);
		await closeLedgers();
	}
});

it('a credential that does not work is not yet one that was used', async () => {
	const { error } = await send([contact(1)], {}, chosen({ password: 'wrong' }));
	expect(error?.message).toMatch(/refused the user or the password/);
	expect((await send([contact(1)])).sent).toHaveLength(1);
});

it('an embedded ledger with a STOP in it must be moved first; put away, PostgreSQL is used', async () => {
	await withLedger(async (ledger) => {
		const stop = { brand: 'default', to: numberOf(1), source: 'sms', sourceRef: '1' };
		await ledger.optOut({ ...stop, at: MONDAY, now: MONDAY });
	});
	const { error } = await send([contact(1)], {}, chosen());
	expect(error?.message).toMatch(/still has a built-in SMS ledger with STOPs/);
	expect(error?.description).toMatch(/Move it to PostgreSQL/);
	expect((await send(contacts(2))).sent).toHaveLength(1);
	await closeLedgers();
	await rename(ledgerFile(), `${ledgerFile()}.moved`);
	expect((await send([contact(2)], {}, chosen())).sent).toHaveLength(1);
});

it('an embedded ledger that was only tried with the sandbox is in nobody’s way', async () => {
	expect((await send([contact(1)])).sent).toHaveLength(1);
	expect((await send([contact(1)], {}, chosen())).sent).toHaveLength(1);
});

it('in queue mode the embedded ledger is refused, and PostgreSQL needs no folder', async () => {
	process.env.EXECUTIONS_MODE = 'queue';
	const { error } = await send([contact(1)]);
	expect(error?.message).toMatch(/queue mode/);
	expect(error?.description).toMatch(
		/make an SMS Ledger credential and choose it in every SMS node/,
	);
	const folder = process.env.N8N_USER_FOLDER;
	process.env.N8N_USER_FOLDER = '/dev/null';
	expect((await send([contact(1)], {}, chosen())).sent).toHaveLength(1);
	process.env.N8N_USER_FOLDER = folder;
});

it.each(['worker', 'webhook'])('an n8n %s is in queue mode without being told', async (role) => {
	const { argv } = process;
	process.argv = ['node', '/usr/local/bin/n8n', role, '--concurrency=5'];
	try {
		expect((await send([contact(1)])).error?.message).toMatch(/queue mode/);
		process.argv = ['node', '/usr/local/bin/n8n', 'start'];
		expect((await send([contact(1)])).sent).toHaveLength(1);
	} finally {
		process.argv = argv;
	}
});

it('where the folder cannot hold the note that PostgreSQL is used, nothing is sent', async () => {
	process.env.N8N_USER_FOLDER = '/dev/null';
	const { error, sent } = await send([contact(1)], {}, chosen());
	expect(error?.message).toMatch(/cannot be written to/);
	expect(sent).toEqual([]);
});

it('a process keeps one pool for a credential, never larger than it says', async () => {
	const database = `pool_${randomBytes(4).toString('hex')}`;
	await query(`CREATE DATABASE "${database}"`);
	const campaigns = Array.from({ length: 8 }, (_, n) => ({ campaign: `c${n}` }));
	await Promise.all(
		campaigns.map(async (one) => await send(contacts(30), one, chosen({ database }))),
	);
	const [open] = await query('SELECT count(*) FROM pg_stat_activity WHERE datname = $1', [
		database,
	]);
	expect(Number(open?.[0])).toBeGreaterThan(0);
	expect(Number(open?.[0])).toBeLessThanOrEqual(2);
	await closeLedgers();
	await query(`DROP DATABASE "${database}" WITH (FORCE)`);
});

it('every node takes the credential, and can do without', () => {
	for (const { description } of NODE_CLASSES) {
		const entry = description.credentials?.find(({ name }) => name === LEDGER_CREDENTIAL);
		expect([description.name, entry?.required]).toEqual([description.name, false]);
		expect(entry?.displayOptions).toBeUndefined();
	}
});

describe('what the credential holds', () => {
	it.each([
		['host', 'Host'],
		['database', 'Database'],
		['user', 'User'],
		['schema', 'Schema'],
		['secretKey', 'Secret Key'],
	])('an empty %s is named', (field, label) => {
		expect(() => postgresOptions({ ...data, [field]: ' ' })).toThrow(
			`'${label}' of the SMS Ledger credential is empty`,
		);
	});

	it('TLS is off, checked or only encrypted', () => {
		const ssl = (more: ICredentialDataDecryptedObject) => postgresOptions({ ...data, ...more }).ssl;
		expect(ssl({})).toBe(false);
		expect(ssl({ tls: 'verify' })).toEqual({ rejectUnauthorized: true });
		expect(ssl({ tls: 'encrypt', tlsCa: 'unused' })).toEqual({ rejectUnauthorized: false });
	});

	it('a certificate that lost its line ends in a password field is put right', () => {
		const body = 'A'.repeat(70);
		const whole = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\nAAAAAA\n-----END PRIVATE KEY-----\n`;
		for (const pasted of [
			`-----BEGIN PRIVATE KEY----- ${body.slice(0, 64)} ${body.slice(64)} -----END PRIVATE KEY-----`,
			whole.replaceAll('\n', '\\n'),
			whole,
		]) {
			const { ssl } = postgresOptions({ ...data, tls: 'encrypt', tlsClientKey: pasted });
			expect(ssl).toEqual({ rejectUnauthorized: false, key: whole });
		}
	});

	it('several keys stand with a space between', async () => {
		const keys = [randomBytes(32), randomBytes(32)].map((key) => key.toString('hex'));
		const ledger = await openPostgresLedger(
			postgresOptions({ ...data, secretKey: keys.join(' ') }),
		);
		await ledger.close();
		expect(await tested({ secretKey: keys.join('\n') })).toMatch(/^OK: The ledger is there/);
	});
});

const tested = async (more: ICredentialDataDecryptedObject = {}): Promise<string> => {
	const credential = {
		id: '1',
		name: 'Ledger',
		type: LEDGER_CREDENTIAL,
		data: { ...data, ...more },
	};
	const { status, message } = await smsLedgerConnection.call(
		{} as ICredentialTestFunctions,
		credential,
	);
	return `${status}: ${message}`;
};

describe('the connection test', () => {
	it('makes nothing: a key with a slip in it is not kept', async () => {
		expect(await tested()).toMatch(/^OK: Connected\. The ledger will be made with its first use/);
		expect(await query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [data.schema])).toEqual([]);
	});

	it.each([
		[{ password: 'wrong' }, /refused the user or the password/],
		[{ database: 'nowhere' }, /no database of the name/],
		[{ port: 1 }, /does not answer/],
		[{ secretKey: 'abc' }, /'Secret Key' of the SMS Ledger credential is not a key/],
		[{ host: '' }, /'Host' of the SMS Ledger credential is empty/],
		[{ tls: 'verify' }, /offers no encryption \(SSL\/TLS\)\. Turn it on/],
		[{ port: 70_000 }, /'Port' of the SMS Ledger credential is no port/],
		[{ schema: 'SMS-Marketing' }, /The schema "SMS-Marketing" .* is no usable name/],
	])('tells what is wrong with %j', async (more, said) => {
		expect(await tested(more)).toMatch(/^Error: /);
		expect(await tested(more)).toMatch(said);
	});

	it('tells a user who may not make the schema', async () => {
		const user = `reader_${randomBytes(4).toString('hex')}`;
		await query(`CREATE USER "${user}" PASSWORD 'reader'`);
		expect(await tested({ user, password: 'reader' })).toMatch(/may not write to its schema/);
		await query(`CREATE SCHEMA "${String(data.schema)}" AUTHORIZATION "${user}"`);
		expect(await tested({ user, password: 'reader' })).toMatch(/^OK/);
		await query(`DROP SCHEMA "${String(data.schema)}" CASCADE`);
		await query(`DROP USER "${user}"`);
	});
});

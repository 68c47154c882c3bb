import { failure } from '../failures';
import { writeDefaultBrand } from '../operations/brands';
import type { Row } from '../row';
import type { Database, Transaction } from './database';
import { MIGRATIONS } from './schema';
import { codeOf } from './trouble';

/** One number for every n8n that migrates this ledger: the lock ends with the transaction (a pooler may sit between). */
const LOCK = 'SELECT pg_advisory_xact_lock(hashtext(?))';
const HAS_META = "SELECT to_regclass('meta') IS NOT NULL AS found";
const READ = 'SELECT value FROM meta WHERE key = ?';
const KEEP =
	'INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value';
const ADD = 'INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT(key) DO NOTHING';

/**
 * Makes the schema, or brings it to this version, in one transaction: of several workers starting at once one does it.
 * @throws LedgerError `NEWER_VERSION`, `NOT_ALLOWED`, `OTHER_TABLES`
 */
export async function migrate(database: Database): Promise<void> {
	try {
		await bringUp(database);
	} catch (error) {
		throw notOurs(error, database.schema);
	}
}

async function bringUp(database: Database): Promise<void> {
	if ((await database.transaction('read', versionOf)) === MIGRATIONS.length) return;
	await database.transaction('durable', async (open) => {
		await open.all(LOCK, `sms-marketing ledger ${database.schema}`);
		// Only when it is not there: a user who may not create schemas can be given one.
		if (!(await schemaExists(open, database.schema))) {
			await open.run(`CREATE SCHEMA "${database.schema}"`);
		}
		// Read again: another worker may have been first.
		const version = await versionOf(open);
		if (version > MIGRATIONS.length) throw failure('NEWER_VERSION');
		for (const migration of MIGRATIONS.slice(version)) await open.run(migration);
		await open.run(KEEP, 'schema', String(MIGRATIONS.length));
		await open.perform(writeDefaultBrand());
	});
}

async function schemaExists(open: Transaction, schema: string): Promise<boolean> {
	return (await open.all('SELECT 1 FROM pg_namespace WHERE nspname = ?', schema)).length > 0;
}

/** Of the ledger in the schema; 0 when there is none. */
export async function versionOf(open: Transaction): Promise<number> {
	const [meta] = await open.all(HAS_META);
	if (meta?.found !== true) return 0;
	return Number(valueOf(await open.all(READ, 'schema')) ?? 0);
}

/** A table, or a column, that is there or is not there, as somebody else's tables have it. */
const OTHERS = new Set(['42703', '42P07', '42P01', '42809', '42883']);

/** The error for a schema with tables of somebody else; any other stays what it is. */
export const notOurs = (error: unknown, schema: string): unknown =>
	OTHERS.has(codeOf(error)) ? failure('OTHER_TABLES', { schema }) : error;

const valueOf = ([row]: Row[]): string | undefined =>
	typeof row?.value === 'string' ? row.value : undefined;

/** Binds a new ledger to its key; of two workers the first one wins. The fingerprint and epoch the ledger has. */
export async function bindKey(
	database: Database,
	{ fingerprint, epoch }: { fingerprint: string; epoch: number },
): Promise<{ fingerprint: string; epoch: number }> {
	return await database.transaction('durable', async (open) => {
		await open.run(ADD, 'key_fingerprint', fingerprint);
		await open.run(ADD, 'key_epoch', String(epoch));
		const kept = async (key: string) => valueOf(await open.all(READ, key));
		return {
			fingerprint: (await kept('key_fingerprint')) ?? '',
			epoch: Number((await kept('key_epoch')) ?? 0),
		};
	});
}

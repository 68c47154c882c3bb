import { makePool } from '../../../vendor/pg';
import { failure, secretKeyWrong } from '../failures';
import { readSecretKey, type LedgerKey } from '../key';
import { Database, type Transaction } from './database';
import { notOurs, versionOf } from './migrate';
import type { PostgresOptions } from './open';
import { checkPlace } from './place';
import { MIGRATIONS } from './schema';

const HAS_META = "SELECT to_regclass('meta') IS NOT NULL AS found";
const MAY_CREATE = `SELECT has_database_privilege(current_database(), 'CREATE') AS database,
	(SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = ?) AS schema`;

/**
 * Looks whether a ledger could be used, and changes nothing: a key with a slip in it must not become the key of a new ledger
 * because somebody tried the connection.
 * @returns whether there is a ledger already
 * @throws LedgerError when server, user, schema or key are not usable
 */
export async function lookAtPostgresLedger(options: PostgresOptions): Promise<boolean> {
	const { schema, key: text, poolSize: _, patienceMs = 0, ...server } = options;
	checkPlace({ schema, port: server.port });
	const key = readSecretKey(text, schema);
	const pool = makePool({ ...server, max: 1, connectionTimeoutMillis: 10_000 });
	const database = new Database(pool, { schema, patienceMs });
	try {
		return await database.transaction('read', async (open) => await look(open, schema, key));
	} catch (error) {
		throw notOurs(error, schema);
	} finally {
		await database.close();
	}
}

async function look(open: Transaction, schema: string, key: LedgerKey): Promise<boolean> {
	const [meta] = await open.all(HAS_META);
	if (meta?.found !== true) {
		const [may] = await open.all(MAY_CREATE, schema);
		if (!(may?.schema ?? may?.database)) throw failure('NOT_ALLOWED');
		return false;
	}
	if ((await versionOf(open)) > MIGRATIONS.length) throw failure('NEWER_VERSION');
	const [bound] = await open.all("SELECT value FROM meta WHERE key = 'key_fingerprint'");
	if (bound && bound.value !== key.fingerprint) throw secretKeyWrong('another', { schema });
	return bound !== undefined;
}

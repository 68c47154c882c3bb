import { makePool } from '../../../vendor/pg';
import type { E164 } from '../../item';
import { failure, secretKeyWrong } from '../failures';
import { readSecretKey } from '../key';
import type { Ledger } from '../ledger';
import { sharedOperations } from '../operations';
import { claim } from './claim';
import { Database } from './database';
import { inLockOrder } from './lock-order';
import { bindKey, migrate } from './migrate';
import { report } from './late';
import { importOptOuts } from './opt-outs';
import { checkPlace } from './place';
import { reserve } from './reserve';
import { settle } from './settle';
import { consentOf, suppressed } from './known';

export interface PostgresOptions {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	/** false: no TLS; true: TLS with a certificate that is checked */
	ssl?: boolean | { rejectUnauthorized?: boolean; ca?: string; cert?: string; key?: string };
	/** made when it is not there */
	schema: string;
	poolSize: number;
	/** 64 hexadecimal digits a line, the oldest key first, as in the key file of an embedded ledger */
	key: string;
	/** how long to go on while the server is away or busy, in milliseconds; default 30 seconds */
	patienceMs?: number;
}

const PATIENCE_MS = 30_000;
const CONNECT_MS = 10_000;

/**
 * Opens a ledger in PostgreSQL, for n8n in queue mode or on several hosts. One pool for each process and credential.
 * @throws LedgerError when server, user, schema or key are not usable
 */
export async function openPostgresLedger(options: PostgresOptions): Promise<Ledger> {
	const { schema, key: text, poolSize, patienceMs = PATIENCE_MS, ssl = false, ...server } = options;
	checkPlace({ schema, port: server.port });
	const key = readSecretKey(text, schema);
	const pool = makePool({
		...server,
		ssl,
		max: poolSize,
		connectionTimeoutMillis: CONNECT_MS,
		// A server whose host is gone never says so.
		keepAlive: true,
		query_timeout: Math.max(patienceMs, CONNECT_MS),
		application_name: 'n8n sms-marketing',
		// A process that ends must not wait for connections nobody uses.
		allowExitOnIdle: true,
	});
	const database = new Database(pool, { schema, patienceMs });
	try {
		await migrate(database);
		const bound = await bindKey(database, key);
		if (bound.fingerprint !== key.fingerprint) throw secretKeyWrong('another', { schema });
		database.bindKey(key.epoch);
	} catch (error) {
		await database.close();
		throw error;
	}
	const shared = sharedOperations(database.store, key);
	const byHash = ({ to }: { to: E164 }) => Buffer.from(key.hash(to)).toString('hex');
	return {
		...shared,
		importOptOuts: async (request) => await importOptOuts(database, key, request),
		recordConsent: async (request) =>
			await inLockOrder(
				request.statements,
				byHash,
				async (statements) => await shared.recordConsent({ ...request, statements }),
			),
		firstSeen: async (source, keys, now) =>
			await inLockOrder(
				keys,
				String,
				async (ordered) => await shared.firstSeen(source, ordered, now),
			),
		reserve: async (request) => await reserve(database, key, request),
		claim: async (request) => await claim(database, key, request),
		settle: async (answers, now) => await settle(database, answers, now),
		report: async (events, now) => await report(database, key, events, now),
		suppressed: async (brand, numbers) => await suppressed(database, key, brand, numbers),
		consentOf: async (brand, numbers) => await consentOf(database, key, brand, numbers),
		backup: async () => {
			throw failure('BACKUP_BY_SERVER', { schema });
		},
		close: async () => await database.close(),
	};
}

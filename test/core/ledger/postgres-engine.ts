import { randomBytes } from 'node:crypto';
import { openPostgresLedger, type PostgresOptions } from '../../../core/ledger';
import { makePool } from '../../../vendor/pg';
import { sharedPostgres } from '../../servers/shared-postgres';
import type { Engine } from './scene';

export interface PostgresEngine extends Engine {
	options: PostgresOptions;
	/** rows of a statement in the ledger's schema */
	query(sql: string, values?: unknown[]): Promise<Array<Record<string, unknown>>>;
}

/** A ledger in a schema of its own, on the server of this run of jest. */
export async function postgresEngine(): Promise<PostgresEngine> {
	const server = await sharedPostgres();
	const schema = `ledger_${randomBytes(6).toString('hex')}`;
	const options: PostgresOptions = {
		...server,
		...{ schema, poolSize: 4, key: randomBytes(32).toString('hex'), patienceMs: 10_000 },
	};
	const pool = makePool({ ...server, max: 1, options: `-c search_path=${schema}` });
	const query: PostgresEngine['query'] = async (sql, values) =>
		(await pool.query(sql, values)).rows;
	const dump = async () => {
		const tables = await query('SELECT tablename FROM pg_tables WHERE schemaname = $1', [schema]);
		const rows: unknown[] = [];
		for (const { tablename } of tables) {
			// Every commit leaves one there, also of a lock that changed nothing.
			if (tablename === 'commit_mark') continue;
			// A number that is made and not used is nothing written.
			rows.push(await query(`SELECT to_jsonb(t) FROM "${String(tablename)}" t ORDER BY 1`));
		}
		return JSON.stringify(rows);
	};
	const bytes = async () => {
		await query('CHECKPOINT');
		const files = await query(
			`SELECT pg_read_binary_file(pg_relation_filepath(oid)) AS bytes FROM pg_class
			WHERE relnamespace = '${schema}'::regnamespace AND pg_relation_filepath(oid) IS NOT NULL`,
		);
		return Buffer.concat(files.map((one) => Buffer.from(one.bytes as Uint8Array)));
	};
	return {
		options,
		query,
		dump,
		bytes,
		opening: `ledger.openPostgresLedger(${JSON.stringify(options)})`,
		open: async () => await openPostgresLedger(options),
		discard: async () => {
			await query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
			await pool.end();
		},
	};
}

import { makePool } from '../../vendor/pg';
import { startPostgres, type PostgresAddress } from './postgres';
import { sharedPostgres } from './shared-postgres';

async function ask(address: PostgresAddress, sql: string): Promise<unknown[]> {
	const pool = makePool({ ...address, max: 1 });
	pool.on('error', () => undefined);
	try {
		return (await pool.query({ text: sql, rowMode: 'array' })).rows;
	} finally {
		await pool.end();
	}
}

it('the shared PostgreSQL is one for the whole run', async () => {
	const [one, other] = await Promise.all([sharedPostgres(), sharedPostgres()]);
	expect(other).toEqual(one);
	expect(await ask(one, 'SELECT 1')).toEqual([[1]]);
});

it('a PostgreSQL of its own can be stopped and started with its data, and refuses a wrong password', async () => {
	const server = await startPostgres();
	try {
		const database = await server.createDatabase('shop');
		await ask(database, 'CREATE TABLE kept AS SELECT 7 AS n');
		await server.halt();
		await expect(ask(database, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		await server.resume();
		expect(await ask(database, 'SELECT n FROM kept')).toEqual([[7]]);
		await expect(ask({ ...database, password: 'another' }, 'SELECT 1')).rejects.toMatchObject({
			code: '28P01',
		});
	} finally {
		await server.stop();
	}
	await expect(ask(server, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

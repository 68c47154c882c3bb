// The PostgreSQL that all test files of one run of jest share. It starts when the first of them asks for it.
import { createServer, connect } from 'node:net';
import { HOST } from './server';
import { startPostgres, type PostgresAddress, type PostgresServer } from './postgres';

/** Where a test file asks the process that runs jest. */
const ASK_AT = 'SMS_TEST_POSTGRES_ASK_AT';

let server: Promise<PostgresServer> | undefined;

/** For jest's global set-up: answers each connection with the address of the server, started by the first one. */
export async function offerPostgres(): Promise<void> {
	const desk = createServer((socket) => {
		socket.on('error', () => undefined);
		server ??= startPostgres();
		server.then(
			({ host, port, user, password, database }) =>
				socket.end(JSON.stringify({ address: { host, port, user, password, database } })),
			(error: unknown) => socket.end(JSON.stringify({ trouble: String(error) })),
		);
	});
	desk.unref();
	await new Promise<void>((resolve) => desk.listen({ port: 0, host: HOST }, resolve));
	const at = desk.address();
	process.env[ASK_AT] = typeof at === 'object' && at ? String(at.port) : '';
}

/** For jest's global tear-down, which runs in the same process. */
export async function endPostgres(): Promise<void> {
	await (await server?.catch(() => undefined))?.stop();
}

/**
 * The PostgreSQL of this run of jest: give each test file a schema or a database of its own. Nobody stops or halts it; a test
 * that has to takes `startPostgres`.
 * @throws when PostgreSQL is not installed, or does not start
 */
export async function sharedPostgres(): Promise<PostgresAddress> {
	const port = Number(process.env[ASK_AT]);
	if (!port) throw new Error('sharedPostgres works in tests run by jest');
	const said = await new Promise<string>((resolve, reject) => {
		let text = '';
		connect({ port, host: HOST })
			.setEncoding('utf8')
			.on('data', (chunk) => (text += String(chunk)))
			.on('error', reject)
			.on('end', () => resolve(text));
	});
	const { address, trouble }: { address?: PostgresAddress; trouble?: string } = JSON.parse(said);
	if (!address) throw new Error(trouble);
	return address;
}

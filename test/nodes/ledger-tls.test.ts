import { randomBytes } from 'node:crypto';
import { openPostgresLedger } from '../../core/ledger';
import { lookAtPostgresLedger } from '../../core/ledger/postgres/look';
import { postgresOptions } from '../../nodes/shared/ledger-credential';
import { startPostgres, type PostgresServer } from '../servers/postgres';

/** The TLS choices of the SMS Ledger credential, against a PostgreSQL with a certificate of its own authority. */
let server: PostgresServer;
const secretKey = randomBytes(32).toString('hex');

beforeAll(async () => {
	server = await startPostgres({ tls: true });
});
afterAll(async () => await server.stop());

const options = (more: object) => {
	const { host, port, database, user, password } = server;
	const place = { host, port, database, user, password, schema: 'tls' };
	return postgresOptions({ ...place, secretKey, poolSize: 1, ...more });
};
const look = async (more: object) => await lookAtPostgresLedger(options(more));

it('a certificate of an own authority is trusted when that is given, also without its line ends', async () => {
	for (const tlsCa of [server.ca!, server.ca!.replaceAll('\n', ' ')]) {
		await expect(look({ tls: 'verify', tlsCa })).resolves.toBe(false);
	}
});

it('a certificate nobody vouches for is refused', async () => {
	await expect(look({ tls: 'verify' })).rejects.toThrow(/self-signed certificate/);
});

it('a certificate for another host is refused', async () => {
	const wrong = look({ tls: 'verify', tlsCa: server.ca!, host: 'localhost' });
	await expect(wrong).rejects.toThrow(/does not match certificate/);
});

it('any certificate will do when only listening in is to be kept out', async () => {
	await expect(look({ tls: 'encrypt' })).resolves.toBe(false);
});

it('the ledger itself works over TLS', async () => {
	const ledger = await openPostgresLedger(options({ tls: 'verify', tlsCa: server.ca! }));
	expect((await ledger.listBrands()).map(({ slug }) => slug)).toEqual(['default']);
	await ledger.close();
});

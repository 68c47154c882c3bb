import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { openPostgresLedger } from '../../core/ledger';
import { lookAtPostgresLedger } from '../../core/ledger/postgres/look';
import { postgresOptions } from '../../nodes/shared/ledger-credential';
import { makePool } from '../../vendor/pg';
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
	await expect(look({ tls: 'verify' })).rejects.toMatchObject({
		message: expect.stringMatching(/is not trusted: self-signed certificate$/),
		hint: expect.stringMatching(/'CA Certificate'/),
	});
});

it('a certificate for another host is refused', async () => {
	const wrong = look({ tls: 'verify', tlsCa: server.ca!, host: 'localhost' });
	await expect(wrong).rejects.toMatchObject({
		message: expect.stringMatching(/is not trusted: .*does not match certificate/),
		hint: expect.stringMatching(/host by the name that the certificate is for/),
	});
});

it('any certificate will do when only listening in is to be kept out', async () => {
	await expect(look({ tls: 'encrypt' })).resolves.toBe(false);
});

it('the ledger itself works over TLS', async () => {
	const ledger = await openPostgresLedger(options({ tls: 'verify', tlsCa: server.ca! }));
	expect((await ledger.listBrands()).map(({ slug }) => slug)).toEqual(['default']);
	await ledger.close();
});

it('a client certificate that is none is said', async () => {
	const none = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
	const given = look({ tls: 'encrypt', tlsCertificate: none, tlsClientKey: none });
	await expect(given).rejects.toMatchObject({ code: 'BAD_CERTIFICATE' });
});

it('a server that wants encryption is not taken for a wrong password', async () => {
	const pool = makePool({ ...server, ssl: false, max: 1 });
	const [{ hba_file: file }] = (await pool.query('SHOW hba_file')).rows;
	const before = readFileSync(file, 'utf8');
	writeFileSync(file, 'hostssl all all all scram-sha-256\n');
	try {
		await pool.query('SELECT pg_reload_conf()');
		let refused: unknown;
		// The server takes the change up a moment later.
		while (refused === undefined)
			refused = await look({ tls: 'off' }).then(
				() => undefined,
				(error: unknown) => error,
			);
		expect(refused).toMatchObject({
			message: expect.stringMatching(/lets nobody in this way: .*no encryption/),
			hint: expect.stringMatching(/turn on 'Encryption \(TLS\)'/),
		});
		await expect(look({ tls: 'encrypt' })).resolves.toBe(true);
	} finally {
		writeFileSync(file, before);
		await pool.query('SELECT pg_reload_conf()');
		await pool.end();
	}
});

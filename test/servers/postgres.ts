// One PostgreSQL for tests: a cluster of its own in a temporary folder, on a port of its own, gone when it is stopped.
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, globSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makePool } from '../../vendor/pg';
import { makeCertificate } from './certificate';
import { accountOf, freePort, HOST, ownFolder, startProgram, type Account } from './server';

export interface PostgresAddress {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

export interface PostgresServer extends PostgresAddress {
	/** stops the server and deletes its data */
	stop(): Promise<void>;
	/** stops the server as a restart of its machine does; the data stays. `immediate` = as a crash does */
	halt(how?: 'fast' | 'immediate'): Promise<void>;
	/** starts it again after `halt`, on the same port */
	resume(): Promise<void>;
	/** makes an empty database and gives its address */
	createDatabase(name: string): Promise<PostgresAddress>;
	/** certificate of its own authority, when it was started with TLS */
	ca?: string;
}

const USER = 'tester';
const PASSWORD = 'only-for-tests';

/** Nothing survives a power cut here, and nothing has to: the tests kill processes, not the machine. */
const SETTINGS = {
	listen_addresses: HOST,
	unix_socket_directories: '',
	max_connections: '200',
	fsync: 'off',
	log_min_messages: 'fatal',
};

/** What the program is told: https://www.postgresql.org/docs/current/server-shutdown.html */
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const;

/**
 * Starts a cluster, with TLS beside plain connections when asked. Takes about 2 seconds. It ends with this process at the latest.
 * `settings`: lines of postgresql.conf that differ, e.g. `{ fsync: 'on' }` where speed is measured.
 * @throws when PostgreSQL is not installed, or does not start
 */
export async function startPostgres({
	tls = false,
	settings = {},
}: { tls?: boolean; settings?: Record<string, string> } = {}): Promise<PostgresServer> {
	const programs = findPrograms();
	const account = accountOf('postgres');
	const folder = ownFolder('postgres', account);
	const data = join(folder.path, 'data');
	makeCluster(join(programs, 'initdb'), folder.path, data, account);
	const port = await freePort();
	const address = { host: HOST, port, user: USER, password: PASSWORD, database: 'postgres' };
	const certificate = tls ? makeCertificate(folder.path, account) : undefined;
	const secure = certificate && {
		ssl: 'on',
		ssl_cert_file: certificate.certificateFile,
		ssl_key_file: certificate.keyFile,
	};
	const options = Object.entries({ ...SETTINGS, ...settings, ...secure, port: String(port) });
	const args = ['-D', data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
	const start = async () => {
		const program = startProgram(join(programs, 'postgres'), args, account);
		await answers(address, program.said, () => program.process.exitCode !== null);
		return program;
	};
	let running = await start();
	const halt = async (how: keyof typeof SIGNALS = 'fast') => {
		running.process.kill(SIGNALS[how]);
		await running.ended;
	};
	return {
		...address,
		ca: certificate?.pem,
		halt,
		resume: async () => {
			running = await start();
		},
		stop: async () => {
			await halt('immediate');
			folder.remove();
		},
		createDatabase: async (name) => await createDatabase(address, name),
	};
}

/** Debian keeps them outside PATH, a folder for each version. */
function findPrograms(): string {
	const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) =>
		b.localeCompare(a, 'en', { numeric: true }),
	);
	const places = [...debian, ...(process.env.PATH ?? '').split(delimiter)];
	const found = places.find((place) => existsSync(join(place, 'initdb')));
	if (!found)
		throw new Error(
			'PostgreSQL is not installed. Install it (Debian, Ubuntu: `sudo apt install postgresql`).',
		);
	return found;
}

function makeCluster(initdb: string, folder: string, data: string, account?: Account): void {
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
	if (account) chownSync(passwordFile, account.uid, account.gid);
	const args = ['-D', data, '-U', USER, '-A', 'scram-sha-256', '--pwfile', passwordFile];
	execFileSync(initdb, [...args, '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'], {
		cwd: '/',
		stdio: ['ignore', 'ignore', 'pipe'],
		...account,
	});
}

async function answers(
	address: PostgresAddress,
	said: () => string,
	ended: () => boolean,
): Promise<void> {
	for (const began = Date.now(); Date.now() - began < 60_000; await pause(50)) {
		if (ended()) break;
		if (await query(address, 'SELECT 1').catch(() => undefined)) return;
	}
	throw new Error(`PostgreSQL did not start:\n${said()}`);
}

async function createDatabase(address: PostgresAddress, name: string): Promise<PostgresAddress> {
	await query(address, `CREATE DATABASE "${name}"`);
	return { ...address, database: name };
}

async function query(address: PostgresAddress, sql: string): Promise<true> {
	const pool = makePool({ ...address, max: 1, connectionTimeoutMillis: 5_000 });
	pool.on('error', () => undefined);
	try {
		await pool.query(sql);
		return true;
	} finally {
		await pool.end();
	}
}

// A server program of the system's packages, run by a test on an own port, in an own folder, as a user of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const HOST = '127.0.0.1';

/** The account that runs the program when the tests run as root: PostgreSQL refuses root. */
export interface Account {
	uid: number;
	gid: number;
}

/** The system's account of that name, when the tests run as root. @throws when there is none */
export function accountOf(name: string): Account | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const id = (kind: string) => Number(execFileSync('id', [kind, name], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/** A folder only the account may read; `remove` deletes it with all that is in it. */
export function ownFolder(name: string, account?: Account): { path: string; remove: () => void } {
	const path = mkdtempSync(join(tmpdir(), `sms-${name}-`));
	if (account) chownSync(path, account.uid, account.gid);
	return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen({ port: 0, host: HOST }, () => {
			const address = probe.address();
			const port = typeof address === 'object' && address ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}

export interface Program {
	process: ChildProcess;
	/** what it has said so far, both streams; the last 20,000 characters */
	said: () => string;
	ended: Promise<void>;
}

const KEPT = 20_000;

/**
 * Starts the program. It ends with this process, also when that is killed: the system signals it then (Linux), so that no
 * server is left behind by a test that was cut off.
 */
export function startProgram(command: string, args: string[], account?: Account): Program {
	const [program, ...rest] = boundToThisProcess([command, ...args]);
	const child = spawn(program ?? command, rest, {
		cwd: '/',
		stdio: ['ignore', 'pipe', 'pipe'],
		...account,
	});
	let said = '';
	const keep = (chunk: string) => {
		said = (said + chunk).slice(-KEPT);
	};
	child.stdout.setEncoding('utf8').on('data', keep);
	child.stderr.setEncoding('utf8').on('data', keep);
	child.on('error', (error) => keep(String(error)));
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	return { process: child, said: () => said, ended };
}

const SETPRIV = '/usr/bin/setpriv';

const boundToThisProcess = (command: string[]): string[] =>
	existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'INT', ...command] : command;

// Starts and stops one real n8n on the own machine. Everything it writes stays in its user folder.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PLAYGROUND, SetUpError } from './install.mjs';
import { HOST } from './ports.mjs';

/** The account of the playground. It opens nothing but an n8n on the own machine, so it is printed and kept here. */
export const OWNER = {
	email: 'demo@sms-marketing.example',
	password: 'Drive2Store',
	passwordHash: '$2a$10$CN0JZm/Zwz6.pBp/pdUrH.MrI2CWaFuFln1T/Ln8mI5Tm3vZ2oBJS',
};

const QUIET = Object.fromEntries(
	[
		'N8N_DIAGNOSTICS_ENABLED',
		'N8N_VERSION_NOTIFICATIONS_ENABLED',
		'N8N_TEMPLATES_ENABLED',
		'N8N_PERSONALIZATION_ENABLED',
		'N8N_HIRING_BANNER_ENABLED',
		'N8N_VERIFIED_PACKAGES_ENABLED',
	].map((name) => [name, 'false']),
);

/** Settings of another n8n on this machine (its database, its queue) must not leak into this one. */
const FOREIGN = /^(N8N|DB|QUEUE|EXECUTIONS|OFFLOAD)_|^WEBHOOK_URL$/;

function environment({ port, brokerPort, userFolder, env }) {
	const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	return {
		...Object.fromEntries(own),
		...QUIET,
		// modules that look for the internet at the start
		N8N_DISABLED_MODULES: 'mcp-registry,mcp,instance-ai,agents,chat-hub',
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: HOST,
		N8N_HOST: HOST,
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_EDITOR_BASE_URL: `http://${HOST}:${port}/`,
		WEBHOOK_URL: `http://${HOST}:${port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_ENCRYPTION_KEY: 'playground-only-nothing-secret-here',
		GENERIC_TIMEZONE: 'Europe/Paris',
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Camille',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Demo',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: OWNER.passwordHash,
		...env,
	};
}

/**
 * @param {{ port: number, brokerPort: number, userFolder: string, env?: Record<string, string>, args?: string[] }} options
 *   `args`: what n8n is to be, e.g. `['worker', '--concurrency=5']`; it must answer at `port` all the same
 * @returns {Promise<{ url: string, pid: number, log: string, ended: Promise<unknown>,
 *   stop: () => Promise<void> }>} once it answers
 * @throws {SetUpError} with the end of its log when it ends or is not ready within three minutes
 */
export async function startN8n(options) {
	const url = `http://${HOST}:${options.port}`;
	mkdirSync(options.userFolder, { recursive: true });
	const log = join(options.userFolder, 'n8n.log');
	const program = join(PLAYGROUND, 'node_modules', 'n8n', 'bin', 'n8n');
	const child = spawn(process.execPath, [program, ...(options.args ?? ['start'])], {
		cwd: options.userFolder,
		env: environment(options),
		stdio: ['ignore', 'pipe', 'pipe'],
		// a process group of its own: Ctrl-C reaches the caller alone, which then stops n8n in order
		detached: process.platform !== 'win32',
	});
	const file = createWriteStream(log);
	child.stdout.pipe(file, { end: false });
	child.stderr.pipe(file, { end: false });
	const ended = new Promise((resolve) => child.once('exit', resolve));
	const stop = () => stopChild(child, ended);
	try {
		await ready(url, child);
	} catch (error) {
		await stop();
		throw new SetUpError(`${error.message}\nThe end of its log (${log}):\n${tail(log)}`);
	}
	return { url, pid: child.pid, log, ended, stop };
}

async function ready(url, child) {
	for (const began = Date.now(); Date.now() - began < 180_000; await pause(250)) {
		if (child.exitCode !== null || child.signalCode) throw new Error('n8n ended while starting.');
		const answer = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
		if (answer?.ok) return;
	}
	throw new Error('n8n did not get ready within three minutes.');
}

async function stopChild(child, ended) {
	if (child.exitCode !== null || child.signalCode) return;
	child.kill('SIGTERM');
	const late = Symbol('late');
	if ((await Promise.race([ended, pause(30_000, late, { ref: false })])) !== late) return;
	try {
		process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
	await ended;
}

function tail(log) {
	return readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
}

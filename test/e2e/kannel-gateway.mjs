// A real Kannel on this machine: bearerbox and smsbox in the foreground, on their own ports and in their own folder.
import { spawn } from 'node:child_process';
import {
	createWriteStream,
	existsSync,
	mkdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SetUpError } from '../../playground/install.mjs';
import { anyFreePort, HOST } from '../../playground/ports.mjs';

const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
export const ACCOUNT = { username: 'lumen', password: 'only-on-this-machine' };

/** Its two programs, in the order they start. */
export const kannelPrograms = () => ['bearerbox', 'smsbox'].map(programOf);

/** @throws {SetUpError} saying how to install it */
function programOf(name) {
	const found = FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
	if (found) return found;
	throw new SetUpError(
		`Kannel is not installed (no ${name}). Debian, Ubuntu: \`sudo apt install kannel\`. Its service need not run.`,
	);
}

/**
 * One group a block. `sms-resend-freq`: what the operator throttled is tried again after 2 seconds instead of 60.
 * `http-request-retry`: without it what n8n does not take at once is lost, a STOP too. `omit-empty` without
 * `max-messages = 0`: whatever n8n answers is texted to the person, unless it is nothing.
 * No `global-sender`: it would take the place of the number that people texted to.
 */
function configOf({ ports, folder, answersTo }) {
	const groups = [
		{
			group: 'core',
			'admin-port': ports.admin,
			'admin-interface': HOST,
			'admin-password': ACCOUNT.password,
			'smsbox-port': ports.bearerbox,
			'smsbox-interface': HOST,
			'box-allow-ip': HOST,
			'sms-resend-freq': 2,
			'store-type': 'file',
			'store-location': `"${join(folder, 'queue')}"`,
			'dlr-storage': 'internal',
			'log-file': `"${join(folder, 'bearerbox.log')}"`,
			'log-level': 0,
		},
		{
			group: 'smsc',
			smsc: 'smpp',
			'smsc-id': 'operator',
			host: HOST,
			port: ports.smsc,
			'transceiver-mode': true,
			'smsc-username': 'kannel',
			'smsc-password': 'kannel',
			'system-type': 'test',
			'reconnect-delay': 1,
		},
		{
			group: 'smsbox',
			'bearerbox-host': HOST,
			'bearerbox-port': ports.bearerbox,
			'sendsms-port': ports.sendsms,
			'sendsms-interface': HOST,
			'http-request-retry': 60,
			'http-queue-delay': 1,
			'log-file': `"${join(folder, 'smsbox.log')}"`,
			'log-level': 0,
		},
		{
			group: 'sendsms-user',
			...ACCOUNT,
			'max-messages': 10,
			concatenation: true,
		},
		{
			group: 'sms-service',
			keyword: 'default',
			'catch-all': true,
			'get-url': `"${answersTo}&from=%p&to=%P&text=%b&charset=%C&id=%I&at=%T"`,
			'omit-empty': true,
		},
	];
	const block = (group) =>
		Object.entries(group)
			.map(([name, value]) => `${name} = ${value}`)
			.join('\n');
	return `${groups.map(block).join('\n\n')}\n`;
}

/**
 * @param {{ folder: string, smscPort: number, answersTo: string }} options `answersTo`: the address of SMS Trigger
 * @returns {Promise<{ sendsms: string, pids: number[], stop: () => Promise<void> }>} once smsbox answers
 */
export async function startKannel({ folder, smscPort, answersTo }) {
	const programs = kannelPrograms();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const ports = { smsc: smscPort };
	for (const name of ['admin', 'bearerbox', 'sendsms']) ports[name] = await anyFreePort();
	const config = join(folder, 'kannel.conf');
	writeFileSync(config, configOf({ ports, folder, answersTo }), { mode: 0o600 });
	const boxes = [];
	const stop = async () => {
		for (const box of boxes.toReversed()) await stopBox(box);
	};
	const sendsms = `http://${HOST}:${ports.sendsms}/cgi-bin/sendsms`;
	try {
		const [bearerbox, smsbox] = programs;
		boxes.push(startBox(bearerbox, config, folder));
		await answering(`http://${HOST}:${ports.admin}/status.txt`, boxes, folder);
		boxes.push(startBox(smsbox, config, folder));
		await answering(sendsms, boxes, folder);
	} catch (error) {
		await stop();
		throw error;
	}
	return { sendsms, pids: boxes.map(({ child }) => child.pid), stop };
}

/** `-v 4`: what it says goes into its log file; only what keeps it from starting comes out here. */
function startBox(program, config, folder) {
	const child = spawn(program, ['-v', '4', config], {
		cwd: folder,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const file = createWriteStream(join(folder, 'boxes.log'), { flags: 'a' });
	child.stdout.pipe(file, { end: false });
	child.stderr.pipe(file, { end: false });
	const ended = new Promise((resolve) => {
		child.once('exit', resolve);
		child.once('error', resolve);
	});
	ended.then(() => file.end());
	return { child, ended };
}

const hasEnded = ({ child }) => child.exitCode !== null || child.signalCode !== null;

/** bearerbox waits for its smsbox before it ends, so they end in the other order than they began. */
async function stopBox(box) {
	if (hasEnded(box)) return;
	box.child.kill('SIGTERM');
	await Promise.race([box.ended, pause(10_000, undefined, { ref: false })]);
	if (!hasEnded(box)) box.child.kill('SIGKILL');
	await box.ended;
}

async function answering(url, boxes, folder) {
	for (const began = Date.now(); Date.now() - began < 30_000; await pause(100)) {
		const answer = await fetch(url).catch(() => undefined);
		await answer?.arrayBuffer();
		if (answer) return;
		if (boxes.some(hasEnded)) break;
	}
	const log = join(folder, 'boxes.log');
	const said = existsSync(log) ? readFileSync(log, 'utf8').trim() : '';
	throw new SetUpError(`Kannel did not start (${url}). ${said.slice(-1000)}`);
}

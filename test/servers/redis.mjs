// One Redis for tests: in memory, on a port of its own, gone when it is stopped.
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, HOST, startProgram } from './load.mjs';

/**
 * Ends with this process at the latest.
 * @returns {Promise<{ host: string, port: number, stop: () => Promise<void> }>}
 * @throws {Error} when Redis is not installed, or does not start
 */
export async function startRedis() {
	const program = findProgram();
	const port = await freePort();
	const settings = { bind: HOST, port, save: '', appendonly: 'no', dir: '/tmp' };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const running = startProgram(program, args);
	await answers(port, running);
	const stop = async () => {
		running.process.kill('SIGTERM');
		await running.ended;
	};
	return { host: HOST, port, stop };
}

function findProgram() {
	const places = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)];
	const found = places.map((place) => join(place, 'redis-server')).find((file) => existsSync(file));
	if (!found)
		throw new Error(
			'Redis is not installed. Install it (Debian, Ubuntu: `sudo apt install redis-server`).',
		);
	return found;
}

async function answers(port, running) {
	for (const began = Date.now(); Date.now() - began < 20_000; await pause(50)) {
		if (running.process.exitCode !== null) break;
		if ((await ping(port)).startsWith('+PONG')) return;
	}
	throw new Error(`Redis did not start:\n${running.said()}`);
}

/** What it answers to PING; nothing when it is not there. */
const ping = (port) =>
	new Promise((resolve) => {
		const socket = connect({ port, host: HOST }, () => socket.write('PING\r\n'));
		socket.setTimeout(2_000, () => socket.destroy());
		socket.once('data', (said) => {
			resolve(String(said));
			socket.destroy();
		});
		socket.on('error', () => undefined);
		socket.on('close', () => resolve(''));
	});

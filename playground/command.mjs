// Runs a program and waits for it, keeping the end of what it said for the case that it fails.
import { spawn } from 'node:child_process';

const KEPT = 20_000;

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} options
 * @returns {Promise<string>} what it printed
 * @throws {Error} whose `output` holds the end of what it printed, when it fails or is not there
 */
export function run(command, args, { cwd, env } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			// npm is a script on Windows, which only a shell can start
			shell: process.platform === 'win32' && command === 'npm',
		});
		let output = '';
		const keep = (chunk) => (output = (output + chunk).slice(-KEPT));
		child.stdout.setEncoding('utf8').on('data', keep);
		child.stderr.setEncoding('utf8').on('data', keep);
		const fail = (why) =>
			reject(Object.assign(new Error(`${command} ${args[0] ?? ''} ${why}`), { output }));
		child.on('error', (error) => {
			output += `\n${error.code} ${command}`;
			fail(error.code);
		});
		child.on('close', (code) => (code === 0 ? resolve(output) : fail(`ended with ${code}`)));
	});
}

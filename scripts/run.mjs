// Runs a script of this repository on Node 24, whatever Node the host has (20 or later).
// Uses Node's built-ins only: on a clean clone it is what installs everything else.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const NODE_VERSION = '24.21.0';
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The path of a Node 24 binary: the host's own when it is one, else one installed once into `.node24/`. */
export async function findNode24() {
	if (Number(process.versions.node.split('.')[0]) === NODE_MAJOR) return process.execPath;
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const name = `node-${platform}-${process.arch}`;
	const home = join(root, '.node24');
	const binary = join(home, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
	if (existsSync(binary)) return binary;
	mkdirSync(home, { recursive: true });
	writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
	await npm(
		`Installing Node ${NODE_VERSION} into .node24/ (once, about 60 MB)`,
		['install', '--no-save', '--ignore-scripts', `${name}@${NODE_VERSION}`],
		home,
	);
	if (!existsSync(binary)) fail(noNode(platform));
	return binary;
}

const noNode = (platform) =>
	`There is no ready-made Node ${NODE_VERSION} for ${platform}-${process.arch}. Install Node ${NODE_MAJOR} by hand, then try again.`;

/** The packages of package-lock.json, installed when they are not, or when the lock file has changed since. */
async function installPackages() {
	const installed = join(root, 'node_modules', '.package-lock.json');
	const stamp = join(root, 'node_modules', '.installed');
	const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
	const current = existsSync(stamp) ? readFileSync(stamp, 'utf8') : lock;
	if (existsSync(installed) && current === lock) return;
	await npm(
		'Installing the development packages (once, about a minute)',
		['ci', '--ignore-scripts'],
		root,
	);
	writeFileSync(stamp, lock);
}

function npm(title, args, cwd) {
	const began = Date.now();
	const say = () => console.log(`${title}: ${Math.round((Date.now() - began) / 1000)} s`);
	console.log(`${title} ...`);
	const timer = setInterval(say, 20_000);
	return new Promise((resolve) => {
		// npm is a script on Windows, which only a shell can start
		const child = spawn('npm', args, {
			cwd,
			stdio: ['ignore', 'ignore', 'pipe'],
			shell: process.platform === 'win32',
		});
		let said = '';
		child.stderr.setEncoding('utf8').on('data', (chunk) => (said += chunk));
		child.on('error', () =>
			fail('npm was not found. Install Node 20 or later with npm, then try again.'),
		);
		child.on('close', (code) => {
			clearInterval(timer);
			if (code !== 0) fail(explainNpm(said));
			resolve();
		});
	});
}

function explainNpm(said) {
	if (/ENOSPC|no space left/i.test(said))
		return 'The disk is full. Free about 4 GB, then try again.';
	if (/EBADPLATFORM|notarget|E404.*node-/i.test(said)) return noNode(process.platform);
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i.test(said))
		return 'The npm registry could not be reached. Check the network (or the proxy settings of npm), then try again.';
	if (/EACCES|EPERM/i.test(said))
		return 'A file cannot be written. Check that this folder belongs to you, then try again.';
	// What is wrong comes first; npm ends with pages on how to call it.
	const errors = said.split('\n').filter((line) => line.startsWith('npm error'));
	return `npm could not install what is needed:\n${errors.slice(0, 12).join('\n') || said}`;
}

function fail(message) {
	console.error(message);
	process.exit(1);
}

async function main() {
	const [script, ...args] = process.argv.slice(2);
	if (!script) fail('Usage: node scripts/run.mjs <script> [arguments]');
	const node = await findNode24();
	await installPackages();
	const quiet = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map(
		(warning) => `--disable-warning=${warning}`,
	);
	const child = spawn(node, [...quiet, script, ...args], {
		cwd: root,
		stdio: 'inherit',
		env: { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH },
	});
	// A Ctrl-C in a terminal reaches the child by itself; a signal sent to this process alone is passed on.
	process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
	for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();

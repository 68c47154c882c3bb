// Runs a script of this repository on Node 24, whatever Node the host has (20 or later).
// Uses Node's built-ins only: on a clean clone it is what installs everything else.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '24.21.0';
const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The path of a Node 24 binary: the host's own when new enough, else one installed once into `.node24/`. */
export function findNode24() {
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const name = `node-${platform}-${process.arch}`;
	const home = join(root, '.node24');
	const binary = join(home, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node');
	if (existsSync(binary)) return binary;
	console.log(`Installing Node ${NODE_VERSION} into .node24/ (once, about 60 MB) ...`);
	mkdirSync(home, { recursive: true });
	writeFileSync(join(home, 'package.json'), '{ "private": true }\n');
	npm(['install', '--no-save', '--ignore-scripts', `${name}@${NODE_VERSION}`], home);
	if (!existsSync(binary))
		fail(
			`No Node ${NODE_VERSION} for ${platform}-${process.arch}. Install Node 24 by hand and try again.`,
		);
	return binary;
}

function npm(args, cwd) {
	const shell = process.platform === 'win32';
	const run = spawnSync('npm', args, {
		cwd,
		stdio: ['ignore', 'ignore', 'pipe'],
		shell,
		encoding: 'utf8',
	});
	if (run.error) fail('npm was not found. Install Node 20 or later with npm, then try again.');
	if (run.status !== 0) fail(explainNpm(run.stderr ?? ''));
}

function explainNpm(stderr) {
	if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(stderr))
		return 'The npm registry could not be reached. Check the network (or the proxy settings of npm), then try again.';
	if (/ENOSPC/i.test(stderr)) return 'The disk is full. Free about 4 GB, then try again.';
	return `npm could not install what is needed:\n${stderr.split('\n').slice(-15).join('\n')}`;
}

function fail(message) {
	console.error(message);
	process.exit(1);
}

function main() {
	const [script, ...args] = process.argv.slice(2);
	if (!script) fail('Usage: node scripts/run.mjs <script> [arguments]');
	const node = findNode24();
	if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
		console.log('Installing the development packages (once, about a minute) ...');
		npm(['ci', '--ignore-scripts'], root);
	}
	const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
	const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
		cwd: root,
		stdio: 'inherit',
		env,
	});
	// A Ctrl-C in a terminal reaches the child by itself: wait for it to end in order.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
	child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();

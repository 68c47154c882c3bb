// Installs the pinned n8n into playground/node_modules, once. What is there and works is kept.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainDisk, explainInstall } from './advice.ts';
import { run } from './command.mjs';
import { compileSqlite, sqliteWorks } from './sqlite.mjs';
import { withProgress } from './progress.mjs';

export const PLAYGROUND = dirname(fileURLToPath(import.meta.url));

/** A trouble a person can act on: its message is all there is to print. */
export class SetUpError extends Error {}

/**
 * Makes sure that n8n is installed and starts with this Node.
 * The first time takes minutes; later a stamp answers at once.
 * @throws {SetUpError} with what to do
 */
export async function installN8n(folder = PLAYGROUND) {
	const modules = join(folder, 'node_modules');
	const stamp = join(modules, '.installed');
	const wanted = fingerprint(folder);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

	const packages = lockedPackages(folder);
	if (!isComplete(folder, modules)) {
		refuseFullDisk(folder);
		console.log(
			`Installing n8n ${n8nVersion(folder)} into playground/ (once; about 3 GB, 3 to 10 minutes).`,
		);
		await explained(() =>
			withProgress(
				'n8n and its packages',
				// Scripts stay off: of all of them only sqlite3's is needed, and others fail and undo everything.
				() => run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder }),
				() => unpacked(folder, packages),
			),
		);
	}
	if (!(await sqliteWorks(modules)))
		await explained(() =>
			withProgress('the database driver of n8n (compiled, 1 to 3 minutes)', () =>
				compileSqlite(modules),
			),
		);
	writeFileSync(stamp, wanted);
}

/** Changes with the lock file and with what a compiled driver depends on. */
function fingerprint(folder) {
	const lock = readFileSync(join(folder, 'package-lock.json'));
	const platform = `${process.platform}-${process.arch}-${process.versions.modules}`;
	return `${createHash('sha256').update(lock).digest('hex')} ${platform}\n`;
}

function n8nVersion(folder) {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies.n8n;
}

function lockedPackages(folder) {
	const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
	return Object.entries(lock.packages)
		.filter(([path, entry]) => path !== '' && !entry.optional)
		.map(([path]) => path);
}

/** npm writes `.package-lock.json` last: an installation cut short has none. */
function isComplete(folder, modules) {
	const manifest = join(modules, 'n8n', 'package.json');
	return (
		existsSync(join(modules, '.package-lock.json')) &&
		existsSync(manifest) &&
		JSON.parse(readFileSync(manifest, 'utf8')).version === n8nVersion(folder)
	);
}

function unpacked(folder, packages) {
	const there = packages.filter((path) => existsSync(join(folder, path, 'package.json'))).length;
	const count = (n) => n.toLocaleString('en-US');
	return `${count(there)} of ${count(packages.length)} packages unpacked`;
}

function refuseFullDisk(folder) {
	const { bavail, bsize } = statfsSync(folder);
	const advice = explainDisk(bavail * bsize, folder);
	if (advice) throw new SetUpError(advice);
}

async function explained(work) {
	try {
		return await work();
	} catch (error) {
		throw new SetUpError(explainInstall(`${error.output ?? ''}\n${error.message}`));
	}
}

/** For a fresh start: `node scripts/run.mjs playground/install.mjs --again`. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
	if (process.argv.includes('--again'))
		rmSync(join(PLAYGROUND, 'node_modules', '.installed'), { force: true });
	await installN8n().catch((error) => {
		console.error(error instanceof SetUpError ? error.message : error);
		process.exitCode = 1;
	});
}

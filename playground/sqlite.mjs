// The one compiled driver n8n needs. node-gyp cannot build in a path with a space, so it is built in a
// temporary folder with a short name and the result is copied in.
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';

const BINARY = ['build', 'Release', 'node_sqlite3.node'];

/** Whether the driver loads, tried in a process of its own: a bad binary may crash it. */
export async function sqliteWorks(modules) {
	const binary = join(modules, 'sqlite3', ...BINARY);
	if (!existsSync(binary)) return false;
	return await run(process.execPath, ['-e', 'require(process.argv[1])', binary]).then(
		() => true,
		() => false,
	);
}

/** Takes the ready-made binary where it can be downloaded, else compiles it against the headers of this Node. */
export async function compileSqlite(modules) {
	const { version } = JSON.parse(readFileSync(join(modules, 'sqlite3', 'package.json'), 'utf8'));
	const folder = mkdtempSync(join(shortTemporaryFolder(), 'sqlite3-'));
	try {
		writeFileSync(
			join(folder, 'package.json'),
			JSON.stringify({ private: true, dependencies: { sqlite3: version } }),
		);
		await run(
			'npm',
			[
				'install',
				'--ignore-scripts=false',
				'--prefer-offline',
				'--no-audit',
				'--no-fund',
				'--no-package-lock',
			],
			{ cwd: folder, env: { ...headers(folder), JOBS: 'max' } },
		);
		const target = join(modules, 'sqlite3', ...BINARY);
		mkdirSync(dirname(target), { recursive: true });
		cpSync(join(folder, 'node_modules', 'sqlite3', ...BINARY), target);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Node from npm carries its headers; another Node lets node-gyp fetch them. */
function headers(folder) {
	const home = dirname(dirname(process.execPath));
	if (!existsSync(join(home, 'include', 'node', 'node.h'))) return {};
	const link = join(folder, 'node-headers');
	symlinkSync(home, link, process.platform === 'win32' ? 'junction' : 'dir');
	return { npm_config_nodedir: link };
}

function shortTemporaryFolder() {
	const usual = tmpdir();
	return /\s/.test(usual) && process.platform !== 'win32' ? '/tmp' : usual;
}

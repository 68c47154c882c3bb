// Puts the built package where n8n keeps community packages, exactly as an installation from npm leaves it:
// the files of the packed tarball, no more. (npm itself would also bring the 143 MB peer n8n already has.)
import {
	existsSync,
	globSync,
	mkdirSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';
import { PLAYGROUND, SetUpError } from './install.mjs';

export const ROOT = dirname(PLAYGROUND);
const SOURCES = [
	'core',
	'nodes',
	'credentials',
	'vendor',
	'gulpfile.js',
	'tsconfig.json',
	'tsconfig.build.json',
	'package.json',
];

/** Builds dist/ unless it is whole and newer than every source. */
export async function buildPackage() {
	const changed = Math.max(...SOURCES.map((source) => newest(join(ROOT, source))));
	if (isWhole() && newest(join(ROOT, 'dist')) > changed) return;
	console.log('Building the package ...');
	await run(process.execPath, [join('scripts', 'build.mjs')], { cwd: ROOT }).catch(({ output }) => {
		throw new SetUpError(`The package could not be built:\n${output.trim()}`);
	});
}

/** A build cut short lacks what its last step copies: the nodes' icons. */
function isWhole() {
	const icons = globSync('nodes/*/*.svg', { cwd: ROOT });
	const { nodes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).n8n;
	const wanted = [...nodes, ...icons.map((icon) => join('dist', icon))];
	return wanted.every((path) => existsSync(join(ROOT, path)));
}

/** Latest change below a path, in milliseconds; 0 when it is not there. */
function newest(path) {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Packs the built package and unpacks it for the n8n of `userFolder`. Returns its name. */
export async function installPackage(userFolder) {
	const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const home = join(userFolder, '.n8n', 'nodes');
	const target = join(home, 'node_modules', name);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	await run('npm', ['pack', '--ignore-scripts', '--pack-destination', home], { cwd: ROOT });
	const tarball = `${name}-${version}.tgz`;
	// `-C` and a relative name: a colon or a space in a path means something to some tars.
	await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', join('node_modules', name)], {
		cwd: home,
	});
	rmSync(join(home, tarball));
	const manifest = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	writeFileSync(join(home, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
	return name;
}

// Completes the lock files after `npm install` behind a registry mirror that serves this platform's packages only: npm then
// leaves out the optional packages of the other platforms, and `npm ci` refuses such a lock file everywhere.
// `--check` changes nothing and fails when something is missing.
import { readFileSync, writeFileSync } from 'node:fs';

const LOCKS = ['package-lock.json', 'playground/package-lock.json'];
const SYSTEMS = [
	'android',
	'darwin',
	'freebsd',
	'linux',
	'netbsd',
	'openbsd',
	'openharmony',
	'win32',
];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'x64'];

/** Whether Node, starting from the package at `path`, finds `name` in the lock file. */
function isLocked(packages, path, name) {
	for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
		if (packages[`${at}/node_modules/${name}`.replace(/^\//, '')]) return true;
		if (at === '') return false;
	}
}

/** The platform is in the name: @swc/core-darwin-arm64. */
function entryOf(name, range, dev) {
	const words = name.split(/[/-]/);
	const system = SYSTEMS.find((word) => words.includes(word));
	const processor = PROCESSORS.find((word) => words.includes(word));
	return {
		version: range.replace(/^[\^~=>]+/, ''),
		...(processor && { cpu: [processor] }),
		...(dev && { dev }),
		optional: true,
		...(system && { os: [system] }),
	};
}

function missingOf({ packages }) {
	return Object.entries(packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
		Object.entries(optionalDependencies)
			.filter(([name]) => !isLocked(packages, path, name))
			.map(([name, range]) => [`node_modules/${name}`, entryOf(name, range, dev)]),
	);
}

const check = process.argv.includes('--check');
for (const file of LOCKS) {
	const lock = JSON.parse(readFileSync(file, 'utf8'));
	const missing = missingOf(lock);
	console.log(`${file}: ${missing.length} optional packages of other platforms missing`);
	if (missing.length === 0) continue;
	if (check) process.exitCode = 1;
	else {
		const packages = [...Object.entries(lock.packages), ...missing];
		packages.sort(([a], [b]) => a.localeCompare(b, 'en'));
		const whole = { ...lock, packages: Object.fromEntries(packages) };
		writeFileSync(file, `${JSON.stringify(whole, null, '\t')}\n`);
	}
}

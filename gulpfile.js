const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { dest, parallel, src } = require('gulp');
const { build } = require('esbuild');

// PNG files are binary: without `encoding: false` gulp 5 would read them as UTF-8.
const assets = () =>
	src(['{nodes,credentials}/**/*.{png,svg}', 'nodes/**/*.node.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

const BUNDLE = {
	bundle: true,
	format: 'cjs',
	platform: 'node',
	target: 'node22',
	legalComments: 'inline',
	minifySyntax: true,
	minifyWhitespace: true,
	logLevel: 'warning',
	metafile: true,
};

// Replaces each compiled seam of vendor/ by a self-contained bundle, so that the package has no runtime dependency.
const vendor = async () =>
	await build({
		...BUNDLE,
		entryPoints: readdirSync('vendor')
			.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
			.map((name) => `vendor/${name}`),
		outdir: 'dist/vendor',
		external: ['luxon', 'n8n-workflow'],
	});

// What is run outside n8n finds nothing of what n8n provides: all of it in one file.
const commands = async () =>
	await build({
		...BUNDLE,
		entryPoints: {
			'move-ledger': 'core/ledger/move/command.ts',
			'rotate-key': 'core/ledger/rotate/command.ts',
		},
		outdir: 'dist/commands',
	});

async function bundles() {
	const built = await Promise.all([vendor(), commands()]);
	const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
	const bundled = new Set(inputs.flatMap(packageFolder));
	const notices = [...bundled].sort().map(notice);
	writeFileSync('dist/vendor/LICENSES.txt', notices.join(`\n${'-'.repeat(78)}\n\n`));
}

/** `node_modules/saxen/dist/index.js` → `node_modules/saxen` */
const packageFolder = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [];

/** Each bundled library with its licence: what its terms ask for when it is passed on. */
function notice(folder) {
	const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
	if (files.length === 0 && !license) throw new Error(`${name} names no licence`);
	const texts = files.filter((file) => existsSync(join(folder, file)));
	const text = texts.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
	return `${name} ${version} (${license})\n\n${text}\n`;
}

exports.build = parallel(assets, bundles);

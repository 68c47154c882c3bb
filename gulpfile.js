const { readdirSync } = require('node:fs');
const { dest, parallel, src } = require('gulp');
const { build } = require('esbuild');

// PNG files are binary: without `encoding: false` gulp 5 would read them as UTF-8.
const assets = () =>
	src(['{nodes,credentials}/**/*.{png,svg}', 'nodes/**/*.node.json'], { encoding: false }).pipe(
		dest('dist'),
	);

// Replaces each compiled seam of vendor/ by a self-contained bundle, so that the package has no runtime dependency.
const vendor = () =>
	build({
		entryPoints: readdirSync('vendor')
			.filter((name) => name.endsWith('.ts'))
			.map((name) => `vendor/${name}`),
		outdir: 'dist/vendor',
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node22',
		legalComments: 'inline',
		minifySyntax: true,
		minifyWhitespace: true,
		external: ['luxon', 'n8n-workflow'],
		logLevel: 'warning',
	});

exports.build = parallel(assets, vendor);

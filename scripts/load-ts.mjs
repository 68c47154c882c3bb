// Loads a TypeScript file of this repository, its own imports bundled and packages left outside.
import { build } from 'esbuild';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** Node's own type stripping cannot follow the extensionless imports of the sources, so esbuild does. */
export async function loadTypeScript(file, define = {}) {
	const outdir = join(root, '.scratch', 'bundled', relative(root, dirname(file)));
	mkdirSync(outdir, { recursive: true });
	const outfile = join(outdir, `${basename(file, '.ts')}.cjs`);
	await build({
		entryPoints: [file],
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'cjs',
		target: 'node24',
		logLevel: 'error',
		define,
	});
	return require(outfile);
}

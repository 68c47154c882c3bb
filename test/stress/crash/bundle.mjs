// Builds what worker and coordinator load, with the harness's gateway and its hold on the ledger built in, and with the
// changed source text of a mutant. Nothing of this is in the product.
import { build } from 'esbuild';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');

/** Lets the harness wrap every ledger that is opened, adds its gateway to the list, and shortens a wait. */
const SEAMS = [
	{
		file: 'core/ledger/sqlite/embedded.ts',
		find: 'export async function openEmbeddedLedger(',
		put: `export async function openEmbeddedLedger(options) {
	const ledger = await openAsItIs(options);
	return globalThis.crashHarness ? globalThis.crashHarness(ledger) : ledger;
}
async function openAsItIs(`,
	},
	{
		// Ten minutes would be half a minute of the round.
		file: 'core/ledger/doubt.ts',
		find: 'LEAST_QUIET_MS = 10 * 60_000',
		put: 'LEAST_QUIET_MS = 10_000',
	},
	{
		file: 'core/gateway/gateways.ts',
		find: 'export const GATEWAYS: readonly Gateway[] = [',
		put: `import { crashGateway } from '../../test/stress/crash/gateway';
export const GATEWAYS: readonly Gateway[] = [crashGateway, `,
	},
];

/** The side of the harness that never opens the list of gateways. */
const NOT_IN = { 'coordinator-side': ['core/gateway/gateways.ts'] };

/**
 * @param changes `{ file, find, put }`: `find` must be there exactly once, so that a mutant cannot silently be none
 * @returns the files to `require`
 */
export async function bundle(name, changes = []) {
	const outdir = join(root, '.scratch', 'crash', name);
	mkdirSync(outdir, { recursive: true });
	const sides = ['worker-side', 'coordinator-side'];
	await Promise.all(
		sides.map(async (side) => {
			const wanted = [...SEAMS, ...changes].filter(({ file }) => !NOT_IN[side]?.includes(file));
			const changed = new Set();
			await build({
				entryPoints: [join(here, `${side}.ts`)],
				outfile: join(outdir, `${side}.cjs`),
				bundle: true,
				packages: 'external',
				platform: 'node',
				format: 'cjs',
				target: 'node24',
				logLevel: 'error',
				plugins: [changing(wanted, changed)],
			});
			const missed = wanted.filter(({ file }) => !changed.has(file));
			if (missed.length > 0) throw new Error(`${name}: ${missed[0].file} is not loaded any more`);
		}),
	);
	const [worker, coordinator] = sides.map((side) => join(outdir, `${side}.cjs`));
	return { worker, coordinator };
}

function changing(changes, changed) {
	return {
		name: 'changing',
		setup(esbuild) {
			esbuild.onLoad({ filter: /\.ts$/ }, ({ path }) => {
				const file = relative(root, path).split(sep).join('/');
				const wanted = changes.filter((change) => change.file === file);
				if (wanted.length === 0) return undefined;
				changed.add(file);
				const contents = wanted.reduce(replaceOnce, readFileSync(path, 'utf8'));
				return { contents, loader: 'ts' };
			});
		},
	};
}

function replaceOnce(text, { file, find, put }) {
	const parts = text.split(find);
	if (parts.length === 2) return parts.join(put);
	throw new Error(`${file} holds ${parts.length - 1} times what is to be changed once:\n${find}`);
}

// Builds what worker and coordinator load, with the harness's gateway and its hold on the ledger built in, and with the
// changed source text of a mutant. Nothing of this is in the product.
import { build } from 'esbuild';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');

/** Lets the harness wrap every ledger that is opened, adds its gateway to the list, and shortens a wait. */
const SEAMS = [
	{
		find: 'export async function openEmbeddedLedger(',
		put: `export async function openEmbeddedLedger(options) {
	const ledger = await openAsItIs(options);
	return globalThis.crashHarness ? globalThis.crashHarness(ledger) : ledger;
}
async function openAsItIs(`,
	},
	// Ten minutes would be half a minute of the round; the look-up of the harness asks for longer than this.
	{ find: 'LEAST_QUIET_MS = 10 * 60_000', put: 'LEAST_QUIET_MS = 10_000' },
	{
		side: 'worker-side',
		find: 'export const GATEWAYS: readonly Gateway[] = [',
		put: `import { crashGateway } from '${join(here, 'gateway')}';
export const GATEWAYS: readonly Gateway[] = [crashGateway, `,
	},
];

/**
 * @param changes `{ find, put }`, made wherever `find` stands in core/; it must stand somewhere, so that a mutant cannot
 * silently be none
 * @returns the files to `require`
 */
export async function bundle(name, changes = []) {
	const outdir = join(root, '.scratch', 'crash', name);
	mkdirSync(outdir, { recursive: true });
	const sides = ['worker-side', 'coordinator-side'];
	await Promise.all(
		sides.map(async (side) => {
			const wanted = [...SEAMS, ...changes].filter((change) => (change.side ?? side) === side);
			const found = new Set();
			await build({
				entryPoints: [join(here, `${side}.ts`)],
				outfile: join(outdir, `${side}.cjs`),
				bundle: true,
				packages: 'external',
				platform: 'node',
				format: 'cjs',
				target: 'node24',
				logLevel: 'error',
				plugins: [changing(wanted, found)],
			});
			const missing = wanted.find((change) => !found.has(change));
			if (missing) throw new Error(`${name}: the text to change is gone:\n${missing.find}`);
		}),
	);
	const [worker, coordinator] = sides.map((side) => join(outdir, `${side}.cjs`));
	return { worker, coordinator };
}

const changing = (changes, found) => ({
	name: 'changing',
	setup(esbuild) {
		esbuild.onLoad({ filter: /[\\/]core[\\/].*\.ts$/ }, ({ path }) => {
			const text = readFileSync(path, 'utf8');
			const here = changes.filter(({ find }) => text.includes(find));
			for (const change of here) found.add(change);
			const contents = here.reduce((all, { find, put }) => all.replaceAll(find, () => put), text);
			return { contents, loader: 'ts' };
		});
	},
});

// Bundles the ledger as a worker loads it, with the changed source text of a ledger that is broken on purpose. Nothing of
// this is in the product.
import { build } from 'esbuild';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

const LOCK = 'const statement = `${RECIPIENTS} FOR NO KEY UPDATE`;';
const COUNT = 'await open.all(marketing ? SLOTS : SERVICE, ids, live ? 1 : 0, since, clock)';
/** What is counted comes with the row that is locked: it is as old as the beginning of the wait for the lock. */
const LOCK_AND_COUNT = `const statement = RECIPIENTS.replace('opted_out_at,', \`opted_out_at, (SELECT coalesce(jsonb_agg(jsonb_build_object(
	'id', s.id, 'recipient_id', s.recipient_id, 'slot_at', s.slot_at)), '[]') FROM message s
	WHERE s.recipient_id = recipient.id AND s.slot_at IS NOT NULL) AS slots,\`) + ' FOR NO KEY UPDATE';`;

/** Ledgers that must be seen to pass the cap. */
export const BROKEN = [
	{
		name: 'lock and count in one statement',
		engine: 'postgres',
		quick: true,
		changes: [
			{ find: LOCK, put: LOCK_AND_COUNT },
			{
				find: 'return new Map(\n\t\trows.map((row) => [\n\t\t\thashKey',
				put: 'lockedSlots.rows = rows.flatMap((row: any) => row.slots ?? []);\n\treturn new Map(\n\t\trows.map((row) => [\n\t\t\thashKey',
			},
			{
				find: 'forEach, lockRecipients,',
				put: 'forEach, lockedSlots, lockRecipients,',
			},
			{ find: COUNT, put: 'lockedSlots.rows' },
			{
				find: 'export const hashKey',
				put: 'export const lockedSlots: { rows: any[] } = { rows: [] };\nexport const hashKey',
			},
		],
	},
	{
		name: 'no lock',
		engine: 'postgres',
		changes: [{ find: LOCK, put: 'const statement = RECIPIENTS;' }],
	},
	{ name: 'no lock, embedded', engine: 'embedded', quick: true, worker: 'counts first' },
];

/** @returns the file to `require` */
export async function bundle({ name = 'as it is', changes = [] } = {}) {
	const outdir = join(root, '.scratch', 'cap');
	mkdirSync(outdir, { recursive: true });
	const outfile = join(outdir, `${name.replaceAll(/\W+/g, '-')}.cjs`);
	const found = new Set();
	await build({
		entryPoints: [join(root, 'core/ledger/index.ts')],
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		format: 'cjs',
		target: 'node24',
		logLevel: 'error',
		plugins: [changing(changes, found)],
	});
	const missing = changes.find((change) => !found.has(change));
	// Else it would be no broken ledger at all, without a word.
	if (missing) throw new Error(`${name}: the text to change is gone:\n${missing.find}`);
	return outfile;
}

const changing = (changes, found) => ({
	name: 'changing',
	setup(esbuild) {
		esbuild.onLoad({ filter: /[\\/]core[\\/]ledger[\\/].*\.ts$/ }, ({ path }) => {
			const text = readFileSync(path, 'utf8');
			const here = changes.filter(({ find }) => text.includes(find));
			for (const change of here) found.add(change);
			const contents = here.reduce((all, { find, put }) => all.replace(find, () => put), text);
			return { contents, loader: 'ts' };
		});
	},
});

// `npm run bench [name] [-- --keep]`: runs the benchmarks of bench/*.ts and bench/*.mjs and prints one table, ours beside theirs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadTypeScript } from '../scripts/load-ts.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const load = async (file) =>
	file.endsWith('.mjs')
		? await import(pathToFileURL(join(here, file)).href)
		: await loadTypeScript(join(here, file), {
				'process.env.SMS_BENCH_ROOT': JSON.stringify(dirname(here)),
			});

/** Files beside the benches that are none. The last is run by itself: to import it is to begin it. */
const OTHERS = ['run.mjs', 'row.ts', 'ten-million.mjs'];
const nameOf = (file) => basename(file, extname(file));

const benchesOf = (module) =>
	Object.entries(module).filter(
		([name, value]) => /^bench/.test(name) && typeof value === 'function',
	);

function print(rows) {
	const shown = rows.map(({ what, ours, theirs, ratio, expected, holds }) => ({
		what,
		ours,
		theirs,
		ratio: Number.isFinite(ratio) ? `${ratio.toFixed(ratio < 10 ? 1 : 0)} x` : '-',
		expected,
		holds: holds ? 'yes' : 'NO',
	}));
	const heads = ['what', 'ours', 'theirs', 'ratio', 'expected', 'holds'];
	const widths = heads.map((head) =>
		Math.max(head.length, ...shown.map((row) => [...String(row[head])].length)),
	);
	const line = (cells) => cells.map((cell, i) => String(cell).padEnd(widths[i])).join('  ');
	console.log(`\n${line(heads)}\n${line(widths.map((width) => '-'.repeat(width)))}`);
	for (const row of shown) console.log(line(heads.map((head) => row[head])));
}

/** A full run replaces the kept results; a bench that is run alone with --keep replaces its own rows. */
function keepResults(machine, rows, alone) {
	const file = join(here, 'results.json');
	const at = new Date().toISOString();
	const names = new Set(rows.map(({ what }) => what));
	const others = alone
		? JSON.parse(readFileSync(file, 'utf8')).rows.filter(({ what }) => !names.has(what))
		: [];
	const results = { at, machine, rows: [...others, ...rows] };
	writeFileSync(file, `${JSON.stringify(results, null, '\t')}\n`);
}

async function main() {
	const [wanted] = process.argv.slice(2).filter((word) => word !== '--keep');
	const keep = !wanted || process.argv.includes('--keep');
	const files = readdirSync(here).filter(
		(name) => /\.(ts|mjs)$/.test(name) && !OTHERS.includes(name),
	);
	const chosen = files.filter((name) => !wanted || nameOf(name) === wanted);
	const rows = [];
	let failed = 0;
	for (const file of chosen) {
		try {
			for (const [, bench] of benchesOf(await load(file))) {
				console.log(`${nameOf(file)} ...`);
				rows.push(...(await bench()));
			}
		} catch (error) {
			failed += 1;
			console.error(`${file}: ${error instanceof Error ? error.message : error}`);
		}
	}
	if (rows.length === 0) {
		console.error(
			wanted
				? `No benchmark '${wanted}'. There are: ${files.map(nameOf).join(', ')}`
				: 'No benchmark gave a result.',
		);
		process.exit(1);
	}
	print(rows);
	const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.versions.node}`;
	console.log(`\n${machine}`);
	if (keep) keepResults(machine, rows, Boolean(wanted));
	process.exit(failed > 0 || rows.some(({ holds }) => !holds) ? 1 : 0);
}

await main();

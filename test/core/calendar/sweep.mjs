// Every quarter hour of 2024–2032 in all 13 French territories against a walk on the platform's own clock (Intl).
// Heavy, so not part of the tests: node test/core/calendar/sweep.mjs (needs esbuild, a few minutes).
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'sweep-'));
const root = new URL('../../../', import.meta.url);
const load = async (file) => {
	const outfile = join(folder, `${file.replaceAll('/', '-')}.mjs`);
	const entry = new URL(file, root);
	await build({
		entryPoints: [decodeURIComponent(entry.pathname)],
		outfile,
		bundle: true,
		format: 'esm',
		platform: 'node',
		logLevel: 'error',
	});
	return import(pathToFileURL(outfile));
};

const { nextAllowed, tighten } = await load('core/calendar/sending-hours.ts');
const { FRENCH_TERRITORIES, territory } = await load('core/calendar/territories.ts');
const { openAt } = await load('test/core/calendar/brute-force.ts');
const { holidays } = await load('core/calendar/holidays.ts');
rmSync(folder, { recursive: true });

const QUARTER_MS = 900_000;
const START = Date.UTC(2024, 0, 1);
const END = Date.UTC(2033, 0, 1);
const strict = tighten('strict');
let wrong = 0;
for (const id of FRENCH_TERRITORIES) {
	// The list itself is held against the official one by holidays.test.ts; here only the clock is in question.
	const years = Array.from({ length: 10 }, (_, index) => 2024 + index);
	const closed = new Set(years.flatMap((year) => holidays(id, year).map(({ date }) => date)));
	const rules = {
		open: (weekday, minute) => weekday <= 6 && minute >= 480 && minute < 1200,
		closedOn: (date) => closed.has(date),
	};
	let expected = Infinity;
	// Backwards, so that the next allowed moment is always known without walking again; the last week only primes it.
	for (let at = END + 7 * 96 * QUARTER_MS; at >= START; at -= QUARTER_MS) {
		if (openAt(at, territory(id), rules)) expected = at;
		if (at < END && nextAllowed(at, territory(id), strict) !== expected) wrong += 1;
	}
	process.stdout.write(`${id}: ${wrong} wrong so far\n`);
}
process.exitCode = wrong === 0 ? 0 : 1;

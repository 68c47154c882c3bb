// What a reservation costs beside 100 thousand, 1 million and 10 million past messages. Takes many minutes and
// 10 GB of disk for each engine, and tells how far it is; not part of `npm run bench`.
//   npm run bench:ten-million [-- embedded|postgres] [rows, multiples of 100,000 …]
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from '../scripts/load-ts.mjs';
import { startPostgres } from '../test/servers/load.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const ENGINES = ['embedded', 'postgres'];
const PASTS = [100_000, 1_000_000, 10_000_000];
const TOLD_EVERY_MS = 5_000;

/** Fewer checkpoints while millions of rows are written; each ledger is measured after one. */
const SETTINGS = { max_wal_size: '8GB', checkpoint_timeout: '30min' };

function readArguments(args) {
	const engines = args.filter((arg) => ENGINES.includes(arg));
	const pasts = args.filter((arg) => /^\d+00000$/.test(arg)).map(Number);
	const wrong = args.filter((arg) => !ENGINES.includes(arg) && !pasts.includes(Number(arg)));
	if (wrong.length > 0) {
		console.error(`Not understood: ${wrong.join(' ')}. Engines: ${ENGINES.join(', ')}.`);
		process.exit(1);
	}
	return {
		engines: engines.length > 0 ? engines : ENGINES,
		pasts: pasts.length > 0 ? pasts : PASTS,
	};
}

/** A line now and then, with the time since the beginning. */
function progressOf(engine) {
	const began = performance.now();
	let last = -Infinity;
	return (text) => {
		if (performance.now() - last < TOLD_EVERY_MS) return;
		last = performance.now();
		console.log(`${((last - began) / 60_000).toFixed(1)} min, ${engine}: ${text}`);
	};
}

async function measure(engine, pasts) {
	const { costs, embeddedPast, postgresPast } = await loadTypeScript(join(here, 'past.ts'));
	const server = engine === 'postgres' ? await startPostgres({ settings: SETTINGS }) : undefined;
	try {
		const make = server ? postgresPast(server) : embeddedPast;
		const each = await costs(make, pasts, progressOf(engine));
		pasts.forEach((rows, n) => {
			const times = (each[n] / each[0]).toFixed(2);
			console.log(
				`${engine}: ${each[n].toFixed(0)} µs a reservation beside ${rows.toLocaleString('en-US')} past messages, ${times} times the first`,
			);
		});
	} finally {
		await server?.stop();
	}
}

const { engines, pasts } = readArguments(process.argv.slice(2));
for (const engine of engines) await measure(engine, pasts);

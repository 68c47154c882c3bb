// What a reservation costs beside 100 thousand, 1 million and 10 million past messages, on both engines. Takes some twenty
// minutes and 10 GB of disk; not part of `npm run bench`.
//   node scripts/run.mjs bench/ten-million.mjs [embedded|postgres] [rows …]
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from '../scripts/load-ts.mjs';
import { startPostgres } from '../test/servers/load.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { costs, embeddedPast, postgresPast } = await loadTypeScript(join(here, 'past.ts'));
const args = process.argv.slice(2);
const named = args.filter((arg) => !/^\d+$/.test(arg));
const given = args.filter((arg) => /^\d+$/.test(arg)).map(Number);
const pasts = given.length > 0 ? given : [100_000, 1_000_000, 10_000_000];

for (const engine of named.length > 0 ? named : ['embedded', 'postgres']) {
	const server = engine === 'postgres' ? await startPostgres() : undefined;
	try {
		const each = await costs(server ? postgresPast(server) : embeddedPast, pasts);
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

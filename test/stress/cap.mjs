// Several processes reserve and claim the same contacts in several campaigns on one embedded ledger.
// Ends with every contact at exactly its cap and nothing claimed twice, or exits with 1.
//   npm run stress:cap -- [--quick] [--processes 4] [--campaigns 20] [--contacts 5000] [--cap 2] [--no-lock]
// --no-lock counts first and writes later, in this harness only: it must report contacts over the cap.
import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values: flags } = parseArgs({
	options: {
		processes: { type: 'string', default: '4' },
		campaigns: { type: 'string' },
		contacts: { type: 'string' },
		cap: { type: 'string', default: '2' },
		quick: { type: 'boolean', default: false },
		'no-lock': { type: 'boolean', default: false },
		/** the compiled ledger */
		ledger: { type: 'string', default: join(root, 'dist/core/ledger/index.js') },
	},
});
const settings = {
	processes: Number(flags.processes),
	campaigns: Number(flags.campaigns ?? (flags.quick ? 6 : 20)),
	contacts: Number(flags.contacts ?? (flags.quick ? 500 : 5_000)),
	cap: Number(flags.cap),
	locked: !flags['no-lock'],
	ledger: flags.ledger,
};

if (flags.ledger === join(root, 'dist/core/ledger/index.js')) buildIfStale(flags.ledger);
const folder = mkdtempSync(join(tmpdir(), 'stress-cap-'));
try {
	process.exitCode = (await run(join(folder, 'sms.sqlite'))) ? 0 : 1;
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function buildIfStale(compiled) {
	const newest = (path) =>
		Math.max(
			...readdirSync(path, { recursive: true }).map((name) => statSync(join(path, name)).mtimeMs),
		);
	if (existsSync(compiled) && statSync(compiled).mtimeMs > newest(join(root, 'core'))) return;
	console.log('Building dist/ …');
	const built = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
	if (built.status !== 0) process.exit(built.status ?? 1);
}

async function run(file) {
	const { openEmbeddedLedger } = createRequire(import.meta.url)(settings.ledger);
	const ledger = await openEmbeddedLedger({ file });
	await ledger.saveBrand({ slug: 'default', cap: { perMonth: settings.cap } }, 0);
	await ledger.close();

	const children = Array.from({ length: settings.processes }, (_, worker) =>
		startWorker({ ...settings, file, worker }),
	);
	await Promise.all(children.map(nextMessage));
	const started = performance.now();
	const reports = children.map(nextMessage);
	for (const child of children) child.send('go');
	const workers = await Promise.all(reports);
	const seconds = (performance.now() - started) / 1_000;

	const claimed = workers.flatMap((worker) => worker.claimed);
	const perContact = countPerContact(file);
	const overCap = perContact.filter((count) => count > settings.cap).length;
	const atCap = perContact.filter((count) => count === settings.cap).length;
	const duplicates = claimed.length - new Set(claimed).size;
	const busy = workers.reduce((sum, worker) => sum + worker.busy, 0);
	const attempts = settings.processes * settings.campaigns * settings.contacts;
	console.log(
		`${attempts} reservations by ${settings.processes} processes in ${seconds.toFixed(1)} s; ` +
			`${atCap} of ${settings.contacts} contacts at exactly ${settings.cap}, ${overCap} over`,
	);
	const slowest = Math.max(...workers.map((worker) => worker.slowestBatchMs));
	console.log(
		`slowest batch of 500: ${slowest.toFixed(0)} ms, waiting for the other processes included`,
	);
	const result = {
		processes: settings.processes,
		reserved: perContact.reduce((sum, count) => sum + count, 0),
		over_cap: overCap,
		duplicates,
		busy,
	};
	console.log(JSON.stringify({ embedded: result }));
	return atCap === settings.contacts && overCap === 0 && duplicates === 0 && busy === 0;
}

/** Messages that count, per contact, read from the file itself. */
function countPerContact(file) {
	const database = new DatabaseSync(file, { readOnly: true });
	const rows = database
		.prepare('SELECT count(*) AS n FROM message WHERE slot_at IS NOT NULL GROUP BY recipient_id')
		.all();
	database.close();
	return rows.map(({ n }) => n);
}

function startWorker(job) {
	const child = fork(join(root, 'test/stress/cap-worker.mjs'));
	child.send(job);
	return child;
}

function nextMessage(child) {
	return new Promise((done, failed) => {
		const ended = (code) => failed(new Error(`A process ended with ${code}`));
		child.once('exit', ended);
		child.once('message', (message) => {
			child.off('exit', ended);
			done(message);
		});
	});
}

// Many processes reserve and claim the same contacts in many campaigns on one ledger, are killed at random and start again.
// Every contact must end at exactly its cap, by the month and by the rolling window, with nothing claimed twice; and a ledger
// broken on purpose must be seen to pass the cap. Ends with 1 when not.
//   npm run stress:cap -- [--quick] [--engine postgres|embedded] [--broken "no lock"] [--processes 8] [--campaigns 20] [--contacts 5000]
// --broken runs that ledger alone: it ends with 1, because contacts are over the cap.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BROKEN, bundle } from './cap/bundle.mjs';
import { runCrew } from './cap/crew.mjs';
import { ENGINES } from './cap/engines.mjs';
import { judge, keepsAll, PER_CONTACT } from './cap/verdict.mjs';

const { values: flags } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		engine: { type: 'string' },
		broken: { type: 'string' },
		processes: { type: 'string' },
		campaigns: { type: 'string' },
		contacts: { type: 'string' },
	},
});

const FULL = {
	postgres: { processes: 8, campaigns: 20, contacts: 5_000, killEveryMs: 1_500 },
	embedded: { processes: 4, campaigns: 20, contacts: 5_000, killEveryMs: 1_500 },
};
const QUICK = {
	postgres: { processes: 4, campaigns: 6, contacts: 600, killEveryMs: 700 },
	embedded: { processes: 3, campaigns: 6, contacts: 600, killEveryMs: 200 },
};
const given = Object.fromEntries(
	['processes', 'campaigns', 'contacts'].flatMap((name) =>
		flags[name] === undefined ? [] : [[name, Number(flags[name])]],
	),
);
const sizeOf = (engine) => ({ ...(flags.quick ? QUICK : FULL)[engine], ...given });

process.exitCode = (flags.broken === undefined ? await everything() : await one(flags.broken))
	? 0
	: 1;

async function everything() {
	const results = {};
	let kept = true;
	for (const engine of flags.engine ? [flags.engine] : Object.keys(ENGINES)) {
		results[engine] = await run(engine, sizeOf(engine));
		kept &&= keepsAll(results[engine], sizeOf(engine));
	}
	const wanted = BROKEN.filter(({ engine, quick }) => engine in results && (quick || !flags.quick));
	for (const broken of wanted) kept = isNoticed(broken) && kept;
	console.log(JSON.stringify(results));
	return kept;
}

async function one(name) {
	const broken = BROKEN.find((candidate) => candidate.name === name);
	if (!broken) throw new Error(`No such ledger. There are: ${BROKEN.map((one) => one.name)}`);
	// Nobody is killed: what it lets pass is to be seen, not hidden.
	const size = { ...QUICK[broken.engine], processes: 4, ...given, killEveryMs: undefined };
	const result = await run(broken.engine, size, broken);
	console.log(JSON.stringify({ [broken.engine]: result }));
	return keepsAll(result, size);
}

async function run(engine, size, broken) {
	const ledger = await bundle(broken);
	const place = await ENGINES[engine].make();
	try {
		const crew = await runCrew({ ...size, engine, ledger, place: place.options, broken });
		const result = judge(await place.read(), { ...crew, ...size });
		report(
			engine,
			size,
			{ ...result, slowestMs: crew.slowestMs, seconds: crew.seconds },
			crew.errors,
		);
		return result;
	} finally {
		await place.discard();
	}
}

function report(engine, { processes, campaigns, contacts }, result, errors) {
	const { seconds, at_cap, slowestMs } = result;
	const asked = (processes * campaigns * contacts).toLocaleString('en-US');
	console.log(
		`${engine}: ${asked} reservations by ${processes} processes in ${seconds.toFixed(1)} s, ${result.kills} kills; ` +
			`${at_cap} of ${contacts} contacts at exactly ${PER_CONTACT}, ${result.over_cap} over; ` +
			`slowest batch of 500 ${slowestMs.toFixed(0)} ms, waiting for the others included`,
	);
	for (const error of new Set(errors)) console.log(`${engine}: ${error}`);
}

/** A race may be missed by luck: it is tried a few times. In a process of its own, whose exit code is looked at too. */
function isNoticed({ name, engine }) {
	for (let tries = 1; tries <= 4; tries++) {
		const self = fileURLToPath(import.meta.url);
		const { status, stdout, stderr } = spawnSync(process.execPath, [self, '--broken', name], {
			encoding: 'utf8',
		});
		const last = stdout.trim().split('\n').at(-1) ?? '';
		const over = last.startsWith('{') ? JSON.parse(last)[engine].over_cap : 0;
		const noticed = status === 1 && over > 0;
		console.log(
			`${engine}, ${name}: ${over} over the cap, exit ${status} ${noticed ? '(noticed)' : stderr}`,
		);
		if (noticed) return true;
	}
	return false;
}

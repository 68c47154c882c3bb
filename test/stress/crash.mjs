// Two workers run the real SMS Send over competing campaigns, are killed and frozen wherever it hurts, and start again;
// then the gateway's own log is compared with the ledger. Ends with 1 when an SMS was sent twice, lost, over the cap or
// after a STOP, or when a ledger broken on purpose was not noticed.
//   npm run stress:crash -- [--quick] [--mutants-only] [--only "name of a mutant"]
import { parseArgs } from 'node:util';
import { bundle } from './crash/bundle.mjs';
import { emptyTally } from './crash/crew.mjs';
import { FAIL_POINTS } from './crash/fail-points.mjs';
import { MUTANTS } from './crash/mutants.mjs';
import { runRound } from './crash/round.mjs';
import { VIOLATIONS } from './crash/verdict.mjs';

const { values: flags } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		'mutants-only': { type: 'boolean', default: false },
		only: { type: 'string' },
	},
});

/** At each fail point; 300 in all. */
const KILLS_WANTED = flags.quick ? 3 : 50;
const MOST_ROUNDS = flags.quick ? 2 : 20;
const FULL = { people: 800, contacts: 500, stops: 40, mostKills: 45, longestMs: 180_000 };
const MEDIUM = { people: 400, contacts: 250, stops: 25, mostKills: 24, longestMs: 120_000 };
const SMALL = { people: 150, contacts: 100, stops: 15, mostKills: 10, longestMs: 90_000 };
const QUICK_MUTANTS = ['claim after the call', 'no STOP check at the claim', 'TTL ignored'];

const broken = [];
const total = { accepted: 0, duplicates: 0, lost: 0, over_cap: 0, after_stop: 0, in_doubt: 0 };
const tally = emptyTally();
const pointsLeft = () => FAIL_POINTS.filter((point) => tally[point].kills < KILLS_WANTED);

if (!flags['mutants-only']) await realRounds();
const mutants = MUTANTS.filter(({ name }) =>
	flags.only ? name === flags.only : !flags.quick || QUICK_MUTANTS.includes(name),
);
let caught = 0;
for (const mutant of mutants) caught += (await isCaught(mutant)) ? 1 : 0;
finish();

async function realRounds() {
	const bundles = await bundle('real');
	for (let n = 1; n <= MOST_ROUNDS && (n <= 2 || pointsLeft().length > 0); n++) {
		// The second round is with the other form of gateway, and so is every third from there.
		const searchable = n % 3 !== 2;
		const quick = searchable ? MEDIUM : SMALL;
		const size = flags.quick ? quick : FULL;
		const result = await runRound({ bundles, searchable, ...size, tally });
		report(`round ${n}, gateway ${searchable ? 'can' : 'cannot'} be searched`, result);
		for (const history of result.histories) console.log(history.join('\n'));
		for (const name of Object.keys(total)) total[name] += result[name];
		total.lost += result.unaccounted;
		for (const name of violations(result)) broken.push(`round ${n}: ${name} ${result[name] ?? ''}`);
		for (const error of new Set(result.errors)) broken.push(`round ${n}: ${error}`);
	}
	histogram();
	for (const point of pointsLeft()) {
		broken.push(`${point}: ${tally[point].kills} kills of ${KILLS_WANTED}`);
	}
}

async function isCaught(mutant) {
	const bundles = await bundle(mutant.name.replaceAll(' ', '-'), mutant.changes);
	const own = { mutant, tally: emptyTally(), searchable: true };
	const result = await runRound({ bundles, ...SMALL, ...own });
	const noticed = violations(result);
	const isNoticed = noticed.includes(mutant.breaks);
	const broke = noticed.map((name) => `${name} ${result[name] ?? ''}`.trim()).join(', ');
	report(`mutant "${mutant.name}" ${isNoticed ? 'caught' : 'NOT CAUGHT'}: ${broke}`, result);
	if (!isNoticed) broken.push(`mutant "${mutant.name}" did not show as ${mutant.breaks}`);
	return isNoticed;
}

function violations(result) {
	return [...VIOLATIONS.filter((name) => result[name] > 0), ...(result.atRest ? [] : ['no rest'])];
}

function report(title, result) {
	const { kills, freezes, stops, accepted, in_doubt, found, freed, seconds } = result;
	console.log(
		`${title}: ${kills} kills, ${freezes} freezes, ${stops} STOPs, ${accepted} SMS, ` +
			`${found} found by look-up, ${freed} freed by it, ${in_doubt} in doubt, ${seconds} s`,
	);
}

function histogram() {
	for (const point of FAIL_POINTS) {
		const { kills } = tally[point];
		console.log(`${point.padEnd(20)} ${String(kills).padStart(4)} ${'█'.repeat(kills)}`);
	}
}

function finish() {
	for (const sentence of broken) console.log(`BROKEN ${sentence}`);
	const killsByPoint = Object.fromEntries(FAIL_POINTS.map((point) => [point, tally[point].kills]));
	const kills = Object.values(killsByPoint).reduce((sum, one) => sum + one, 0);
	const { accepted, duplicates, lost, over_cap, after_stop, in_doubt } = total;
	const result = {
		...{ kills, kills_by_point: killsByPoint, accepted, duplicates, lost, over_cap, after_stop },
		...{ in_doubt, mutants_caught: caught, mutants: mutants.length },
	};
	console.log(JSON.stringify(result));
	process.exitCode = broken.length === 0 ? 0 : 1;
}

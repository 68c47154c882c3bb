// Two workers run the real SMS Send over competing campaigns, are killed and frozen wherever it hurts, and start again;
// then the gateway's own log is compared with the ledger. Ends with 1 when an SMS was sent twice, lost, over the cap or
// after a STOP, or when a ledger broken on purpose was not noticed.
//   npm run stress:crash -- [--quick] [--mutants-only] [--only "name of a mutant"]
import { parseArgs } from 'node:util';
import { bundle } from './crash/bundle.mjs';

import { FAIL_POINTS } from './crash/fail-points.mjs';
import { emptyTally } from './crash/life.mjs';
import { MUTANTS } from './crash/mutants.mjs';
import { runRound } from './crash/round.mjs';
import { violations } from './crash/verdict.mjs';

const { values: flags } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		'mutants-only': { type: 'boolean', default: false },
		only: { type: 'string' },
	},
});

/** At each fail point; 300 in all. */
const KILLS_WANTED = flags.quick ? 3 : 50;
/** Two at least; more while a point has not met its kills. */
const MOST_ROUNDS = flags.quick ? 5 : 20;
const FULL = { people: 800, contacts: 500, stops: 40, mostKills: 45, longestMs: 300_000 };
const MEDIUM = { people: 400, contacts: 250, stops: 25, mostKills: 16, longestMs: 200_000 };
const SMALL = { people: 150, contacts: 100, stops: 15, mostKills: 8, longestMs: 90_000 };
const QUICK_MUTANTS = ['claim after the call', 'no STOP check at the claim', 'TTL ignored'];

/** A race may be missed by luck: a mutant is tried a few times. What it hides must have been hidden, else it does not count. */
const TRIES = 5;

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
		const found = violations(result);
		if (found.size > 0) broken.push(`round ${n}: ${asText(found)}`);
		for (const error of new Set(result.errors)) broken.push(`round ${n}: ${error}`);
	}
	histogram();
	for (const point of pointsLeft()) {
		broken.push(`${point}: ${tally[point].kills} kills of ${KILLS_WANTED}`);
	}
}

async function isCaught({ name, changes, breaks, cap, searchable = true, broken: how }) {
	const bundles = await bundle(name.replaceAll(' ', '-'), changes);
	const mutant = { name, breaks, broken: how };
	for (let tried = 1; tried <= TRIES; tried++) {
		const own = { mutant, tally: emptyTally(), searchable, cap };
		const result = await runRound({ bundles, ...SMALL, ...own });
		const found = violations(result);
		if (how?.blindTo && result.hidden === 0) found.delete(breaks);
		const isNoticed = found.has(breaks);
		report(`mutant "${name}" ${isNoticed ? 'caught' : 'not caught yet'}: ${asText(found)}`, result);
		if (isNoticed) return true;
	}
	broken.push(`mutant "${name}" did not show as ${breaks}`);
	return false;
}

function asText(found) {
	return [...found].map(([name, count]) => `${name} ${count}`).join(', ');
}

function report(title, result) {
	const { kills, freezes, stops, accepted, found, freed, in_doubt, most_in_doubt, seconds } =
		result;
	console.log(
		`${title}: ${kills} kills, ${freezes} freezes, ${stops} STOPs, ${accepted} SMS, ` +
			`${found} found by look-up, ${freed} freed by it, ${in_doubt} in doubt of at most ${most_in_doubt}, ${seconds} s`,
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

// Mutants that are done to the ledger as a worker has it: in which order it is asked, and what it sees of its own file.
import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

/** On the nodes' clock: long enough for the other worker to look as well, short enough that the claim is still fresh. */
const LOOKED_BEFORE_MS = 1_200;

const CLAIMS = {
	'after the call': claimAfterCall,
	'looks before it locks': claimInTwoSteps,
};

/** @param broken `{ claim, blindTo }` of a mutant; `say` tells the coordinator that something was hidden */
export function breakLedger(ledger, broken, say) {
	if (broken.blindTo) hide(broken.blindTo, say);
	return CLAIMS[broken.claim]?.(ledger, broken) ?? { ...ledger, claim: blind(ledger.claim) };
}

const blindly = new AsyncLocalStorage();
const blind = (work) => async (request) => await blindly.run(true, work, request);

/** Nothing is written down before the answer is there. */
function claimAfterCall(ledger) {
	const waiting = new Map();
	return {
		...ledger,
		claim: async (request) => {
			const verdicts = await ledger.claim({ ...request, dryRun: true });
			verdicts.forEach(({ outcome, ref }, index) => {
				if (outcome === 'claimed') waiting.set(ref, { request, entry: request.entries[index] });
			});
			return verdicts;
		},
		settle: async (answers, now) => {
			for (const answer of answers) {
				const { request, entry } = waiting.get(answer.ref);
				const [{ outcome, ref }] = await ledger.claim({ ...request, entries: [entry] });
				if (outcome === 'claimed') await ledger.settle([{ ...answer, ref }], now);
			}
		},
	};
}

/** Decides without a lock, then takes the lock and writes without looking again. */
function claimInTwoSteps(ledger, { speed }) {
	const claim = blind(ledger.claim);
	return {
		...ledger,
		claim: async (request) => {
			const verdicts = await ledger.claim({ ...request, dryRun: true });
			await setTimeout(LOOKED_BEFORE_MS / speed);
			const allowed = verdicts.flatMap(({ outcome }, index) =>
				outcome === 'claimed' ? [index] : [],
			);
			const entries = allowed.map((index) => request.entries[index]);
			const written = entries.length === 0 ? [] : await claim({ ...request, entries });
			allowed.forEach((index, position) => (verdicts[index] = written[position]));
			return verdicts;
		},
	};
}

const FREE = new Set(['reserved', 'refused', 'cancelled']);
/** Of one entry: the person, their message of the campaign (`id` and on) and one other slot that counts. */
const KNOWN = /^SELECT j\.key AS n, r\.id AS person\b/;

/** Where its columns stand. */
const OPTED_OUT_AT = 2;
const CONSENT = 3;
const CONSENT_AT = 4;
const ID = 5;
const STATE = 6;
const SLOT_AT = 15;

/** What a blind claim does not see: its rows, which are lists, are changed on their way. */
const HIDDEN = {
	slots: (row) => (row[SLOT_AT] === null ? row : row.with(SLOT_AT, null)),
	row: (row) => (row[ID] === null || FREE.has(row[STATE]) ? row : row.with(ID, null)),
	stop: (row) =>
		row[OPTED_OUT_AT] === null
			? row
			: row.with(OPTED_OUT_AT, null).with(CONSENT, null).with(CONSENT_AT, null),
};

function hide(what, say) {
	const seen = HIDDEN[what];
	const database = new DatabaseSync(':memory:');
	const prototype = Object.getPrototypeOf(database.prepare('SELECT 1'));
	database.close();
	const { all } = prototype;
	const changed = (row) => {
		const now = seen(row);
		if (now !== row) say({ hidden: true });
		return now;
	};
	prototype.all = function (...values) {
		const rows = all.apply(this, values);
		return blindly.getStore() === true && KNOWN.test(this.sourceSQL) ? rows.map(changed) : rows;
	};
}

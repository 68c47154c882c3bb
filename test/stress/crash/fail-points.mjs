// Where a worker of the crash harness dies or freezes. Nothing here is in the product: commits are seen at node:sqlite,
// calls at Node's own channel for HTTP, and the ledger is wrapped when it is opened.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

/** In the order a message passes them. The fourth is reached by the gateway: it tells the coordinator. */
export const FAIL_POINTS = [
	'before_claim_commit',
	'after_claim_commit',
	'request_written',
	'accepted_unanswered',
	'answer_read',
	'answer_committed',
];

/** A pipe to the coordinator. Written synchronously: what was said before a SIGKILL arrives. */
const PIPE = 3;
export const say = (word) => writeSync(PIPE, `${JSON.stringify(word)}\n`);

let step;
/** What to do: `{ action: 'SIGKILL' | 'SIGSTOP', point, nth }`. */
export const setStep = (next) => (step = next);

function pass(point) {
	if (step?.point !== point || --step.nth > 0) return;
	if (step.action === 'SIGKILL') {
		say({ action: 'SIGKILL', point });
		process.kill(process.pid, 'SIGKILL');
	} else if (unwritten === 0) freeze(point);
}

function freeze(point) {
	step = undefined;
	say({ action: 'SIGSTOP', point });
	process.kill(process.pid, 'SIGSTOP');
}

/**
 * Calls that have looked at the clock for the last time and are not written yet. No client can notice that it was frozen
 * there; the look-up's quiet period is for that. A freeze waits for a moment without any.
 */
let unwritten = 0;
const FREEZE_WITHIN_MS = 500;

/** Freezes while the gateway keeps an answer back. */
export async function freezeSoon() {
	const deadline = performance.now() + FREEZE_WITHIN_MS;
	while (performance.now() < deadline) {
		if (unwritten === 0) return freeze('accepted_unanswered');
		await setTimeout(1);
	}
}

/** Messages this process has claimed and not settled, kept by what each commit really changed. */
let inFlight = 0;
let claimed = 0;
/** Messages this process has claimed so far. */
export const claimedSoFar = () => claimed;
const operation = new AsyncLocalStorage();
const SENDING = "SELECT count(*) AS n FROM message WHERE state = 'sending'";

export function watchCommits() {
	const exec = DatabaseSync.prototype.exec;
	const sending = (database) => database.prepare(SENDING).get().n;
	let before = 0;
	DatabaseSync.prototype.exec = function (sql) {
		const name = operation.getStore();
		if (name === undefined || (sql !== 'BEGIN IMMEDIATE' && sql !== 'COMMIT')) {
			return exec.call(this, sql);
		}
		if (sql === 'BEGIN IMMEDIATE') {
			exec.call(this, sql);
			before = sending(this);
			return;
		}
		const change = sending(this) - before;
		if (name === 'claim' && change > 0) pass('before_claim_commit');
		exec.call(this, sql);
		if (change === 0) return;
		inFlight += change;
		if (change > 0) claimed += change;
		say({ inFlight });
		pass(name === 'claim' ? 'after_claim_commit' : 'answer_committed');
	};
}

export function watchCalls() {
	subscribe('crash.call', () => unwritten++);
	subscribe('http.client.request.start', ({ request }) => {
		if (request.method !== 'POST') return;
		let written = false;
		const leave = () => {
			if (!written) unwritten--;
			written = true;
		};
		request.once('finish', () => {
			leave();
			pass('request_written');
		});
		request.once('close', leave);
	});
}

/** The ledger with an ear on what is claimed and settled. */
export const wrapLedger = (ledger) => ({
	...ledger,
	claim: async (request) => await operation.run('claim', ledger.claim, request),
	settle: async (answers, now) => {
		pass('answer_read');
		const doubtful = answers.filter(({ outcome }) => outcome === 'in_doubt').length;
		if (doubtful > 0) say({ doubtful });
		await operation.run('settle', ledger.settle, answers, now);
	},
});

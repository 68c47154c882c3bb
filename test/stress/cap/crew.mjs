// The processes of a run: started together, killed at random, started again where they were.
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openWith } from './engines.mjs';
import { CAP } from './world.mjs';

const WORKER = join(dirname(fileURLToPath(import.meta.url)), 'worker.mjs');

/** @returns what was claimed and went wrong, as the processes said it */
export async function runCrew(job) {
	const { ledger, engine, place, processes, killEveryMs } = job;
	const opened = await openWith(createRequire(import.meta.url)(ledger), engine, place);
	await opened.saveBrand({ slug: 'default', cap: CAP });
	await opened.close();

	const crew = { claimed: [], errors: [], kills: 0, slowestMs: 0, seconds: 0 };
	const members = Array.from({ length: processes }, (_, worker) => new Member(job, crew, worker));
	await Promise.all(members.map((member) => member.ready));
	const started = performance.now();
	for (const member of members) member.go();
	const killing = killEveryMs && setInterval(() => killOne(members), killEveryMs);
	try {
		await Promise.all(members.map((member) => member.done));
	} finally {
		clearInterval(killing);
		for (const member of members) member.child.kill('SIGKILL');
	}
	crew.seconds = (performance.now() - started) / 1_000;
	return crew;
}

function killOne(members) {
	const working = members.filter((member) => member.working);
	working[Math.floor(Math.random() * working.length)]?.child.kill('SIGKILL');
}

class Member {
	at = { turn: 0, from: 0 };
	working = false;
	started = false;

	constructor(job, crew, worker) {
		Object.assign(this, { job, crew, worker });
		this.ready = new Promise((ready) => (this.isReady = ready));
		this.done = new Promise((done, failed) => Object.assign(this, { isDone: done, failed }));
		// Heard of where the run waits for it.
		this.done.catch(() => undefined);
		this.start();
	}

	start() {
		this.child = fork(WORKER);
		this.child.send({ ...this.job, ...this.at, worker: this.worker });
		this.child.on('message', (word) => this.heard(word));
		this.child.on('exit', (code, signal) => this.ended(code, signal));
	}

	go() {
		this.started = true;
		this.working = true;
		this.child.send('go');
	}

	heard({ ready, claimed, error, turn, from, ms, done }) {
		const { crew } = this;
		if (ready) this.started ? this.go() : this.isReady();
		if (claimed) for (const one of claimed) crew.claimed.push(one);
		if (error) crew.errors.push(error);
		if (turn !== undefined) this.at = { turn, from };
		if (ms > crew.slowestMs) crew.slowestMs = ms;
		if (done) this.working = false;
	}

	ended(code, signal) {
		if (code === 0) return this.isDone();
		if (signal !== 'SIGKILL') {
			this.isReady();
			return this.failed(new Error(`A process ended with ${signal ?? code}`));
		}
		this.working = false;
		this.crew.kills++;
		this.start();
	}
}

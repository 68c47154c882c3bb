// One life of a worker: started with something to die of, killed or frozen there. What it says is added up for the round.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { FAIL_POINTS } from './fail-points.mjs';
import { oneOf } from './world.mjs';

const WORKER = join(dirname(fileURLToPath(import.meta.url)), 'worker.mjs');
/** A second more than the lease, which is a minute and the time to answer on the nodes' clock. */
const FREEZE_MS = 4_200;
const FREEZE_ONE_IN = 12;
/** A process frozen inside its transaction would only keep the other one waiting. */
const FREEZING_POINTS = FAIL_POINTS.filter((point) => point !== 'before_claim_commit');
/** It dies the first or the second time it comes to its point. */
const LATEST = 2;

/** Kills by point, over all rounds. */
export const emptyTally = () =>
	Object.fromEntries(FAIL_POINTS.map((point) => [point, { kills: 0, planned: 0 }]));

const leastOf = (tally) => {
	const count = ({ kills, planned }) => kills + planned;
	const least = Math.min(...Object.values(tally).map(count));
	return oneOf(Object.keys(tally).filter((point) => count(tally[point]) === least));
};

export class Life {
	inFlight = 0;

	constructor(round, crew, { name, slot, begin }) {
		Object.assign(this, { round, crew, name, slot, begin });
		const step = this.nextStep();
		const { searchable, url, folder, job } = round;
		this.child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', WORKER], {
			stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'ipc'],
			env: {
				...process.env,
				...{ CRASH_WORKER: name, CRASH_GATEWAY: url, N8N_USER_FOLDER: folder },
				N8N_ENCRYPTION_KEY: 'of no use here',
				CRASH_JOB: JSON.stringify({ ...job, slot, step, searchable }),
			},
		});
		const lines = createInterface({ input: this.child.stdio[3] });
		const read = new Promise((done) => lines.on('close', done));
		lines.on('line', (line) => this.heard(JSON.parse(line)));
		this.ended = new Promise((done) =>
			this.child.once('exit', async (code, signal) => {
				await read;
				this.gone(code, signal);
				done();
			}),
		);
	}

	/** The point that was met least often, so that all are met as often in the end. */
	nextStep() {
		const { round, crew } = this;
		if (crew.closing || crew.kills >= round.mostKills) return (this.step = undefined);
		const owed = this.slot === 1 && crew.freezes < round.leastFreezes;
		const freezes = !this.frozen && (owed || Math.random() * FREEZE_ONE_IN < 1);
		const action = freezes ? 'SIGSTOP' : 'SIGKILL';
		const point = action === 'SIGSTOP' ? oneOf(FREEZING_POINTS) : leastOf(round.tally);
		if (action === 'SIGKILL') round.tally[point].planned++;
		const nth = 1 + Math.floor(Math.random() * LATEST);
		this.step = { action, point, nth };
		if (point === 'accepted_unanswered') {
			round.gateway.send({ hold: this.name, after: nth, release: action === 'SIGSTOP' });
		}
		return this.step;
	}

	heard(word) {
		const { crew } = this;
		if (word.inFlight !== undefined) this.inFlight = word.inFlight;
		if (word.ready) this.begin(this);
		if (word.action) this.met(word.action);
		if (word.doubtful) crew.doubtful += word.doubtful;
		if (word.hidden) crew.hidden++;
		if (word.error) crew.errors.push(word.error);
		if (word.pass) crew.passes.set(this.slot, word.pass);
		if (word.last) crew.last.set(word.last.campaign, word.last.words);
	}

	/** The gateway has accepted a call of this worker and keeps the answer back. */
	caught() {
		if (this.step?.point !== 'accepted_unanswered') return;
		if (this.step.action === 'SIGSTOP') return this.tell({ freeze: true });
		this.child.kill('SIGKILL');
		this.met('SIGKILL');
	}

	tell(message) {
		if (this.child.connected) this.child.send(message);
	}

	met(action) {
		if (action === 'SIGKILL') return (this.killedAt = this.step.point);
		this.frozen = true;
		this.crew.freezes++;
		this.crew.lostInFlight += this.inFlight;
		this.thaw = setTimeout(() => {
			this.child.kill('SIGCONT');
			this.tell({ step: this.nextStep() });
		}, FREEZE_MS);
	}

	gone(code, signal) {
		const { crew, round, step } = this;
		clearTimeout(this.thaw);
		if (step?.action === 'SIGKILL') round.tally[step.point].planned--;
		crew.passes.delete(this.slot);
		if (this.killedAt && signal === 'SIGKILL') {
			crew.kills++;
			crew.lastDeath = Date.now();
			crew.lostInFlight += this.inFlight;
			round.tally[this.killedAt].kills++;
		} else if (!crew.closing) crew.errors.push(`A worker ended with ${signal ?? code}`);
	}

	async stop() {
		this.child.kill('SIGKILL');
		await this.ended;
	}
}

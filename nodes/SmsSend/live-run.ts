import { clock } from '../shared/clock';
import { Answers } from './answers';
import { claimWave } from './claiming';
import { GatewayDown } from './halt';
import type { SendJob } from './job';
import { Line } from './line';
import type { PacedTurn } from './pace';
import { LONGEST_WAIT_MS } from './patience';
import { Progress } from './progress';
import { Run } from './run';
import { Tempo } from './tempo';
import { queuesOf, Waiting, type Wave } from './waiting';

export interface LiveRun {
	/** what stopped the run: the gateway or the ledger */
	failure?: unknown;
	/** SMS that left per second; absent for a run too short to tell */
	perSecond?: number;
}

/** A line that moves is looked at again so soon. */
const LOOK_AGAIN_MS = 100;

/**
 * Sends for real, three things at once: the next contacts are claimed, calls are under way, answers are written down.
 * After Stop, or once gateway or ledger fail, nothing more is claimed; calls in flight are seen through.
 * Items that were not reached have no place afterwards, their reservations stay.
 */
export async function sendLive(job: SendJob): Promise<LiveRun> {
	await job.ledger.sweep(clock.now());
	const run = new Run(job);
	const waiting = new Waiting(job, run.rate, await queuesOf(job));
	const answers = new Answers(run, waiting);
	const line = new Line(run, answers);
	const progress = new Progress(job, waiting, answers);
	const calling = line.work();
	const writing = answers.write(() => line.idle);
	try {
		await claimAll(run, { waiting, answers, line, progress });
	} catch (error) {
		run.fail(error);
	}
	line.close();
	await calling;
	answers.close();
	await writing;
	return { failure: run.failure, perSecond: progress.perSecond };
}

interface Steps {
	waiting: Waiting;
	answers: Answers;
	line: Line;
	progress: Progress;
}

/** @throws GatewayDown, LedgerError */
async function claimAll(run: Run, { waiting, answers, line, progress }: Steps): Promise<void> {
	const tempo = new Tempo(run);
	while (!run.stopped) {
		progress.tell();
		const { pauseMs } = run;
		if (pauseMs > LONGEST_WAIT_MS) throw longPause(run, pauseMs);
		if (pauseMs > 0) await run.changes.next(pauseMs);
		else if (!line.wantsMore) await run.changes.next(LOOK_AGAIN_MS);
		else {
			const wave = waiting.take(tempo.units);
			if (wave) await claimTurn(run, waiting, line, tempo, wave);
			else if (line.idle && answers.idle) return;
			else await run.changes.next();
		}
	}
}

/** Waits for the account's turn and claims as much as leaves in it. */
async function claimTurn(
	run: Run,
	waiting: Waiting,
	line: Line,
	tempo: Tempo,
	wave: Wave,
): Promise<void> {
	const turn = await takeTurn(run, tempo, wave);
	line.begin(turn);
	await until(run, turn.beginsAt - tempo.aheadMs);
	// A pause that was asked for meanwhile: the turn is lost, the contacts are not.
	if (run.stopped || run.pauseMs > 0) return waiting.putBack(wave.group, wave.indexes);
	const { units } = wave;
	const half = turn.beginsAt + Math.min(tempo.lengthMs(units), LOOK_AGAIN_MS * 5) / 2;
	let left = units;
	for (let next: Wave | undefined = wave; next !== undefined;) {
		const since = performance.now();
		const calls = await claimWave(run, next, turn);
		tempo.claimed(performance.now() - since);
		line.push(calls);
		left -= calls.reduce((sum, call) => sum + call.units, 0);
		// The places of those who were held go to the next contacts.
		const full = left <= units / 10 || performance.now() > half || run.stopped;
		next = full ? undefined : waiting.take(left);
	}
	tempo.learn(line.late, units);
	line.late = 0;
}

/** @throws GatewayDown when another run was told to leave the account alone for long */
async function takeTurn(run: Run, tempo: Tempo, { units }: Wave): Promise<PacedTurn> {
	const { account, job } = run;
	const now = clock.now();
	const since = performance.now();
	const pausedUntil = (await job.ledger.accountPause(account, now)) ?? now;
	if (pausedUntil - now > LONGEST_WAIT_MS) throw longPause(run, pausedUntil - now);
	const { perSecond, aheadMs } = tempo;
	const turn = { account, units, perSecond, now: now + aheadMs };
	const { startAt } = await job.ledger.takeTurn(turn);
	const beginsAt = since + (startAt - now);
	return { beginsAt, endsAt: beginsAt + tempo.lengthMs(units) };
}

/** Another run was told to leave the account alone: nobody waits for so long. */
const longPause = ({ job }: Run, ms: number): GatewayDown =>
	new GatewayDown(
		job.settings.gateway.displayName,
		{ outcome: 'not_sent', code: 'PAUSED', retryAfterMs: ms },
		{ ms, forAll: false },
	);

/** Until a moment of `performance.now()`, or Stop. */
async function until(run: Run, moment: number): Promise<void> {
	while (!run.stopped && run.pauseMs === 0) {
		const ms = moment - performance.now();
		if (ms <= 0) return;
		await run.changes.next(ms);
	}
}

import { count } from '../shared/hints';
import type { Answers } from './answers';
import type { SendJob } from './job';
import type { Waiting } from './waiting';

const EVERY_MS = 10_000;

/** A long run says in n8n's log how far it is: a node has no other way to show it before it ends. */
export class Progress {
	private readonly startedAt = performance.now();
	private toldAt = this.startedAt;

	constructor(
		private readonly job: SendJob,
		private readonly waiting: Waiting,
		private readonly answers: Answers,
	) {}

	/** SMS the gateway took per second; absent for a run too short to tell */
	get perSecond(): number | undefined {
		const seconds = (performance.now() - this.startedAt) / 1_000;
		return seconds * 1_000 < EVERY_MS ? undefined : this.answers.sent / seconds;
	}

	tell(): void {
		const now = performance.now();
		if (now - this.toldAt < EVERY_MS) return;
		this.toldAt = now;
		const rate = this.perSecond ?? 0;
		const { context } = this.job;
		context.logger.info(
			`${context.getNode().name}: ${count(this.answers.sent)} SMS sent, ${rate.toFixed(1)} per second, ${count(this.waiting.left)} contacts left`,
		);
	}
}

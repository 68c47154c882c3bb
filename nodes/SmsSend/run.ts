import type { Ledger } from '../../core/ledger';
import { gatewayAccount } from '../shared/stop-listening';
import { Changes } from './changes';
import type { SendJob } from './job';
import { rateOf, type Rate } from './rate';

/** What the steps of one live run share. */
export class Run {
	readonly changes = new Changes();
	readonly rate: Rate;
	/** the gateway with its credential, as the ledger names it */
	readonly account: string;
	/** what stopped the run: the gateway or the ledger */
	failure?: unknown;
	private readonly signal: AbortSignal | undefined;

	constructor(readonly job: SendJob) {
		const { context, settings } = job;
		this.rate = rateOf(settings.account, settings.gateway.capabilities);
		this.account = gatewayAccount(settings.gateway, context.getNode());
		this.signal = context.getExecutionCancelSignal();
		this.signal?.addEventListener('abort', () => this.changes.tell(), { once: true });
	}

	/** Nothing more is claimed, nothing more is called; calls in flight are seen through. */
	get stopped(): boolean {
		return this.signal?.aborted === true || this.failure !== undefined;
	}

	fail(error: unknown): void {
		this.failure ??= error;
		this.changes.tell();
	}

	/** until when every run of this process leaves the account alone, by `performance.now()` */
	get pausedUntil(): number {
		return pauses(this.job.ledger).get(this.account) ?? 0;
	}

	get pauseMs(): number {
		return Math.max(0, this.pausedUntil - performance.now());
	}

	pause(ms: number): void {
		const all = pauses(this.job.ledger);
		all.set(this.account, Math.max(this.pausedUntil, performance.now() + ms));
		this.changes.tell();
	}
}

/** By account; the ledger tells other processes at their next turn. */
const known = new WeakMap<Ledger, Map<string, number>>();

function pauses(ledger: Ledger): Map<string, number> {
	const found = known.get(ledger) ?? new Map<string, number>();
	known.set(ledger, found);
	return found;
}

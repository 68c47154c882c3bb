import type { SendOutcome } from '../../core/gateway/gateway';
import { GatewayDown, type Trouble } from './halt';

/** How often in a row a gateway may fail, and how long it is left alone in between (doubled each time). */
const TRIES = 4;
const FIRST_WAIT_MS = 500;
/** A gateway that asks for more patience than this stops the run instead of keeping n8n waiting. */
export const LONGEST_WAIT_MS = 120_000;
/** Workers that were stopped together do not come back together. */
const JITTER = 0.1;

export interface Pause {
	ms: number;
	/** the gateway itself asked for it: it concerns everybody who sends through the account */
	forAll: boolean;
}

/**
 * Counts how often in a row nothing came of the calls. Calls that were under way together fail together: once.
 * A gateway that answers nothing clear is left alone too: each further call would be one more that may have arrived.
 */
export class Patience {
	private failed = 0;
	private since = -Infinity;

	constructor(private readonly gateway: string) {}

	/**
	 * What the answers to a call begun at `startedAt` (ms of `performance.now()`) ask for.
	 * @throws GatewayDown when it makes no sense to go on; `pause` says whether all others should know
	 */
	hear(outcomes: readonly SendOutcome[], startedAt: number): Pause | undefined {
		if (startedAt >= this.since && outcomes.some(isClear)) this.failed = 0;
		const trouble = outcomes.find(isTrouble);
		if (!trouble) return undefined;
		const notSent = trouble.outcome === 'not_sent' ? trouble : undefined;
		if (notSent?.account) throw new GatewayDown(this.gateway, trouble);
		const asked = notSent?.retryAfterMs;
		if (startedAt >= this.since) {
			this.failed++;
			this.since = performance.now();
		} else if (asked === undefined) return undefined;
		const ms = (asked ?? this.backOff(trouble)) * (1 + Math.random() * JITTER);
		const forAll = asked !== undefined || trouble.code === 'HTTP_429';
		if (this.failed >= TRIES || ms > LONGEST_WAIT_MS) {
			throw new GatewayDown(this.gateway, trouble, forAll ? { ms, forAll } : undefined);
		}
		return { ms, forAll };
	}

	/** A first silence may be an accident of one call. */
	private backOff({ outcome }: Trouble): number {
		const doubled = this.failed - (outcome === 'in_doubt' ? 2 : 1);
		return doubled < 0 ? 0 : FIRST_WAIT_MS * 2 ** doubled;
	}
}

const isTrouble = (one: SendOutcome): one is Trouble =>
	one.outcome === 'not_sent' || one.outcome === 'in_doubt';

const isClear = (one: SendOutcome): boolean => !isTrouble(one);

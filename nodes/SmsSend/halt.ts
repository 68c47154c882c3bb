import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';
import { count } from '../shared/hints';
import type { SendOutcome } from '../../core/gateway/gateway';
import type { Pause } from './patience';

/** An answer that makes the run wait or stop. */
export type Trouble = Extract<SendOutcome, { outcome: 'not_sent' | 'in_doubt' }>;

/** The gateway cannot be used now: nothing more is claimed in this run. */
export class GatewayDown extends Error {
	/** ms to wait before it makes sense to try again */
	readonly waitMs: number;

	constructor(
		readonly gateway: string,
		readonly outcome: Trouble,
		/** what the others who use the account should know */
		readonly pause?: Pause,
	) {
		super(SENTENCES[kindOf(outcome)].message(gateway));
		this.waitMs = Math.max(pause?.ms ?? 0, LEAST_WAIT_MS);
	}

	get advice(): string {
		return SENTENCES[kindOf(this.outcome)].advice;
	}
}

/** When a gateway is down for a moment, a workflow that loops Later must not spin. */
export const LEAST_WAIT_MS = 15 * 60_000;

type Kind = 'account' | 'busy' | 'unclear' | 'unreachable';

const kindOf = (trouble: Trouble): Kind => {
	if (trouble.outcome === 'in_doubt') return 'unclear';
	if (trouble.account) return 'account';
	return trouble.code === 'HTTP_429' || trouble.retryAfterMs !== undefined ? 'busy' : 'unreachable';
};

const SENTENCES: Record<Kind, { message: (gateway: string) => string; advice: string }> = {
	account: {
		message: (gateway) => `${gateway} turned the whole account away`,
		advice: 'Check the credential, the credit and the address of the gateway, then run again.',
	},
	busy: {
		message: (gateway) => `${gateway} takes no more SMS for now`,
		advice: 'Wait a while, then run again.',
	},
	unclear: {
		message: (gateway) => `${gateway} does not say whether it takes the SMS`,
		advice:
			'Look at the gateway first: what left by To Check may have arrived. Once it answers again, run again.',
	},
	unreachable: {
		message: (gateway) => `${gateway} cannot be reached`,
		advice: 'Check the address and that the gateway is up, then run again.',
	},
};

/** The run as n8n shows it when it stops there: what happened, how far it came, what to do. */
export function asApiError(
	context: IExecuteFunctions,
	down: GatewayDown,
	progress: { sent: number; left: number; firstLeft: number },
): NodeApiError {
	const { sent, left, firstLeft } = progress;
	return new NodeApiError(
		context.getNode(),
		{},
		{
			message: down.message,
			description: `${count(sent)} SMS were sent before, ${count(left)} were not. ${down.advice} What was sent is not sent again. (${down.outcome.code})`,
			itemIndex: firstLeft,
		},
	);
}

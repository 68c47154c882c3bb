import type { ClaimContactsRequest } from '../../core/eligibility';
import { LONGEST_PARTS } from '../../core/message/parts';
import { rulesOf, type MessageGroup } from '../shared/message-groups';
import { gatewayAccount } from '../shared/stop-listening';
import type { SendJob } from './job';
import type { SendSettings } from './settings';

/** From claim to answer, on top of the gateway's time to answer. */
const MARGIN_MS = 60_000;
const USUAL_TIMEOUT_MS = 10_000;
/** Of the lease, what a call may not use: it begins after its claim, and its answer has to be written down. */
const KEPT_MS = 20_000;

const leaseOf = ({ timeoutMs = USUAL_TIMEOUT_MS }: SendSettings): number => timeoutMs + MARGIN_MS;

/** How long a call may take, so that its answer is there before the lease passes. */
export const callTimeoutMs = (settings: SendSettings, usual: number): number =>
	Math.min(settings.timeoutMs ?? usual, leaseOf(settings) - KEPT_MS);

/** The last question before the gateway, for the items at `indexes`. In a test run nothing is written. */
export function claimRequest(
	job: SendJob,
	group: MessageGroup,
	indexes: readonly number[],
	now: number,
): ClaimContactsRequest {
	const { settings, mode, ledger, context } = job;
	const { gateway, ttlMs } = settings;
	return {
		ledger,
		rules: rulesOf(group.brand, gateway, {
			...settings,
			crowded: job.crowded,
			maxParts: LONGEST_PARTS,
		}),
		brand: group.brand.slug,
		campaign: group.campaign,
		live: gateway.capabilities.live,
		occasion: (_, position) => job.occasionOf(indexes[position] ?? 0, group, now),
		ttlMs,
		now,
		gateway: gateway.id,
		account: gatewayAccount(gateway, context.getNode()),
		run: mode.run,
		formerRuns: mode.formerRuns,
		leaseMs: leaseOf(settings),
		dryRun: !mode.live,
		cancelled: mode.live ? undefined : () => context.getExecutionCancelSignal()?.aborted === true,
	};
}

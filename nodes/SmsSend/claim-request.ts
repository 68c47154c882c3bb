import type { ClaimContactsRequest } from '../../core/eligibility';
import { LONGEST_PARTS } from '../../core/message/parts';
import { rulesOf, type MessageGroup } from '../shared/message-groups';
import type { SendJob } from './job';

/** From claim to answer, on top of the gateway's time to answer. */
const MARGIN_MS = 60_000;
const USUAL_TIMEOUT_MS = 10_000;

/** The last question before the gateway, for the items at `indexes`. In a test run nothing is written. */
export function claimRequest(
	job: SendJob,
	group: MessageGroup,
	indexes: readonly number[],
	now: number,
): ClaimContactsRequest {
	const { settings, mode, ledger, context } = job;
	const { gateway, ttlMs, timeoutMs = USUAL_TIMEOUT_MS } = settings;
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
		run: mode.run,
		formerRuns: mode.formerRuns,
		leaseMs: timeoutMs + MARGIN_MS,
		dryRun: !mode.live,
		cancelled: mode.live ? undefined : () => context.getExecutionCancelSignal()?.aborted === true,
	};
}

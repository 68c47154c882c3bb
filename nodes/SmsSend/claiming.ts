import { claimContacts } from '../../core/eligibility';
import type { OutboundSms } from '../../core/gateway/gateway';
import { newRef } from '../../core/ledger/ref';
import { clock } from '../shared/clock';
import type { MessageGroup } from '../shared/message-groups';
import { planCalls, textKey } from './calls';
import { claimRequest } from './claim-request';
import { outbound } from './delivery';
import { smsAt, type SendJob } from './job';
import type { PacedTurn } from './pace';
import { placeVerdict } from './placing';
import type { Run } from './run';
import type { Wave } from './waiting';

/** One HTTP call that has been claimed: it is on the disk as `sending`. */
export interface ClaimedCall {
	group: MessageGroup;
	messages: Array<{ index: number; sms: OutboundSms }>;
	units: number;
	/** ms UTC and of `performance.now()`: a machine that sleeps stops the second one only */
	claimedAt: number;
	claimedSince: number;
	turn: PacedTurn;
}

/** A contact on its way into a call. */
interface Due {
	index: number;
	call: ClaimedCall;
	/** of a call of several SMS */
	callRef?: string;
}

/**
 * STOP, hours, cap and campaign are asked at the claim, so a call leaves soon after it or its contacts are claimed anew.
 * Far within the lease, which is a minute longer than the gateway's time to answer.
 */
const GOOD_FOR_MS = 2_000;

/** How long the claim may still be used, in ms; 0 or less = too old. */
export const goodForMs = ({ claimedAt, claimedSince }: ClaimedCall): number =>
	GOOD_FOR_MS - Math.max(clock.now() - claimedAt, performance.now() - claimedSince);

/** Claims a wave in one go and places those that are not sent now. @throws LedgerError */
export async function claimWave(
	{ job, rate }: Run,
	{ group, indexes }: Wave,
	turn: PacedTurn,
): Promise<ClaimedCall[]> {
	const [now, claimedSince] = [clock.now(), performance.now()];
	const unitsAt = (index: number) => rate.unitsOf(smsAt(job, index).message);
	const limits = { ...limitsOf(job), unitsOf: unitsAt, mostUnits: rate.perSecond };
	const calls: ClaimedCall[] = [];
	const due = planCalls(indexes, limits).flatMap((together) => {
		const call = { group, messages: [], units: 0, claimedAt: now, claimedSince, turn };
		calls.push(call);
		const callRef = together.length > 1 ? newRef(now) : undefined;
		return together.map((index): Due => ({ index, call, callRef }));
	});
	const indexesDue = due.map(({ index }) => index);
	const verdicts = await claimContacts(
		indexesDue.map((index) => smsAt(job, index)),
		{
			...claimRequest(job, group, indexesDue, now),
			callOf: (position) => due[position]?.callRef,
		},
	);
	due.forEach(({ index, call, callRef }, position) => {
		const verdict = verdicts[position];
		if (verdict === undefined || verdict.outcome === 'unreached') return;
		if (verdict.outcome !== 'allowed') return placeVerdict(job, group, index, verdict, now);
		if (verdict.ref === undefined) return;
		const sms = outbound(job, group, index, { ref: verdict.ref, call: callRef });
		if (sms === undefined) return;
		call.messages.push({ index, sms });
		call.units += unitsAt(index);
	});
	return calls.filter(({ messages }) => messages.length > 0);
}

function limitsOf(job: SendJob) {
	const { batchSize, gateway } = job.settings;
	const keyOf = (index: number) => textKey(smsAt(job, index));
	return { batchSize, ...(gateway.capabilities.sameText && { keyOf }) };
}

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
	const planned = planCalls(indexes, {
		...limitsOf(job),
		unitsOf: unitsAt,
		mostUnits: rate.perSecond,
	});
	const callOf = new Map(
		planned
			.filter(({ length }) => length > 1)
			.flatMap((call) => {
				const ref = newRef(now);
				return call.map((index) => [index, ref] as const);
			}),
	);
	const verdicts = await claimContacts(
		indexes.map((index) => smsAt(job, index)),
		{
			...claimRequest(job, group, indexes, now),
			callOf: (position) => callOf.get(indexes[position] ?? -1),
		},
	);
	const claimed = new Map<number, OutboundSms>();
	for (const [position, index] of indexes.entries()) {
		const verdict = verdicts[position];
		if (verdict === undefined || verdict.outcome === 'unreached') continue;
		if (verdict.outcome !== 'allowed') placeVerdict(job, group, index, verdict, now);
		else if (verdict.ref !== undefined) {
			const sms = outbound(job, group, index, { ref: verdict.ref, call: callOf.get(index) });
			if (sms) claimed.set(index, sms);
		}
	}
	return planned.flatMap((call) => {
		const messages = call.flatMap((index) => {
			const sms = claimed.get(index);
			return sms ? [{ index, sms }] : [];
		});
		if (messages.length === 0) return [];
		const units = messages.reduce((sum, { index }) => sum + unitsAt(index), 0);
		return [{ group, messages, units, claimedAt: now, claimedSince, turn }];
	});
}

function limitsOf(job: SendJob) {
	const { batchSize, gateway } = job.settings;
	const keyOf = (index: number) => textKey(smsAt(job, index));
	return { batchSize, ...(gateway.capabilities.sameText && { keyOf }) };
}

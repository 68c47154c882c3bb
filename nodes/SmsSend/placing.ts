import type { ClaimOutcome } from '../../core/eligibility';
import type { SendOutcome } from '../../core/gateway/gateway';
import type { SmsItem } from '../../core/item';
import { explain, type Language } from '../../core/reasons';
import { heldPatch, isoOf } from '../shared/held-detail';
import type { MessageGroup } from '../shared/message-groups';
import { smsAt, type SendJob } from './job';
import { OUTDATED, type Output } from './places';

type Placing = readonly [output: Output, patch: Partial<SmsItem>];

type NotAllowed = Exclude<ClaimOutcome, { outcome: 'allowed' | 'unreached' }>;

/** Places an item that is not sent now: it was before, it will be later, or it is held. */
export function placeVerdict(
	job: SendJob,
	group: MessageGroup,
	index: number,
	verdict: NotAllowed,
	now: number,
): void {
	const [output, patch] = placingOf(group, verdict);
	job.places.put(index, output, { ...identity(job, group, index, now), ...patch });
}

function placingOf({ brand }: MessageGroup, verdict: NotAllowed): Placing {
	if (verdict.outcome === 'replayed') {
		return ['sent', { status: 'accepted', ref: verdict.ref, replayed: true }];
	}
	if (verdict.outcome === 'later') {
		const { reason, detail, nextAllowedAt } = verdict;
		return ['later', { status: 'later', reason, detail, nextAllowedAt: isoOf(nextAllowedAt) }];
	}
	const patch = heldPatch(verdict, brand);
	// A former attempt that may have arrived: a person has to look, as after this run's own doubtful ones.
	if (verdict.reason === 'IN_DOUBT') return ['toCheck', { ...patch, status: 'in_doubt' }];
	return ['held', patch];
}

/** An SMS of which the gateway, or its silence, has said the last word. */
export type Answered = Exclude<SendOutcome, { outcome: 'not_sent' }>;

export function placeOutcome(
	job: SendJob,
	group: MessageGroup,
	{ index, ref, now }: { index: number; ref: string; now: number },
	outcome: Answered,
): void {
	const [output, patch] = outcomePlacing(group, outcome);
	job.places.put(index, output, { ...identity(job, group, index, now), ref, ...patch });
}

const REFUSED: Record<Language, { once: string; forGood: string }> = {
	en: {
		once: 'The gateway refused it, nothing was sent',
		forGood: 'The gateway refused it for good: this number cannot be written to',
	},
	fr: {
		once: "Refusé par la passerelle, rien n'a été envoyé",
		forGood: 'Refusé définitivement par la passerelle : ce numéro ne peut pas recevoir de SMS',
	},
};

function outcomePlacing({ brand }: MessageGroup, outcome: Answered): Placing {
	if (outcome.outcome === 'accepted') return ['sent', { status: 'accepted' }];
	const gatewayCode = outcome.code;
	const { language } = brand;
	if (outcome.outcome === 'refused') {
		if (outcome.optedOut) {
			const reason = 'SUPPRESSED' as const;
			const detail = explain(reason, language);
			return ['failed', { status: 'refused', reason, detail, gatewayCode }];
		}
		const detail = REFUSED[language][outcome.permanent ? 'forGood' : 'once'];
		return ['failed', { status: 'refused', detail, gatewayCode }];
	}
	const detail = explain('IN_DOUBT', language);
	return ['toCheck', { status: 'in_doubt', reason: 'IN_DOUBT', detail, gatewayCode }];
}

/** A contact of a test run that would be sent now. */
export function placeTested(job: SendJob, group: MessageGroup, index: number, now: number): void {
	job.places.put(index, 'sent', { ...identity(job, group, index, now), status: 'accepted' });
}

/** What every item decided here carries on, whatever the verdict. */
function identity(job: SendJob, group: MessageGroup, index: number, now: number): Partial<SmsItem> {
	const { purpose = 'marketing', message } = smsAt(job, index);
	return {
		...OUTDATED,
		message,
		campaign: group.campaign,
		purpose,
		occasion: job.occasionOf(index, group, now),
		test: job.mode.live ? undefined : true,
	};
}

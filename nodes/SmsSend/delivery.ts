import type { OutboundSms, SendOutcome } from '../../core/gateway/gateway';
import type { Answer, Brand } from '../../core/ledger';
import { callGateway } from '../shared/gateway';
import { callTimeoutMs } from './claim-request';
import { smsAt, type SendJob } from './job';

/** The SMS as the gateway gets it; `ref` names this attempt. Undefined when number or text is missing. */
export function outbound(
	job: SendJob,
	{ brand, campaign }: { brand: Brand; campaign: string },
	index: number,
	{ ref, call = ref }: { ref: string; call?: string },
): OutboundSms | undefined {
	const { to, message, purpose = 'marketing' } = smsAt(job, index);
	if (to === undefined || message === undefined) return undefined;
	const { text, encoding, parts } = message;
	const sender = job.settings.sender || brand.sender;
	return { ref, call, to, text, encoding, parts, sender, purpose, brand: brand.slug, campaign };
}

/** Makes the call for a batch; what became of each SMS, in its order. */
export async function deliver(
	{ context, settings }: SendJob,
	brand: Brand,
	batch: OutboundSms[],
): Promise<SendOutcome[]> {
	const { gateway, account } = settings;
	const known = { ...brand.sandbox, account };
	const call = gateway.buildSend(batch, known);
	if (!call) return gateway.parseSend(batch, undefined, known);
	const timed = { ...call, timeoutMs: callTimeoutMs(settings, call.timeoutMs) };
	return gateway.parseSend(batch, await callGateway(context, gateway, timed, account), known);
}

/** An outcome as the ledger keeps it: codes only. */
export function answerOf(ref: string, outcome: SendOutcome): Answer {
	if (outcome.outcome === 'accepted') {
		const { providerId, parts } = outcome;
		return { ref, outcome: 'accepted', providerId, parts };
	}
	const permanent = outcome.outcome === 'refused' && outcome.permanent;
	return { ref, outcome: outcome.outcome, code: outcome.code, permanent };
}

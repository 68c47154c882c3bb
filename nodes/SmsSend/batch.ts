import { setTimeout as wait } from 'node:timers/promises';
import type { OutboundSms, SendOutcome } from '../../core/gateway/gateway';
import { claimContacts } from '../../core/eligibility';
import { clock } from '../shared/clock';
import type { MessageGroup } from '../shared/message-groups';
import { claimRequest } from './claim-request';
import { answerOf, deliver, outbound } from './delivery';
import { GatewayDown } from './halt';
import { smsAt, type SendJob } from './job';
import { placeOutcome, placeVerdict } from './placing';

/** How often a batch that surely did not leave is tried, and how long in between (doubled each time). */
const TRIES = 4;
const FIRST_WAIT_MS = 500;
/** A gateway that asks for more patience than this stops the run instead of keeping n8n waiting. */
const LONGEST_WAIT_MS = 30_000;

/** A machine that slept since the claim must not call: the lease may pass before the answer is there. */
const CALL_WITHIN_MS = 30_000;
const TOO_LATE: SendOutcome = { outcome: 'not_sent', code: 'TOO_LATE', retryAfterMs: 0 };
const NO_OUTCOME: SendOutcome = { outcome: 'in_doubt', code: 'NO_OUTCOME' };

interface Claimed {
	index: number;
	sms: OutboundSms;
	outcome: SendOutcome;
}

/**
 * Sends one batch: claim, committed before the call; call; answer written down. What surely did not leave is claimed anew
 * a few times, so that STOP, hours and cap are asked again each time.
 * @throws GatewayDown leaving what did not leave reserved and without a place
 * @throws LedgerError
 */
export async function sendBatch(
	job: SendJob,
	group: MessageGroup,
	indexes: number[],
	stopped: () => boolean,
): Promise<void> {
	let waiting = indexes;
	for (let tried = 1; waiting.length > 0 && !stopped(); tried++) {
		const now = clock.now();
		const claimed = await claimBatch(job, group, waiting, now);
		if (claimed.length === 0) return;
		await call(job, group, claimed, now);
		await writeDown(job, group, claimed, now);
		const unsent = claimed.filter(({ outcome }) => outcome.outcome === 'not_sent');
		waiting = unsent.map(({ index }) => index);
		const reason = unsent[0]?.outcome;
		if (reason?.outcome !== 'not_sent') return;
		const pauseMs = reason.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tried - 1);
		if (reason.account || tried === TRIES || pauseMs > LONGEST_WAIT_MS) {
			throw new GatewayDown(job.settings.gateway.displayName, reason);
		}
		const signal = job.context.getExecutionCancelSignal();
		await wait(pauseMs, undefined, { signal }).catch(() => undefined);
	}
}

/** Claims the contacts and places those that are not sent now. */
async function claimBatch(
	job: SendJob,
	group: MessageGroup,
	indexes: number[],
	now: number,
): Promise<Claimed[]> {
	const contacts = indexes.map((index) => smsAt(job, index));
	const verdicts = await claimContacts(contacts, claimRequest(job, group, indexes, now));
	const claimed: Claimed[] = [];
	indexes.forEach((index, position) => {
		const verdict = verdicts[position];
		if (verdict === undefined || verdict.outcome === 'unreached') return;
		if (verdict.outcome !== 'allowed') return placeVerdict(job, group, index, verdict, now);
		const sms =
			verdict.ref === undefined ? undefined : outbound(job, group, index, { ref: verdict.ref });
		if (sms) claimed.push({ index, sms, outcome: NO_OUTCOME });
	});
	return claimed;
}

async function call(
	job: SendJob,
	{ brand }: MessageGroup,
	claimed: Claimed[],
	claimedAt: number,
): Promise<void> {
	const tooLate = clock.now() - claimedAt > CALL_WITHIN_MS;
	const outcomes = tooLate
		? []
		: await deliver(
				job,
				brand,
				claimed.map(({ sms }) => sms),
			);
	claimed.forEach((one, position) => {
		one.outcome = tooLate ? TOO_LATE : (outcomes[position] ?? NO_OUTCOME);
	});
}

/** The answers go into the ledger, then the items to their places. */
async function writeDown(
	job: SendJob,
	group: MessageGroup,
	claimed: Claimed[],
	now: number,
): Promise<void> {
	let written = false;
	try {
		await job.ledger.settle(
			claimed.map(({ sms, outcome }) => answerOf(sms.ref, outcome)),
			clock.now(),
		);
		written = true;
	} finally {
		// A ledger that could not take the answer will call these in doubt: so must their place.
		for (const { index, sms, outcome } of claimed) {
			const known = written ? outcome : NO_OUTCOME;
			if (known.outcome !== 'not_sent') {
				placeOutcome(job, group, { index, ref: sms.ref, now }, known);
			}
		}
	}
}

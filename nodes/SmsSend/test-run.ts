import { randomBytes } from 'node:crypto';
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { claimContacts } from '../../core/eligibility';
import { readPhone } from '../../core/contact/phone';
import type { OutboundSms, SendOutcome } from '../../core/gateway/gateway';
import type { E164 } from '../../core/item';
import { countParts } from '../../core/message/parts';
import { clock } from '../shared/clock';
import type { MessageGroup } from '../shared/message-groups';
import { pause } from '../shared/pause';
import { planCalls, textKey } from './calls';
import { claimRequest } from './claim-request';
import { deliver, outbound } from './delivery';
import { smsAt, type SendJob } from './job';
import { placeTested, placeVerdict } from './placing';

const MARK = '[TEST] ';
/** Items placed between two turns of the event loop. */
const PLACED_AT_ONCE = 5_000;

export interface TestRun {
	/** to whom test SMS went */
	numbers: E164[];
	/** test SMS the gateway took */
	sent: number;
	/** those it did not take, with its code */
	failed: string[];
}

/**
 * Decides for every contact as a live run would and writes nothing down. The first texts go to the test numbers,
 * marked, outside once and cap, as often as wanted.
 * @throws NodeOperationError when a test number cannot be read
 */
export async function sendTest(job: SendJob): Promise<TestRun> {
	const { context, settings, groups } = job;
	const numbers = readTestNumbers(context, settings.testNumbers, groups[0]?.brand.country);
	const run: TestRun = { numbers, sent: 0, failed: [] };
	let wanted = numbers.length === 0 ? 0 : settings.testContacts;
	for (const group of groups) {
		const allowed = await decide(job, group);
		const first = allowed.slice(0, wanted);
		wanted -= first.length;
		const batch = first.flatMap((index) => numbers.flatMap((to) => testSms(job, group, index, to)));
		for (const outcome of await deliverAll(job, group, batch)) {
			if (outcome.outcome === 'accepted') run.sent++;
			else run.failed.push(outcome.code);
		}
	}
	return run;
}

/** Places every item of the group; returns those that would be sent now. */
async function decide(job: SendJob, group: MessageGroup): Promise<number[]> {
	const now = clock.now();
	const { indexes } = group;
	const contacts = indexes.map((index) => smsAt(job, index));
	const verdicts = await claimContacts(contacts, claimRequest(job, group, indexes, now));
	const allowed: number[] = [];
	for (const [position, index] of indexes.entries()) {
		if (position > 0 && position % PLACED_AT_ONCE === 0) await pause();
		const verdict = verdicts[position];
		if (verdict === undefined || verdict.outcome === 'unreached') continue;
		if (verdict.outcome === 'allowed') {
			allowed.push(index);
			placeTested(job, group, index, now);
		} else placeVerdict(job, group, index, verdict, now);
	}
	return allowed;
}

function testSms(job: SendJob, group: MessageGroup, index: number, to: E164): OutboundSms[] {
	const ref = `test-${randomBytes(9).toString('base64url')}`;
	const sms = outbound(job, group, index, { ref });
	if (!sms) return [];
	const text = MARK + sms.text;
	return [{ ...sms, to, text, ...partsOf(text) }];
}

const partsOf = (text: string) => {
	const { encoding, parts } = countParts(text);
	return { encoding, parts };
};

async function deliverAll(
	job: SendJob,
	{ brand }: MessageGroup,
	all: OutboundSms[],
): Promise<SendOutcome[]> {
	const { batchSize, gateway } = job.settings;
	const { sameText } = gateway.capabilities;
	const keyOf = (sms: OutboundSms) => textKey({ message: sms, purpose: sms.purpose });
	const outcomes: SendOutcome[] = [];
	for (const batch of planCalls(all, { batchSize, ...(sameText && { keyOf }) })) {
		const call = batch[0]?.ref ?? '';
		const sms = batch.map((one) => ({ ...one, call }));
		outcomes.push(...(await deliver(job, brand, sms)));
	}
	return outcomes;
}

/** @param country of numbers without a prefix */
function readTestNumbers(context: IExecuteFunctions, list: string, country?: string): E164[] {
	const entries = list.split(/[,;\n]/).map((entry) => entry.trim());
	return entries.filter(Boolean).map((entry) => {
		const reading = readPhone(entry, country);
		if ('e164' in reading) return reading.e164;
		throw new NodeOperationError(
			context.getNode(),
			`'Test Numbers' holds what is no mobile number: ${entry}`,
			{
				itemIndex: 0,
				description: 'Give mobile numbers separated by commas, e.g. +33612345678.',
			},
		);
	});
}

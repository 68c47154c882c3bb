import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { sandboxEvents } from './events';
import { carriesSecret } from '../secret';
import { batchOutcome } from '../transport';

/**
 * The built-in gateway that sends nothing to a phone. With an address (a phone page, a test server) it posts
 * `{ messages: [{ ref, to, from, text, encoding, parts, brand, campaign, purpose }] }` there; without one it just accepts.
 *
 * The address may answer `{ messages: [{ ref, status: 'accepted' | 'refused', code?, id? }] }`, so that refusals can be
 * tried out; an SMS it does not name is accepted.
 */
export const sandbox: Gateway = {
	id: 'sandbox',
	displayName: 'Sandbox',
	capabilities: {
		stopFooter: 'us',
		// Each batch is two commits that wait for the disk: 100,000 SMS in hundreds of them, not in thousands.
		batchSize: 500,
		optOuts: 'webhook',
		live: false,
	},

	buildSend(batch: OutboundSms[], { postTo }: GatewaySettings) {
		if (!postTo) return undefined;
		const messages = batch.map(
			({ ref, to, sender, text, encoding, parts, brand, campaign, purpose }) => ({
				ref,
				to,
				from: sender,
				text,
				encoding,
				parts,
				brand,
				campaign,
				purpose,
			}),
		);
		return { method: 'POST', url: postTo, body: { messages }, timeoutMs: 10_000 };
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const whole = reply && batchOutcome(reply);
		if (whole) return batch.map(() => whole);
		const answers = reply && 'body' in reply ? readAnswers(reply.body) : NO_ANSWERS;
		return batch.map(({ ref }) => outcomeOf(ref, answers.get(ref)));
	},

	webhookSetup: {
		paste: 'The phone page, or a test, posts to {address}.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: ({ body }) => sandboxEvents(body),
};

/** A word, not a sentence: what is kept of an answer must not hold the number. */
const CODE = /^[A-Za-z_]\w{0,39}$/;
const ID = /^[A-Za-z_][\w-]{0,63}$/;

interface SandboxAnswer {
	ref: string;
	status?: unknown;
	code?: unknown;
	id?: unknown;
}

const NO_ANSWERS: ReadonlyMap<string, SandboxAnswer> = new Map();

function outcomeOf(ref: string, answer: SandboxAnswer | undefined): SendOutcome {
	if (answer?.status === 'refused') {
		const code =
			typeof answer.code === 'string' && CODE.test(answer.code) ? answer.code : 'REFUSED';
		return { outcome: 'refused', code, permanent: false };
	}
	const providerId =
		typeof answer?.id === 'string' && ID.test(answer.id) ? answer.id : `sandbox-${ref}`;
	return { outcome: 'accepted', providerId };
}

function readAnswers(body: unknown): ReadonlyMap<string, SandboxAnswer> {
	const list = isObject(body) ? body.messages : undefined;
	if (!Array.isArray(list)) return NO_ANSWERS;
	return new Map(list.filter(isAnswer).map((answer) => [answer.ref, answer]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

const isAnswer = (value: unknown): value is SandboxAnswer =>
	isObject(value) && typeof value.ref === 'string';

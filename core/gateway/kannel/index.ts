import { accountText, accountUrl } from '../account';
import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { dlrUrl, kannelEvents } from './events';
import { carriesSecret } from '../secret';
import { batchOutcome } from '../transport';

/** Where smsbox listens when it was installed on the machine of n8n and nothing was changed. */
const USUAL_ADDRESS = 'http://127.0.0.1:13013/cgi-bin/sendsms';

/** Everything Kannel can tell: delivered 1, not delivered 2, queued 4, taken by the operator 8, refused by it 16. */
const ALL_REPORTS = '31';

/**
 * A Kannel of one's own, between n8n and the operator's SMPP. Its smsbox is called by POST with `X-Kannel-…` headers and
 * the bare text as body: 1.4.5 refuses a form, and a GET would write text, number and password into every log on the way.
 * The credential adds name and password. Seen with Debian's 1.4.5, see `test/e2e/kannel.mjs`.
 */
export const kannel: Gateway = {
	id: 'kannel',
	displayName: 'Kannel',
	credential: 'kannelApi',
	capabilities: {
		stopFooter: 'us',
		// It takes several numbers in a call, but its reports would then share one reference.
		batchSize: 1,
		optOuts: 'webhook',
		live: true,
	},

	buildSend([sms]: OutboundSms[], { account }: GatewaySettings) {
		if (!sms) return undefined;
		const smsc = accountText(account, 'smsc');
		const reports = dlrUrl(account, sms.ref);
		return {
			method: 'POST',
			url: accountUrl(account, USUAL_ADDRESS),
			headers: {
				'content-type': 'text/plain; charset=UTF-8',
				'x-kannel-to': sms.to,
				'x-kannel-from': sms.sender,
				'x-kannel-coding': sms.encoding === 'GSM-7' ? '0' : '2',
				...(smsc === '' ? {} : { 'x-kannel-smsc': smsc }),
				...(reports === undefined
					? {}
					: { 'x-kannel-dlr-mask': ALL_REPORTS, 'x-kannel-dlr-url': reports }),
			},
			body: sms.text,
			timeoutMs: 10_000,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const outcome: SendOutcome = reply
			? outcomeOf(reply)
			: { outcome: 'in_doubt', code: 'NO_ANSWER' };
		return batch.map(() => outcome);
	},

	webhookSetup: {
		paste:
			'Paste {address} {into credential}. For replies, write it into kannel.conf as the get-url of an sms-service, followed by <b>&from=%p&to=%P&text=%b&charset=%C&id=%I&at=%T</b>.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: kannelEvents,
	// What smsbox reads it sends to the person as an SMS.
	webhookAnswer: { contentType: 'text/plain; charset=utf-8', body: '' },
};

/** `0: Accepted for delivery`, `3: Queued for later delivery` while the operator is away, `Sent.` before 1.4. */
const TAKEN = /^(?:[03]:|Sent\.)/;

/** What smsbox says in English besides the status, which alone does not tell the account's fault from the number's. */
const SAID: Array<{ status: number; says: RegExp; outcome: SendOutcome }> = [
	{
		status: 403,
		says: /^Not routable/,
		outcome: { outcome: 'refused', code: 'NOT_ROUTABLE', permanent: false },
	},
	{
		status: 403,
		says: /denied/,
		outcome: { outcome: 'refused', code: 'DENIED', permanent: false },
	},
	{
		// Its queue is full: bearerbox has not taken it.
		status: 503,
		says: /^Temporal failure/,
		outcome: { outcome: 'not_sent', code: 'TEMPORAL_FAILURE' },
	},
];

function outcomeOf(reply: HttpReply): SendOutcome {
	const text = 'body' in reply && typeof reply.body === 'string' ? reply.body.trim() : '';
	const said =
		'status' in reply &&
		SAID.find(({ status, says }) => status === reply.status && says.test(text));
	if (said) return said.outcome;
	const other = batchOutcome(reply);
	if (other) return other;
	// The gateway has no id of its own for it: reports carry our reference.
	if (TAKEN.test(text)) return { outcome: 'accepted' };
	return { outcome: 'in_doubt', code: 'UNREADABLE_ANSWER' };
}

import { accountText, accountUrl } from '../account';
import { idOf, isFields } from '../event-fields';
import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { reportAddress } from '../report-address';
import { batchOutcome } from '../transport';
import { twilioError } from './errors';
import { twilioEvents } from './events';
import { isSignedByTwilio } from './signature';

/**
 * Twilio, Programmable Messaging (API 2010-04-01): a form for each SMS. Twilio adds no STOP footer and knows no reference
 * of ours: it comes back in the address that Twilio reports to. Without it an unanswered call can only be found by number
 * and text, which the ledger does not hold, so there is no look-up.
 */
export const twilio: Gateway = {
	id: 'twilio',
	displayName: 'Twilio',
	credential: 'twilioSmsApi',
	capabilities: {
		stopFooter: 'us',
		batchSize: 1,
		optOuts: 'webhook',
		live: true,
	},

	buildSend([sms]: OutboundSms[], { account }: GatewaySettings) {
		if (sms === undefined) return undefined;
		const base = accountUrl(account, 'https://api.twilio.com');
		const sid = encodeURIComponent(accountText(account, 'accountSid'));
		const service = accountText(account, 'messagingServiceSid');
		const reportTo = reportAddress(account, sms.ref);
		return {
			method: 'POST',
			url: `${base}/2010-04-01/Accounts/${sid}/Messages.json`,
			form: {
				To: sms.to,
				// A Messaging Service chooses among its own senders.
				...(service === '' ? { From: sms.sender } : { MessagingServiceSid: service }),
				Body: sms.text,
				...(reportTo === undefined ? {} : { StatusCallback: reportTo }),
			},
			timeoutMs: 30_000,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const outcome = reply ? outcomeOf(reply) : UNREADABLE;
		return batch.map(() => outcome);
	},

	webhookSetup: {
		paste:
			"Paste the Production URL above {into credential}, and in the Twilio Console into 'A message comes in' of your number or Messaging Service, by POST. Twilio signs its calls: no secret is needed, but n8n has to know its public address (WEBHOOK_URL).",
		signed: true,
	},
	verifyWebhook: isSignedByTwilio,
	parseWebhook: twilioEvents,
	// Anything else is logged as an error at Twilio, and plain text would be sent to the person as an SMS.
	webhookAnswer: { contentType: 'text/xml; charset=utf-8', body: '<Response></Response>' },
};

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE' };
/** The SMS that is created may have failed already, e.g. 21610. */
const FAILED: ReadonlySet<unknown> = new Set(['failed', 'canceled']);

function outcomeOf(reply: HttpReply): SendOutcome {
	const whole = batchOutcome(reply);
	const body = 'body' in reply && isFields(reply.body) ? reply.body : {};
	if (whole) return whole.outcome === 'in_doubt' ? whole : twilioError(body.code, whole);
	const sid = idOf(body.sid);
	if (sid === undefined) return UNREADABLE;
	if (FAILED.has(body.status)) {
		return twilioError(body.error_code, { outcome: 'refused', code: 'FAILED', permanent: false });
	}
	const parts = Number(body.num_segments);
	return { outcome: 'accepted', providerId: sid, ...(parts > 0 && { parts }) };
}

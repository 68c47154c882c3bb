import { accountText, accountUrl } from '../account';
import { idOf, isFields } from '../event-fields';
import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { batchOutcome } from '../transport';
import { vonageEvents } from './events';
import { isFromVonage } from './signature';
import { vonageStatus } from './status';

/**
 * Vonage, SMS API (`/sms/json`): one SMS a call, as JSON like the official SDK. Every answer is a 200; what became of the
 * SMS is in the status of its entries. Our reference comes back in the delivery receipt (`client-ref`) and nowhere else,
 * so there is no look-up.
 */
export const vonage: Gateway = {
	id: 'vonage',
	displayName: 'Vonage',
	credential: 'vonageSmsApi',
	capabilities: {
		stopFooter: 'us',
		batchSize: 1,
		optOuts: 'webhook',
		live: true,
	},

	buildSend([sms]: OutboundSms[], { account }: GatewaySettings) {
		if (sms === undefined) return undefined;
		const callback = accountText(account, 'reportUrl');
		return {
			method: 'POST',
			url: `${accountUrl(account, 'https://rest.nexmo.com')}/sms/json`,
			body: {
				from: sms.sender,
				to: sms.to.slice(1),
				text: sms.text,
				type: sms.encoding === 'UCS-2' ? 'unicode' : 'text',
				'client-ref': sms.ref,
				...(callback === '' ? {} : { callback }),
			},
			timeoutMs: 30_000,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const outcome = reply ? (batchOutcome(reply) ?? outcomeOf(reply)) : UNREADABLE;
		return batch.map(() => outcome);
	},

	webhookSetup: {
		paste:
			'In the Vonage dashboard, under API settings, give {address} for inbound SMS and for delivery receipts, and paste it {into credential}. With a signature secret in the credential the signature is checked instead of the secret.',
	},
	verifyWebhook: isFromVonage,
	parseWebhook: vonageEvents,
	webhookAnswer: { contentType: 'text/plain; charset=utf-8', body: '' },
};

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE' };

/**
 * A long text has an entry for each of its parts. When some were taken and others not, nobody can tell what the phone
 * shows: sending the whole again could show it twice, and "sent" would be untrue. A receipt of a part that was taken settles it.
 */
function outcomeOf(reply: HttpReply): SendOutcome {
	const body = 'body' in reply && isFields(reply.body) ? reply.body : {};
	const entries = Array.isArray(body.messages) ? body.messages.filter(isFields) : [];
	const [first] = entries;
	const expected = Number(body['message-count'] ?? entries.length);
	if (first === undefined || entries.length < expected) return UNREADABLE;
	const statuses = entries.map(({ status }) => idOf(status) ?? '');
	const failed = statuses.find((status) => status !== '0');
	if (failed === undefined) {
		const providerId = idOf(first['message-id']);
		return { outcome: 'accepted', providerId, parts: entries.length };
	}
	const outcome = vonageStatus(failed);
	if (!statuses.includes('0')) return outcome;
	return { outcome: 'in_doubt', code: `PARTIAL_${'code' in outcome ? outcome.code : ''}` };
}

import { brevoUrl } from './address';
import { brevoEvents } from './events';
import { brevoLookUp, brevoOptOutList } from './lists';
import { idOf, isFields } from '../event-fields';
import { textWithPlaceholder } from '../footer';
import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { reportAddress } from '../report-address';
import { carriesSecret } from '../secret';
import { batchOutcome } from '../transport';

const TIMEOUT_MS = 30_000;

/** Brevo puts the code of the country in the place of `[STOP_CODE]`; the mention is what its French help asks for. */
const FOOTER = { adds: '\nSTOP au 36000', placeholder: '\nSTOP au [STOP_CODE]' };

/**
 * Brevo's transactional SMS, one recipient a call: `/send`, as `/sms` is deprecated. A stop code in a text makes it
 * marketing whatever its type says, so a service message never carries one.
 */
export const brevo: Gateway = {
	id: 'brevo',
	displayName: 'Brevo',
	credential: 'brevoSmsApi',
	capabilities: {
		stopFooter: 'gateway',
		gatewayFooter: FOOTER,
		batchSize: 1,
		// For this call; third parties quote it, so the credential may set another.
		perSecond: 150,
		optOuts: 'webhook',
		live: true,
	},

	buildSend([sms]: OutboundSms[], { account }: GatewaySettings) {
		if (!sms) return undefined;
		const webUrl = reportAddress(account, sms.ref);
		return {
			method: 'POST',
			url: `${brevoUrl(account)}/transactionalSMS/send`,
			body: {
				sender: sms.sender,
				recipient: sms.to.slice(1),
				content: textWithPlaceholder(sms, FOOTER),
				type: sms.purpose,
				tag: sms.ref,
				// Else Brevo replaces letters that the counted encoding has.
				unicodeEnabled: sms.encoding === 'UCS-2',
				...(webUrl !== undefined && { webUrl }),
			},
			timeoutMs: TIMEOUT_MS,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const whole = reply ? (refused(reply) ?? batchOutcome(reply)) : UNREADABLE;
		return batch.map(() => whole ?? taken(reply));
	},

	webhookSetup: {
		paste:
			'Paste {address} {into credential}. When replies do not come, also add it as a webhook for SMS in Brevo and tick every event.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: brevoEvents,
	lookUp: brevoLookUp,
	optOutList: brevoOptOutList,
};

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE' };

function taken(reply: HttpReply | undefined): SendOutcome {
	const body = reply && 'body' in reply && isFields(reply.body) ? reply.body : {};
	const providerId = idOf(body.messageId);
	if (providerId !== undefined) return { outcome: 'accepted', providerId };
	const code = wordOf(body.code);
	return code === undefined ? UNREADABLE : { outcome: 'in_doubt', code };
}

/** Of the whole account, whatever the status they come with. */
const ACCOUNT_CODES: ReadonlySet<string> = new Set([
	'unauthorized',
	'not_enough_credits',
	'permission_denied',
	'account_under_validation',
]);

/** Brevo's own word for a refusal, `{ code, message }`; the sentence beside it is not kept. */
function refused(reply: HttpReply): SendOutcome | undefined {
	if ('failure' in reply || reply.status !== 400 || !isFields(reply.body)) return undefined;
	const code = wordOf(reply.body.code);
	if (code === undefined) return undefined;
	if (ACCOUNT_CODES.has(code)) return { outcome: 'not_sent', code, account: true };
	return { outcome: 'refused', code, permanent: false };
}

const wordOf = (code: unknown): string | undefined =>
	typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? code : undefined;

import { accountUrl } from '../account';
import { idOf, isFields, phoneOf, type Fields } from '../event-fields';
import type {
	FoundSms,
	Gateway,
	GatewaySettings,
	HttpReply,
	OutboundSms,
	SendOutcome,
} from '../gateway';
import { reportAddress } from '../report-address';
import { carriesSecret } from '../secret';
import { smsmodeEvents, smsmodeStatus } from './events';
import { batchOutcome } from '../transport';

const BASE_URL = 'https://rest.smsmode.com';
const HEADERS = { accept: 'application/json' };
const TIMEOUT_MS = 30_000;

/**
 * smsmode, REST API v1. Not yet seen live: the place of `stop` (in `body`, where its answers show it), the payload of the
 * callbacks, and how the list of messages is wrapped.
 */
export const smsmode: Gateway = {
	id: 'smsmode',
	displayName: 'Smsmode',
	credential: 'smsModeApi',
	capabilities: {
		stopFooter: 'gateway',
		// "STOP 36xxx" at the end, whatever the sender: about 10 characters.
		gatewayFooter: { adds: '\nSTOP 36000' },
		batchSize: 1,
		optOuts: 'webhook',
		live: true,
	},

	buildSend([sms]: OutboundSms[], { account }: GatewaySettings) {
		if (!sms) return undefined;
		const reportUrl = reportAddress(account, sms.ref);
		return {
			method: 'POST',
			url: `${accountUrl(account, BASE_URL)}/sms/v1/messages`,
			headers: HEADERS,
			body: {
				recipient: { to: sms.to.slice(1) },
				body: {
					text: sms.text,
					stop: sms.purpose === 'marketing',
					...(sms.encoding === 'UCS-2' && { encoding: 'UNICODE' }),
				},
				from: sms.sender,
				refClient: sms.ref,
				...(reportUrl !== undefined && { callbackUrlStatus: reportUrl, callbackUrlMo: reportUrl }),
			},
			timeoutMs: TIMEOUT_MS,
		};
	},

	parseSend: (batch: OutboundSms[], reply: HttpReply | undefined) =>
		batch.map(() => outcomeOf(reply)),

	webhookSetup: {
		paste: 'Paste {address} {into credential}: smsmode is told it with each SMS.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: smsmodeEvents,

	lookUp: {
		build: ({ refs, call }, { account }) => ({
			method: 'GET',
			url: `${accountUrl(account, BASE_URL)}/sms/v1/messages?refClient=${encodeURIComponent(refs[0] ?? call)}&direction=MT`,
			headers: HEADERS,
			timeoutMs: TIMEOUT_MS,
		}),
		parse(reply) {
			const body = 'status' in reply && reply.status === 200 ? reply.body : undefined;
			const list = isFields(body) ? body.items : body;
			return Array.isArray(list) ? { found: list.filter(isFields).flatMap(found) } : undefined;
		},
		// How soon a message is listed is not documented.
		quietMs: 15 * 60_000,
	},
};

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE_ANSWER' };
/** Codes are words or numbers; a sentence could hold the number. */
const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

function outcomeOf(reply: HttpReply | undefined): SendOutcome {
	if (!reply) return UNREADABLE;
	const whole = batchOutcome(reply);
	const body: Fields = 'body' in reply && isFields(reply.body) ? reply.body : {};
	const given = idOf(body.errorCode);
	if (whole?.outcome === 'refused' && given !== undefined && CODE.test(given)) {
		return { ...whole, code: given };
	}
	if (whole) return whole;
	const { status, code } = smsmodeStatus(body);
	if (status === 'undelivered') {
		return { outcome: 'refused', code: code ?? 'UNDELIVERABLE', permanent: false };
	}
	const providerId = idOf(body.messageId);
	return providerId === undefined ? UNREADABLE : { outcome: 'accepted', providerId };
}

function found(message: Fields): FoundSms[] {
	const ref = idOf(message.refClient);
	const to = isFields(message.recipient) ? phoneOf(message.recipient.to) : undefined;
	const { status = 'accepted', code } = smsmodeStatus(message);
	return ref === undefined
		? []
		: [{ ref, to, providerId: idOf(message.messageId), status, ...(code && { code }) }];
}

import { accountUrl } from '../account';
import { isFields, phoneOf } from '../event-fields';
import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { parisMoment } from '../paris-time';
import { carriesSecret } from '../secret';
import { smsfactorEvents } from './events';
import { batchOutcome } from '../transport';

const BASE_URL = 'https://api.smsfactor.com';
/** Without it the API answers in XML. */
const HEADERS = { accept: 'application/json' };
const TIMEOUT_MS = 30_000;
/** Most numbers of one page of the blacklist. */
const PAGE = 1_000;

/**
 * SMSFactor (dev.smsfactor.com). A call is a campaign of one SMS: the answer of a larger one counts the numbers it left
 * out (blacklisted, invalid) and does not name them, so nobody could tell which contacts were written to.
 */
export const smsfactor: Gateway = {
	id: 'smsfactor',
	displayName: 'SMSFactor',
	credential: 'smsFactorApi',
	capabilities: {
		stopFooter: 'gateway',
		// Its wording is not documented: the longest form usual in France is counted.
		gatewayFooter: { adds: '\nSTOP au 36000' },
		batchSize: 1,
		sameText: true,
		optOuts: 'webhook',
		live: true,
	},

	buildSend(batch: OutboundSms[], { account }: GatewaySettings) {
		const [first] = batch;
		if (!first) return undefined;
		const { text, purpose, sender, encoding } = first;
		return {
			method: 'POST',
			url: `${accountUrl(account, BASE_URL)}/send`,
			headers: HEADERS,
			body: {
				sms: {
					message: {
						text,
						pushtype: purpose === 'marketing' ? 'marketing' : 'alert',
						sender,
						unicode: encoding === 'UCS-2' ? 1 : 0,
					},
					recipients: {
						gsm: batch.map(({ ref, to }) => ({ gsmsmsid: ref, value: to.slice(1) })),
					},
				},
			},
			timeoutMs: TIMEOUT_MS,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const outcome = outcomeOf(batch.length, reply);
		return batch.map(() => outcome);
	},

	webhookSetup: {
		paste:
			'In SMSFactor, add {address} as a webhook for delivery reports and for replies; as the one for STOP, add <b>&type=stop</b> behind it.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: smsfactorEvents,

	optOutList: {
		build: ({ account }, page = '0') => ({
			method: 'GET',
			url: `${accountUrl(account, BASE_URL)}/blacklist?start=${page}&length=${PAGE}`,
			headers: HEADERS,
			timeoutMs: TIMEOUT_MS,
		}),
		parse(reply, page = '0') {
			const body = 'status' in reply && reply.status === 200 ? reply.body : undefined;
			if (!isFields(body) || Number(body.status) !== 1 || !Array.isArray(body.list))
				return undefined;
			const read = Number(page) + body.list.length;
			const more = body.list.length > 0 && read < Number(body.totalRecords ?? 0);
			const optOuts = body.list.filter(isFields).flatMap(({ destination, date }) => {
				const to = phoneOf(destination);
				return to === undefined ? [] : [{ to, at: parisMoment(date) }];
			});
			return { optOuts, ...(more && { next: String(read) }) };
		},
	},
};

/** The `status` of an answer where it is no success; the HTTP status says less. */
const STATUSES = new Map<number, SendOutcome>([
	[-1, { outcome: 'not_sent', code: 'AUTHENTICATION', account: true }],
	[-2, { outcome: 'refused', code: 'BAD_XML', permanent: false }],
	[-3, { outcome: 'not_sent', code: 'NO_CREDIT', account: true }],
	[-4, { outcome: 'refused', code: 'BAD_DATE', permanent: false }],
	[-5, { outcome: 'refused', code: 'BAD_CONTACTS', permanent: false }],
	[-6, { outcome: 'refused', code: 'BAD_JSON', permanent: false }],
	[-7, { outcome: 'refused', code: 'BAD_DATA', permanent: false }],
	// A person at SMSFactor looks at it and mostly lets it go: sending again would send it twice.
	[-8, { outcome: 'in_doubt', code: 'MODERATION' }],
	[-99, { outcome: 'in_doubt', code: 'UNKNOWN' }],
]);

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE_ANSWER' };

function outcomeOf(size: number, reply: HttpReply | undefined): SendOutcome {
	if (!reply) return UNREADABLE;
	const whole = batchOutcome(reply);
	const body = 'body' in reply && isFields(reply.body) ? reply.body : undefined;
	const status = body?.status === undefined ? undefined : Number(body.status);
	// What a proxy says in between (429, 5xx) comes before what the body may say.
	const known = status === undefined ? undefined : STATUSES.get(status);
	if (known && (whole === undefined || whole.outcome === 'refused')) return known;
	if (whole) return whole;
	if (!body || status !== 1) return UNREADABLE;
	const sent = Number(body.sent);
	const ticket = typeof body.ticket === 'number' ? String(body.ticket) : body.ticket;
	const providerId = typeof ticket === 'string' && ticket !== '' ? ticket : undefined;
	if (sent === size) return { outcome: 'accepted', ...(providerId && { providerId }) };
	return sent === 0 ? leftOut(body) : UNREADABLE;
}

/** Why a number was left out, by the name of its count. */
const COUNTS: ReadonlyArray<[count: string, outcome: SendOutcome]> = [
	['blacklisted', { outcome: 'refused', code: 'BLACKLISTED', permanent: true, optedOut: true }],
	['npai', { outcome: 'refused', code: 'UNASSIGNED_NUMBER', permanent: true }],
	['invalid', { outcome: 'refused', code: 'INVALID_NUMBER', permanent: true }],
	['not_allowed', { outcome: 'refused', code: 'COUNTRY_NOT_ALLOWED', permanent: false }],
	['country_limit', { outcome: 'refused', code: 'COUNTRY_LIMIT', permanent: false }],
	['duplicated', { outcome: 'refused', code: 'DUPLICATED', permanent: false }],
	['flood', { outcome: 'refused', code: 'ANTI_FLOOD', permanent: false }],
];

const leftOut = (body: Readonly<Record<string, unknown>>): SendOutcome =>
	COUNTS.find(([count]) => Number(body[count]) > 0)?.[1] ?? {
		outcome: 'refused',
		code: 'LEFT_OUT',
		permanent: false,
	};

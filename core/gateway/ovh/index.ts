import { idOf, isFields, phoneOf } from '../event-fields';
import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { ovhServiceUrl } from './address';
import { ovhLookUp, ovhOptOutList } from './lists';
import { ovhEvents } from './events';
import { carriesSecret } from '../secret';
import { batchOutcome } from '../transport';

const TIMEOUT_MS = 30_000;

/**
 * OVHcloud's REST API. Its credential signs each call over the bytes that are sent.
 * Answers tell who was taken and who was not; the order of `ids` is not documented, so that only the id of a call with
 * one SMS is kept: a report of another would be counted for the wrong person.
 */
export const ovh: Gateway = {
	id: 'ovh',
	displayName: 'OVHcloud',
	credential: 'ovhSmsApi',
	capabilities: {
		stopFooter: 'gateway',
		// 11 characters: OVHcloud counts 149 in a first GSM-7 part and 59 in a first Unicode one (rules.md §1.2).
		gatewayFooter: { adds: '\nSTOP 36000' },
		// Recommended by its FAQ; no hard limit is documented.
		batchSize: 500,
		sameText: true,
		optOuts: 'list',
		live: true,
	},

	buildSend(batch: OutboundSms[], settings: GatewaySettings) {
		const [first] = batch;
		if (!first) return undefined;
		return {
			method: 'POST',
			url: `${ovhServiceUrl(settings)}/jobs`,
			body: {
				charset: 'UTF-8',
				class: 'phoneDisplay',
				coding: first.encoding === 'GSM-7' ? '7bit' : '8bit',
				message: first.text,
				noStopClause: first.purpose === 'transactional',
				priority: 'high',
				receivers: batch.map(({ to }) => to),
				sender: first.sender,
				tag: first.call,
			},
			timeoutMs: TIMEOUT_MS,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		const whole = reply ? (wrongCall(reply) ?? batchOutcome(reply)) : UNREADABLE;
		if (whole) return batch.map(() => whole);
		const { ids, valid, invalid } = readReport(reply);
		const providerId = batch.length === 1 && ids.length === 1 ? idOf(ids[0]) : undefined;
		return batch.map(({ to }) => {
			if (valid.has(to)) return { outcome: 'accepted', ...(providerId && { providerId }) };
			if (invalid.has(to)) return { outcome: 'refused', code: 'INVALID_RECEIVER', permanent: true };
			return UNREADABLE;
		});
	},

	webhookSetup: {
		paste:
			"In the OVHcloud Control Panel, give your SMS account {address} as its callback. The workflow 'sync-gateway-opt-outs' reads the STOP list: publish that one too.",
	},
	verifyWebhook: carriesSecret,
	parseWebhook: ovhEvents,
	lookUp: ovhLookUp,
	optOutList: ovhOptOutList,
};

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE' };

/** A 400 that is about the key or the clock, not about the SMS: nothing was looked at. */
const ACCOUNT_CODES: ReadonlySet<unknown> = new Set([
	'INVALID_SIGNATURE',
	'INVALID_CREDENTIAL',
	'INVALID_KEY',
	'NOT_CREDENTIAL',
	'NOT_GRANTED_CALL',
	'QUERY_TIME_OUT',
]);

function wrongCall(reply: HttpReply): SendOutcome | undefined {
	if ('failure' in reply || reply.status !== 400 || !isFields(reply.body)) return undefined;
	const code = reply.body.errorCode;
	return ACCOUNT_CODES.has(code)
		? { outcome: 'not_sent', code: String(code), account: true }
		: undefined;
}

function readReport(reply: HttpReply | undefined) {
	const body = reply && 'body' in reply && isFields(reply.body) ? reply.body : {};
	const { ids, validReceivers, invalidReceivers } = body;
	return {
		ids: listOf(ids),
		valid: new Set(listOf(validReceivers).map(phoneOf)),
		invalid: new Set(listOf(invalidReceivers).map(phoneOf)),
	};
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

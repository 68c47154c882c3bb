import { idOf, phoneOf, writtenFields, type Fields } from '../event-fields';
import type { GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';
import { saysOptedOut } from './errors';

/** `failed` and `canceled` never left Twilio; `undelivered` did. */
const STATUSES: ReadonlyMap<string | undefined, ReportStatus> = new Map<string, ReportStatus>([
	['accepted', 'accepted'],
	['scheduled', 'accepted'],
	['queued', 'accepted'],
	['sending', 'accepted'],
	['sent', 'accepted'],
	['delivered', 'delivered'],
	['partially_delivered', 'delivered'],
	['read', 'delivered'],
	['undelivered', 'undelivered'],
	['failed', 'refused'],
	['canceled', 'refused'],
]);

/** One event a call: a status callback, which has no text, or an incoming SMS. No call says when it happened. */
export function twilioEvents(request: WebhookRequest): GatewayEvent[] {
	const fields = writtenFields(request);
	const id = idOf(fields.MessageSid) ?? idOf(fields.SmsSid);
	if (id === undefined) return [];
	const event =
		typeof fields.Body === 'string' ? inbound(fields, id) : report(fields, id, request.query.ref);
	return event ? [event] : [];
}

function inbound(fields: Fields, key: string): GatewayEvent | undefined {
	const from = phoneOf(fields.From);
	if (from === undefined) return undefined;
	return {
		kind: 'inbound',
		key,
		from,
		to: idOf(fields.To),
		text: String(fields.Body),
		// Set by Advanced Opt-Out, for the keywords that are chosen at Twilio.
		...(fields.OptOutType === 'STOP' && { optedOut: true as const }),
	};
}

function report(fields: Fields, id: string, ref: string | undefined): GatewayEvent | undefined {
	const word = idOf(fields.MessageStatus) ?? idOf(fields.SmsStatus);
	const status = STATUSES.get(word);
	if (status === undefined) return undefined;
	const code = idOf(fields.ErrorCode);
	return {
		kind: 'report',
		key: `${id} ${word}`,
		ref,
		providerId: id,
		to: phoneOf(fields.To),
		status,
		code,
		...(saysOptedOut(code) && { optedOut: true as const }),
	};
}

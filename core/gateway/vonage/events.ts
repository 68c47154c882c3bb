import { idOf, momentOf, phoneOf, writtenFields, type Fields } from '../event-fields';
import type { GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';

/** `unknown` is left out: it says nothing. */
const STATUSES: ReadonlyMap<string | undefined, ReportStatus> = new Map<string, ReportStatus>([
	['accepted', 'accepted'],
	['buffered', 'accepted'],
	['delivered', 'delivered'],
	['failed', 'undelivered'],
	['expired', 'expired'],
	['rejected', 'refused'],
]);

/** Opt-out assist: the person had opted out at Vonage, and the SMS was blocked there. */
const OPTED_OUT = '9';

/** One event a call, by GET, form or JSON: a delivery receipt, which has a status, or an incoming SMS. */
export function vonageEvents(request: WebhookRequest): GatewayEvent[] {
	const fields = writtenFields(request);
	const id = idOf(fields.messageId);
	if (id === undefined) return [];
	const event = fields.status === undefined ? inbound(fields, id) : report(fields, id);
	return event ? [event] : [];
}

function inbound(fields: Fields, key: string): GatewayEvent | undefined {
	const from = phoneOf(fields.msisdn);
	const text = fields.text ?? fields.keyword;
	if (from === undefined || typeof text !== 'string') return undefined;
	return { kind: 'inbound', key, from, to: idOf(fields.to), text, at: sentAt(fields) };
}

function report(fields: Fields, id: string): GatewayEvent | undefined {
	const word = idOf(fields.status);
	const status = STATUSES.get(word);
	if (status === undefined) return undefined;
	const code = idOf(fields['err-code']);
	const optedOut = code === OPTED_OUT;
	return {
		kind: 'report',
		key: `${id} ${word} ${code ?? ''}`.trim(),
		ref: idOf(fields['client-ref']),
		providerId: id,
		// `to` of a receipt is the sender.
		to: phoneOf(fields.msisdn),
		status: optedOut ? 'refused' : status,
		...(code === undefined || code === '0' ? {} : { code }),
		...(optedOut && { optedOut }),
		at: sentAt(fields),
	};
}

/** `2026-11-23 08:00:00`, in UTC without saying so. */
function sentAt(fields: Fields): number | undefined {
	const written = idOf(fields['message-timestamp'])?.trim();
	const local = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(written ?? '');
	return momentOf(local ? `${local[1]}T${local[2]}Z` : written);
}

import { BREVO_STATUSES, eventName, UNSUBSCRIBED } from './status';
import { idOf, isFields, momentOf, phoneOf, type Fields } from '../event-fields';
import type { GatewayEvent, WebhookRequest } from '../gateway';

/**
 * Brevo's SMS webhooks: one event or a list of them, at the address of a message (`webUrl`) or of the account. Its `id` is
 * the webhook's and the same for all events. What replies and unsubscriptions carry beside the number is not documented.
 */
export function brevoEvents({
	body,
	query,
}: Pick<WebhookRequest, 'body' | 'query'>): GatewayEvent[] {
	const list = Array.isArray(body)
		? body
		: isFields(body) && Array.isArray(body.events)
			? body.events
			: [body];
	// An address of a message tells of that message alone; of several events only their own words count.
	const ref = list.length === 1 ? query.ref : undefined;
	return list.filter(isFields).flatMap((event) => readEvent(event, ref) ?? []);
}

const REPLIES: ReadonlySet<string> = new Set(['reply', 'replied', 'replies']);

function readEvent(event: Fields, addressRef: string | undefined): GatewayEvent | undefined {
	const name = eventName(event.msg_status ?? event.event);
	const messageId = idOf(event.messageId ?? event['message-id'] ?? event.message_id);
	const ref = tagOf(event.tag ?? event.tags) ?? addressRef;
	const at = secondsOf(event.ts_event ?? event.ts);
	const told = BREVO_STATUSES.get(name);
	const phone = phoneOf(event.to ?? event.phoneNumber ?? event.mobile);
	if (told) {
		if ((ref ?? messageId) === undefined) return undefined;
		return {
			kind: 'report',
			key: [messageId ?? ref, name, at ?? ''].join(' '),
			ref,
			providerId: messageId,
			status: told.status,
			code: name,
			...(told.optedOut && phone && { optedOut: true, to: phone }),
			at,
		};
	}
	const optedOut = UNSUBSCRIBED.has(name);
	if (!optedOut && !REPLIES.has(name)) return undefined;
	// A reply comes from the one who was written to; where a payload names a sender, that is the person.
	const from = phoneOf(event.from ?? event.sender) ?? phone;
	const text = idOf(event.reply ?? event.text ?? event.message ?? event.content);
	if (from === undefined || (text === undefined && !optedOut)) return undefined;
	return {
		kind: 'inbound',
		key: [messageId ?? '', name, from, at ?? '', text ?? ''].join(' ').trim(),
		...((messageId ?? at) === undefined && { unnamed: true as const }),
		from,
		text: text ?? 'STOP',
		...(optedOut && { optedOut: true as const }),
		at,
		ref,
	};
}

/** Our reference is the only tag of a message: a text, or a list of one. */
const tagOf = (tag: unknown): string | undefined => idOf(Array.isArray(tag) ? tag[0] : tag);

/** `ts_event` is in seconds UTC; `date` is the local time of the account and is not read. */
function secondsOf(value: unknown): number | undefined {
	const seconds = momentOf(
		typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
	);
	return seconds === undefined ? undefined : seconds * 1000;
}

import { eventFields, idOf, isFields, phoneOf, type Fields } from '../event-fields';
import type { GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';
import { parisMoment } from '../paris-time';

/** What Octopush posts to its three webhooks, told apart by the name of their date. */
export function octopushEvents(request: WebhookRequest): GatewayEvent[] {
	const { body } = request;
	const list = Array.isArray(body) ? body.filter(isFields) : [eventFields(request)];
	return list.flatMap(
		(event) =>
			inbound(event, 'stop_date') ?? inbound(event, 'reception_date') ?? report(event) ?? [],
	);
}

interface Status {
	status: ReportStatus;
	optedOut?: true;
}

const STATUSES: Readonly<Record<string, Status>> = {
	ACK: { status: 'accepted' },
	DELIVERED: { status: 'delivered' },
	NOT_DELIVERED: { status: 'undelivered' },
	BAD_DESTINATION: { status: 'undelivered' },
	NOT_ALLOWED: { status: 'refused' },
	BLACKLISTED_NUMBER: { status: 'refused', optedOut: true },
	UNKNOWN_DELIVERY: { status: 'accepted' },
	UNDEFINED: { status: 'accepted' },
};

/** `message_id` is that of the call: the number tells which SMS of it. */
function report(event: Fields): GatewayEvent | undefined {
	const code = idOf(event.status)?.toUpperCase() ?? '';
	const known = Object.hasOwn(STATUSES, code) ? STATUSES[code] : undefined;
	const [providerId, to] = [idOf(event.message_id), phoneOf(event.number)];
	if (!known || providerId === undefined || to === undefined) return undefined;
	const date = idOf(event.delivery_date) ?? '';
	return {
		kind: 'report',
		key: [providerId, to, code, date].join(' '),
		providerId,
		to,
		...known,
		code,
		at: parisMoment(event.delivery_date),
	};
}

function inbound(event: Fields, date: 'stop_date' | 'reception_date'): GatewayEvent | undefined {
	const from = phoneOf(event.number);
	if (from === undefined || event[date] === undefined) return undefined;
	const text = typeof event.text === 'string' ? event.text : '';
	const at = parisMoment(event[date]);
	return {
		kind: 'inbound',
		key: [date, from, idOf(event.message_id) ?? '', idOf(event[date]) ?? '', text].join(' '),
		...(at === undefined && { unnamed: true as const }),
		from,
		...(event.sim_card_number !== undefined && { to: idOf(event.sim_card_number) }),
		text,
		...(date === 'stop_date' && { optedOut: true as const }),
		at,
	};
}

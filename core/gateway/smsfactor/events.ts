import { eventFields, idOf, isFields, phoneOf, type Fields } from '../event-fields';
import type { GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';
import { parisMoment } from '../paris-time';

/**
 * What SMSFactor posts: a delivery report (`destination`, `status`, `message_id` = our reference), a reply or a STOP
 * (`from`, `message`). A STOP and a reply look alike: `type=stop` in the address of the STOP webhook tells them apart,
 * also where somebody used the link instead of the word.
 */
export function smsfactorEvents(request: WebhookRequest): GatewayEvent[] {
	const { body, query } = request;
	const list = Array.isArray(body) ? body.filter(isFields) : [eventFields(request)];
	const isStop = query.type?.toLowerCase() === 'stop';
	return list.flatMap((event) => readReport(event) ?? readInbound(event, isStop) ?? []);
}

/** 2 says "not delivered yet". */
const STATUSES = new Map<string, ReportStatus>([
	['0', 'accepted'],
	['1', 'accepted'],
	['2', 'accepted'],
	['3', 'delivered'],
	['4', 'refused'],
	['5', 'undelivered'],
	['6', 'undelivered'],
	['7', 'undelivered'],
	['9', 'refused'],
	['11', 'undelivered'],
	['12', 'expired'],
]);

function readReport(event: Fields): GatewayEvent | undefined {
	const code = idOf(event.status);
	const status = STATUSES.get(code ?? '');
	const [ref, providerId, to] = [
		idOf(event.message_id),
		idOf(event.campaign_id),
		phoneOf(event.destination),
	];
	if (status === undefined || to === undefined || (ref ?? providerId) === undefined) {
		return undefined;
	}
	const key = [ref ?? `${providerId} ${to}`, code, idOf(event.date) ?? ''].join(' ');
	const at = parisMoment(event.date);
	return { kind: 'report', key, ref, providerId, to, status, code, at };
}

function readInbound(event: Fields, isStop: boolean): GatewayEvent | undefined {
	const from = phoneOf(event.from);
	if (from === undefined) return undefined;
	const text = typeof event.message === 'string' ? event.message : '';
	if (text === '' && !isStop) return undefined;
	const at = parisMoment(event.date);
	return {
		kind: 'inbound',
		key: [isStop ? 'stop' : 'reply', from, idOf(event.date) ?? '', text].join(' '),
		...(at === undefined && { unnamed: true as const }),
		from,
		text,
		...(isStop && { optedOut: true as const }),
		at,
		ref: idOf(event.last_message_id),
	};
}

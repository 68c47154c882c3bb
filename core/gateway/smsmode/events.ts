import { eventFields, idOf, isFields, phoneOf, type Fields } from '../event-fields';
import type { GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';
import { parisMoment } from '../paris-time';

/**
 * What smsmode posts to `callbackUrlStatus` and `callbackUrlMo`. Not yet seen live: read as the message its API shows
 * elsewhere, with `direction` MT (ours, with its status) or MO (a reply). Our reference also stands in the address.
 */
export function smsmodeEvents(request: WebhookRequest): GatewayEvent[] {
	const { body, query } = request;
	const list = Array.isArray(body) ? body.filter(isFields) : [eventFields(request)];
	return list.flatMap((event) =>
		idOf(event.direction)?.toUpperCase() === 'MO'
			? (readReply(event, query.ref) ?? [])
			: (readReport(event, query.ref) ?? []),
	);
}

const STATUSES: Readonly<Record<string, ReportStatus>> = {
	SCHEDULED: 'accepted',
	ENROUTE: 'accepted',
	DELIVERED: 'delivered',
	UNDELIVERABLE: 'undelivered',
	UNDELIVERED: 'undelivered',
};

const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/** `status` is an object with `value` and `detail`; a bare word is read as well. */
export function smsmodeStatus({ status }: Fields): { status?: ReportStatus; code?: string } {
	const fields: Fields = isFields(status) ? status : { value: status };
	const value = idOf(fields.value)?.toUpperCase() ?? '';
	const code = [idOf(fields.detail), value].find((one) => one !== undefined && CODE.test(one));
	return Object.hasOwn(STATUSES, value) ? { status: STATUSES[value], code } : {};
}

function readReport(event: Fields, known?: string): GatewayEvent | undefined {
	const { status, code } = smsmodeStatus(event);
	const [ref, providerId] = [idOf(event.refClient) ?? known, idOf(event.messageId)];
	if (status === undefined || (ref ?? providerId) === undefined) return undefined;
	const date = isFields(event.status) ? event.status.deliveryDate : event.deliveryDate;
	return {
		kind: 'report',
		key: [ref ?? '', providerId ?? '', status, code ?? '', idOf(date) ?? ''].join(' '),
		ref,
		providerId,
		status,
		code,
		at: parisMoment(date),
	};
}

function readReply(event: Fields, known?: string): GatewayEvent | undefined {
	const from = phoneOf(event.from);
	const text = isFields(event.body) ? event.body.text : event.text;
	if (from === undefined || typeof text !== 'string') return undefined;
	const [id, at] = [idOf(event.messageId), parisMoment(event.sentDate)];
	return {
		kind: 'inbound',
		key: id ?? [from, idOf(event.sentDate) ?? '', text].join(' '),
		...((id ?? at) === undefined && { unnamed: true as const }),
		from,
		...(isFields(event.recipient) && { to: idOf(event.recipient.to) }),
		text,
		at,
		ref: idOf(event.refClient) ?? known,
	};
}

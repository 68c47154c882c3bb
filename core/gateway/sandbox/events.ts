import { idOf, isFields, momentOf, phoneOf, type Fields } from '../event-fields';
import type { GatewayEvent } from '../gateway';

/**
 * What the sandbox is told by a phone page or a test: `{ "events": [ … ] }`, a list, or a single event:
 * `{ "type": "inbound", "id", "from", "to"?, "text", "at"?, "ref"? }` or
 * `{ "type": "report", "id", "ref"?, "providerId"?, "status", "at"?, "code"? }`. Dates are ISO or milliseconds.
 * What is neither is left out: a gateway may add kinds of events any day.
 */
export function sandboxEvents(body: unknown): GatewayEvent[] {
	const list = isFields(body) && Array.isArray(body.events) ? body.events : [body].flat();
	return list.filter(isFields).flatMap((event) => READERS.get(event.type)?.(event) ?? []);
}

const READERS = new Map<unknown, (event: Fields) => GatewayEvent | undefined>([
	['inbound', readInbound],
	['report', readReport],
]);

function readInbound(event: Fields): GatewayEvent | undefined {
	const from = phoneOf(event.from);
	if (from === undefined || typeof event.text !== 'string') return undefined;
	const [id, at] = [idOf(event.id), momentOf(event.at)];
	return {
		kind: 'inbound',
		// A STOP without an id is a STOP all the same.
		key: id ?? `${from} ${at ?? ''} ${event.text}`,
		...((id ?? at) === undefined && { unnamed: true as const }),
		from,
		to: idOf(event.to),
		text: event.text,
		at,
		ref: idOf(event.ref),
	};
}

const STATUSES = ['accepted', 'delivered', 'undelivered', 'expired', 'refused'] as const;

function readReport(event: Fields): GatewayEvent | undefined {
	const status = STATUSES.find((one) => one === event.status);
	const [ref, providerId] = [idOf(event.ref), idOf(event.providerId)];
	if (status === undefined || (ref ?? providerId) === undefined) return undefined;
	const at = momentOf(event.at);
	return {
		kind: 'report',
		key: idOf(event.id) ?? `${ref ?? ''} ${providerId ?? ''} ${status} ${at ?? ''}`,
		ref,
		providerId,
		status,
		code: idOf(event.code),
		at,
	};
}

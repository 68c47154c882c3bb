import { eventFields, idOf, momentOf, phoneOf, type Fields } from '../event-fields';
import type { GatewayEvent, WebhookRequest } from '../gateway';
import { ovhStatus } from './status';

/**
 * What OVHcloud calls us with, by GET. Reports are documented: `id`, `ptt`, `date`, `description`, `descriptionDlr`. What
 * the STOP callback and replies carry is not, so they are read under every name such a thing has elsewhere in its API; a
 * number without a text can be the STOP callback alone. The opt-out list stays the reliable way to learn of a STOP.
 */
export function ovhEvents(request: Pick<WebhookRequest, 'body' | 'query'>): GatewayEvent[] {
	const fields = eventFields(request);
	const event = readReport(fields) ?? readText(fields);
	return event ? [event] : [];
}

function readReport({ id, ptt, description, date }: Fields): GatewayEvent | undefined {
	const providerId = idOf(id);
	const found = ovhStatus(ptt, description);
	if (providerId === undefined || found === undefined) return undefined;
	return {
		kind: 'report',
		// Without the date: a report that comes again is the same one.
		key: [providerId, idOf(ptt) ?? '', idOf(description) ?? ''].join(' '),
		providerId,
		...found,
		at: momentWithZone(date),
	};
}

const FROM = ['from', 'sender', 'number', 'msisdn', 'phone', 'phonenumber', 'senderid', 'numero'];
const TEXT = ['message', 'text', 'content', 'sms', 'body'];
const TO = ['to', 'recipient', 'receiver', 'shortnumber'];

function readText(fields: Fields): GatewayEvent | undefined {
	// Of a report that is not understood no field is a text: `description` and `ptt` are no reply.
	if (fields.ptt !== undefined) return undefined;
	const from = first(fields, FROM, phoneOf);
	if (from === undefined) return undefined;
	const text = first(fields, TEXT, idOf);
	const [id, at] = [idOf(fields.id), momentWithZone(fields.date)];
	return {
		kind: 'inbound',
		key: [id ?? '', from, at ?? '', text ?? 'STOP'].join(' ').trim(),
		...((id ?? at) === undefined && { unnamed: true as const }),
		from,
		to: first(fields, TO, idOf),
		text: text ?? 'STOP',
		...(text === undefined && { optedOut: true as const }),
		at,
	};
}

function first<T>(
	fields: Fields,
	names: string[],
	read: (value: unknown) => T | undefined,
): T | undefined {
	return names.map((name) => read(fields[name])).find((value) => value !== undefined);
}

/** Its dates often have no zone, and which one is meant is not documented: then none is better than a wrong one. */
const momentWithZone = (date: unknown): number | undefined =>
	typeof date === 'string' && /(?:z|[+-]\d{2}:?\d{2})$/i.test(date.trim())
		? momentOf(date)
		: undefined;

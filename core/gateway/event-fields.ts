import { isE164, readPhone } from '../contact/phone';
import type { E164 } from '../item';
import type { WebhookRequest } from './gateway';

/** What gateways write into their webhooks: JSON, a form or a query, numbers as texts and texts as numbers. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of one event: those of the body, else those of the address. Both = the same call by POST and by GET. */
export const eventFields = ({ body, query }: Pick<WebhookRequest, 'body' | 'query'>): Fields =>
	isFields(body) && Object.keys(body).length > 0 ? body : query;

/** The same with names as the gateway writes them (`query` has them in lower case), and without our own `secret`. */
export function writtenFields({ body, url }: Pick<WebhookRequest, 'body' | 'url'>): Fields {
	const at = url.indexOf('?');
	const { secret: _, ...query } = Object.fromEntries(
		new URLSearchParams(at < 0 ? '' : url.slice(at)),
	);
	return eventFields({ body, query });
}

const LONGEST_ID = 200;

/** An id or code as a text; undefined when it is empty or neither text nor number. */
export function idOf(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value.slice(0, LONGEST_ID) : undefined;
}

/**
 * The number as the gateway knows it: with `+`, or with its calling code and nothing before it.
 * One written in another way is read as a French cell would be.
 */
export function phoneOf(value: unknown): E164 | undefined {
	if (isE164(value)) return value;
	const written = String(idOf(value) ?? '').trim();
	const called = `+${written.replace(/^00/, '')}`;
	if (isE164(called)) return called;
	const reading = readPhone(written);
	return 'e164' in reading ? reading.e164 : undefined;
}

/** Milliseconds since 1970; undefined for what is no date. */
export function momentOf(value: unknown): number | undefined {
	const at = typeof value === 'number' ? value : Date.parse(typeof value === 'string' ? value : '');
	return Number.isFinite(at) ? at : undefined;
}

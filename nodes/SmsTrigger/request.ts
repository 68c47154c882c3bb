import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import type { WebhookRequest } from '../../core/gateway/gateway';

/** Many times the largest batch of events that a gateway sends. */
const LARGEST_BODY = 1_000_000;

export type Reading = { request: WebhookRequest } | { status: 400 | 413 };

/** What came in, without its body: enough to tell who is there. */
export function readHead(context: IWebhookFunctions): WebhookRequest {
	return {
		method: context.getRequestObject().method,
		url: calledUrl(context),
		query: texts(context.getQueryData()),
		headers: texts(context.getHeaderData()),
		body: undefined,
	};
}

/** The public address with the query of the call: behind a proxy the request itself shows another host. */
function calledUrl(context: IWebhookFunctions): string {
	const { originalUrl } = context.getRequestObject();
	const query = originalUrl?.includes('?') ? originalUrl.slice(originalUrl.indexOf('?')) : '';
	return `${context.getNodeWebhookUrl('default') ?? ''}${query}`;
}

/** The body as n8n read it; one sent without the right content type is read as JSON. */
export function readBody(context: IWebhookFunctions, head: WebhookRequest): Reading {
	const { rawBody, headers } = context.getRequestObject();
	const length = rawBody?.length ?? Number(headers['content-length'] ?? 0);
	if (length > LARGEST_BODY) return { status: 413 };
	const body: unknown = context.getBodyData();
	const unread = typeof body === 'string' ? body : isEmpty(body) ? rawBody?.toString('utf8') : '';
	if (!unread?.trim()) return { request: { ...head, body, rawBody } };
	try {
		return { request: { ...head, body: JSON.parse(unread), rawBody } };
	} catch {
		return { status: 400 };
	}
}

const isEmpty = (body: unknown): boolean =>
	body === undefined ||
	body === null ||
	(typeof body === 'object' && Object.keys(body).length === 0);

/** Names in lower case; of a name given twice the first counts, and what is no text is left out. */
function texts(values: IDataObject | object): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [name, value] of Object.entries(values)) {
		const first: unknown = Array.isArray(value) ? value[0] : value;
		if (typeof first === 'string') found[name.toLowerCase()] ??= first;
	}
	return found;
}

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

/**
 * The address as the gateway wrote it: some signatures cover every character. Host and path before it are n8n's public
 * ones, since a proxy may show others; the end is the call's own, since n8n tells neither the query nor `webhook-test`.
 */
function calledUrl(context: IWebhookFunctions): string {
	const known = context.getNodeWebhookUrl('default') ?? '';
	const called = context.getRequestObject().originalUrl;
	if (called === undefined) return known;
	const [, origin = '', path = ''] = /^(\w+:\/\/[^/]+)(.*)$/.exec(known) ?? [];
	const depth = (called.split('?', 1)[0] ?? '').split('/').length - 1;
	const before = path.split('/').slice(0, -depth);
	return `${origin}${before.join('/')}${called}`;
}

/** The body as n8n read it, a form too; what was sent without the right content type is read as JSON or as a form. */
export function readBody(context: IWebhookFunctions, head: WebhookRequest): Reading {
	const { rawBody, headers } = context.getRequestObject();
	const length = rawBody?.length ?? Number(headers['content-length'] ?? 0);
	if (length > LARGEST_BODY) return { status: 413 };
	// No gateway here speaks XML, and n8n would give it as an object like any other.
	if (/[/+]xml\b/.test(head.headers['content-type'] ?? '')) return { status: 400 };
	const body: unknown = context.getBodyData();
	const unread = typeof body === 'string' ? body : isEmpty(body) ? rawBody?.toString('utf8') : '';
	if (!unread?.trim()) return { request: { ...head, body, rawBody } };
	if (FORM.test(unread)) {
		const form = Object.fromEntries(new URLSearchParams(unread.trim()));
		return { request: { ...head, body: form, rawBody } };
	}
	try {
		return { request: { ...head, body: JSON.parse(unread), rawBody } };
	} catch {
		return { status: 400 };
	}
}

const FORM = /^\s*[\w.~%+[\]-]+=/;

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

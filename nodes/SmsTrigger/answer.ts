import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the caller is told, and what starts the workflow. */
export interface Answer {
	status: number;
	/** JSON unless `html` is set */
	body?: Record<string, unknown>;
	html?: string;
	/** instead of JSON: what this gateway wants to read */
	text?: { contentType: string; body: string };
	/** by output; absent or empty = no execution */
	outputs?: INodeExecutionData[][];
}

/** Nothing of it may run, load or be framed; who looks at it is told to nobody. */
const PAGE_HEADERS = {
	'content-type': 'text/html; charset=utf-8',
	'content-security-policy':
		"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
	'referrer-policy': 'no-referrer',
	'x-robots-tag': 'noindex',
};
const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
/** Seconds after which a gateway may try again, when the ledger could not be written. */
const AGAIN_AFTER = '30';

/** Sends status and body itself: n8n would always say 200 and tell the caller what it put into the workflow. */
export function send(
	context: IWebhookFunctions,
	{ status, body, html, text, outputs }: Answer,
): IWebhookResponseData {
	const response = context.getResponseObject();
	const headers = html === undefined ? bodyHeaders(text) : PAGE_HEADERS;
	response.status(status);
	for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
	response.setHeader('cache-control', 'no-store');
	if (status === 503) response.setHeader('retry-after', AGAIN_AFTER);
	response.end(html ?? text?.body ?? JSON.stringify(body ?? {}));
	const starts = outputs?.some((items) => items.length > 0) === true;
	return { noWebhookResponse: true, ...(starts ? { workflowData: outputs } : {}) };
}

const bodyHeaders = (text: Answer['text']): Record<string, string> =>
	text === undefined ? JSON_HEADERS : { 'content-type': text.contentType };

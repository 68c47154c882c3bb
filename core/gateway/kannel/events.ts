import { idOf, phoneOf } from '../event-fields';
import type { Account, GatewayEvent, ReportStatus, WebhookRequest } from '../gateway';
import { reportAddress } from '../report-address';

/**
 * The address Kannel calls for each delivery report of one SMS. It fills in what follows a `%`: `%d` kind of report,
 * `%A` the operator's words, `%T` seconds since 1970, `%F` the operator's id. A `%` of the address itself is doubled.
 */
export function dlrUrl(account: Account | undefined, ref: string): string | undefined {
	// It travels as an HTTP header, which holds plain characters only.
	const address = reportAddress(account, ref)?.replaceAll(/[^\x21-\x7e]+/g, encodeURIComponent);
	if (address === undefined) return undefined;
	return `${address.replaceAll('%', '%%')}&report=%d&answer=%A&at=%T&sms=%F`;
}

/**
 * Reports come to `dlrUrl`; texts of people to the `get-url` of an sms-service, whose fields the operator names
 * as docs/gateways/kannel.md says: `from=%p&to=%P&text=%b&charset=%C&id=%I&at=%T`.
 */
export function kannelEvents(request: Pick<WebhookRequest, 'url' | 'query'>): GatewayEvent[] {
	const { report } = request.query;
	const event = report === undefined ? readInbound(request) : readReport(request.query, report);
	return event ? [event] : [];
}

/**
 * Kannel had taken every SMS it reports on, so the operator's refusal (16) says "did not arrive" like any other failure.
 * It can overtake Kannel's own yes to the call; `refused` would then be forgotten when that yes is written down.
 */
const STATUS: ReadonlyMap<string, ReportStatus> = new Map([
	['1', 'delivered'],
	['2', 'undelivered'],
	['4', 'accepted'],
	['8', 'accepted'],
	['16', 'undelivered'],
]);

function readReport(query: Record<string, string>, kind: string): GatewayEvent | undefined {
	const [status, ref] = [STATUS.get(kind), idOf(query.ref)];
	if (status === undefined || ref === undefined) return undefined;
	const { state, code } = wordsOf(query.answer ?? '');
	return {
		kind: 'report',
		// The operator's id tells the reports on the pieces of a long SMS apart.
		key: `${ref} ${kind} ${query.sms ?? ''}`,
		ref,
		status: status === 'undelivered' && state === 'EXPIRED' ? 'expired' : status,
		code: status === 'accepted' ? undefined : code,
		at: secondsOf(query.at),
	};
}

/** `id:7 … stat:UNDELIV err:005 …`, `NACK/0x0000000b/Invalid Destination Address` or `ACK/`; never kept as it stands. */
function wordsOf(answer: string): { state?: string; code?: string } {
	const refusal = /^NACK\/(?:0x([0-9a-f]{1,8}))?/i.exec(answer);
	if (refusal) {
		const [, status] = refusal;
		return { code: status === undefined ? 'NACK' : `NACK_0x${shortHex(status)}` };
	}
	const state = /\bstat:([A-Z]{1,10})/.exec(answer)?.[1];
	const error = /\berr:(\w{1,7})\b/.exec(answer)?.[1];
	if (state === undefined) return {};
	return { state, code: error === undefined ? state : `${state}_${error}` };
}

/** Two digits as the SMPP specification prints them; eight would look like a phone number. */
const shortHex = (digits: string): string =>
	Number.parseInt(digits, 16).toString(16).padStart(2, '0');

function readInbound(request: Pick<WebhookRequest, 'url' | 'query'>): GatewayEvent | undefined {
	const { query } = request;
	const from = phoneOf(query.from);
	const text = textOf(request);
	if (from === undefined || text === undefined) return undefined;
	const [id, at] = [idOf(query.id), secondsOf(query.at)];
	return {
		kind: 'inbound',
		// A STOP without an id is a STOP all the same.
		key: id ?? `${from} ${at ?? ''} ${text}`,
		...((id ?? at) === undefined && { unnamed: true as const }),
		from,
		to: idOf(query.to),
		text,
		at,
	};
}

/**
 * A text with an emoji or an accent outside GSM-7 comes as the bytes of UTF-16, whatever the rest of the address is in.
 * n8n reads every address as UTF-8 and would make a STOP unreadable, so these bytes are taken from the address itself.
 */
function textOf({ url, query }: Pick<WebhookRequest, 'url' | 'query'>): string | undefined {
	if (!/^UTF-?16/i.test(query.charset ?? '')) return query.text;
	const written = /[?&]text=([^&]*)/.exec(url)?.[1];
	return written === undefined ? query.text : UTF_16.decode(bytesOf(written));
}

const UTF_16 = new TextDecoder('utf-16be');

const bytesOf = (written: string): Uint8Array =>
	Uint8Array.from(written.replaceAll('+', ' ').match(/%[0-9a-f]{2}|[^]/gi) ?? [], (one) =>
		one.length === 3 ? Number.parseInt(one.slice(1), 16) : one.charCodeAt(0),
	);

/** ms UTC */
function secondsOf(value: string | undefined): number | undefined {
	const seconds = /^\d{1,11}$/.test(value ?? '') ? Number(value) : 0;
	return seconds > 0 ? seconds * 1000 : undefined;
}

import type { HttpReply, SendOutcome } from './gateway';

/**
 * The one place that tells "surely did not leave" from "may have left". An SMS sent twice cannot be taken back,
 * so only what is known to happen before the request's first byte counts as not connected.
 */

/** Trouble while looking up, connecting or shaking hands: nothing of the request was written yet. */
const BEFORE_REQUEST: ReadonlySet<string> = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EAI_FAIL',
	'EAI_NODATA',
	'EAI_NONAME',
	'ERR_INVALID_URL',
	// axios: an address that is not http, a body it cannot write. (Answers never end in it: every status is accepted.)
	'ERR_BAD_REQUEST',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** System calls that end before the request begins; a host or network may also vanish under an open connection. */
const CONNECTING: ReadonlySet<string> = new Set(['connect', 'getaddrinfo']);

/** n8n's own refusals to call an address, raised before it connects. */
const BLOCKED: ReadonlySet<string> = new Set(['SsrfBlockedIpError', 'SsrfBlockedHostnameError']);

/** How deep an error may be wrapped: n8n wraps axios, axios wraps Node. */
const DEPTH = 5;

/** A reply for a call that ended in an error instead of an answer. */
export function failedReply(error: unknown): HttpReply {
	const chain = causes(error);
	const code = chain.map(({ code: known }) => known).find((known) => known !== undefined);
	const connected = !chain.some(
		({ name, code: known, syscall }) =>
			(known !== undefined && BEFORE_REQUEST.has(known)) ||
			(syscall !== undefined && CONNECTING.has(syscall)) ||
			(name !== undefined && BLOCKED.has(name)),
	);
	return { failure: connected ? 'no_answer' : 'not_connected', code };
}

interface Cause {
	name?: string;
	code?: string;
	syscall?: string;
}

/** The error and what caused it. Of several attempts (IPv6, then IPv4) the last one speaks for all: none connected. */
function causes(error: unknown, depth = DEPTH): Cause[] {
	if (typeof error !== 'object' || error === null || depth === 0) return [];
	const { name, code, syscall, cause, errors } = error as Record<string, unknown>;
	return [
		{ name: textOf(name), code: textOf(code), syscall: textOf(syscall) },
		...causes(cause, depth - 1),
		...(Array.isArray(errors) ? causes(errors.at(-1), depth - 1) : []),
	];
}

const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** The whole account is concerned: wrong key, no credit, wrong or moved address. Nothing was taken. */
const ACCOUNT: ReadonlySet<number> = new Set([401, 402, 403, 404, 405, 407, 410]);

/**
 * What a reply says about every SMS of the batch. `undefined`: the call succeeded, its body tells.
 * A gateway whose documentation says more about a status looks at that first.
 */
export function batchOutcome(reply: HttpReply): SendOutcome | undefined {
	if ('failure' in reply) {
		const code = reply.code ?? reply.failure.toUpperCase();
		return { outcome: reply.failure === 'not_connected' ? 'not_sent' : 'in_doubt', code };
	}
	const { status, headers } = reply;
	const code = `HTTP_${status}`;
	if (status >= 200 && status < 300) return undefined;
	if (status === 429) return { outcome: 'not_sent', code, retryAfterMs: retryAfter(headers) };
	// Redirects are not followed: a POST would become a GET, and a moved address is for a person to correct.
	if (ACCOUNT.has(status) || (status >= 300 && status < 400)) {
		return { outcome: 'not_sent', code, account: true };
	}
	// 408 and 5xx may come from a proxy in front of a gateway that has already taken the batch.
	if (status === 408 || status < 300 || status >= 500) return { outcome: 'in_doubt', code };
	return { outcome: 'refused', code, permanent: false };
}

/** Retry-After in milliseconds: seconds, or a date that is read against the answer's own clock. */
function retryAfter(headers: Record<string, string>): number | undefined {
	const value = headers['retry-after'];
	if (value === undefined) return undefined;
	if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
	const wait = Date.parse(value) - Date.parse(headers.date ?? '');
	return Number.isNaN(wait) ? undefined : Math.max(wait, 0);
}

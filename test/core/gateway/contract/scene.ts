import type { HttpCall, HttpReply, OutboundSms } from '../../../../core/gateway/gateway';

/** Whoever changes what it is given fails at once: modules are strict. */
export function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
		Object.values(value).forEach(frozen);
		Object.freeze(value);
	}
	return value;
}

const marketing = (n: number): OutboundSms => ({
	ref: `r${n}_x-`.padEnd(20, 'a'),
	call: `r${n}_x-`.padEnd(20, 'a'),
	to: `+3363998${String(n).padStart(4, '0')}` as OutboundSms['to'],
	text: 'Vente privée samedi à Rennes, -20 %',
	encoding: 'GSM-7',
	parts: 1,
	sender: 'LUMEN',
	purpose: 'marketing',
	brand: 'maison-lumen',
	campaign: 'private-sale',
});

/** A batch with one text, which every gateway can send in one call. */
export function batchOf(size: number, more: Partial<OutboundSms> = {}): OutboundSms[] {
	const call = size > 1 ? { call: 'c0_x-aaaaaaaaaaaaaaa' } : {};
	return frozen(Array.from({ length: size }, (_, n) => ({ ...marketing(n), ...call, ...more })));
}

/** What a gateway finds in a call, wherever it stands: address, headers or body. */
export function contentOf(call: HttpCall | undefined): string {
	if (call === undefined) return '';
	return `${readable(call.url)} ${JSON.stringify([call.headers, call.body, call.form])}`;
}

const readable = (url: string): string => decodeURIComponent(url.replaceAll('+', ' '));

/** Kept in the ledger and shown to people: a code, never a sentence that may hold the number. */
export const CODE = /^[A-Za-z0-9_.-]{1,40}$/;

/** Bodies that are none of any gateway's own. */
export const JUNK = ['', '<html>', null, [], 42, { messages: 'x' }, { messages: [null, 1] }];

/** The first half of an answer, as n8n hands over JSON that it cannot parse. */
export function truncated(reply: HttpReply | null): HttpReply {
	if (reply === null || 'failure' in reply) return { status: 200, headers: {}, body: '' };
	const { body } = reply;
	const whole = typeof body === 'string' ? '' : JSON.stringify(body);
	return { ...reply, body: whole.slice(0, Math.floor(whole.length / 2)) };
}

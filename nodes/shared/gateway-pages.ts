import { setTimeout as wait } from 'node:timers/promises';
import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';
import type { Gateway, HttpCall, HttpReply } from '../../core/gateway/gateway';
import { batchOutcome } from '../../core/gateway/transport';
import { callGateway } from './gateway';

/** What a gateway's file does for a list it gives page by page. */
export interface PagedList<T> {
	build: (page?: string) => HttpCall;
	/** `undefined` = the reply cannot be used */
	parse: (reply: HttpReply, page?: string) => { list: T[]; next?: string } | undefined;
}

/** `unusable`: the reply that could not be read; absent when the run was stopped. Half a list is none. */
export type WholeList<T> = { list: T[] } | { unusable?: HttpReply };

/** A gateway that always names a next page would keep n8n busy for ever. */
const MOST_PAGES = 10_000;
const TRIES = 3;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** Reads a list to its end, one page after the other. Never throws. */
export async function readPages<T>(
	context: IExecuteFunctions,
	gateway: Gateway,
	{ build, parse }: PagedList<T>,
): Promise<WholeList<T>> {
	const signal = context.getExecutionCancelSignal();
	const list: T[] = [];
	let page: string | undefined;
	for (let pages = 0; pages < MOST_PAGES && signal?.aborted !== true; pages++) {
		const reply = await askPatiently(context, gateway, build(page));
		const read = parse(reply, page);
		if (!read) return { unusable: reply };
		for (const one of read.list) list.push(one);
		if (read.next === undefined) return { list };
		page = read.next;
	}
	return {};
}

/** Asking again does no harm: nothing is sent. */
async function askPatiently(
	context: IExecuteFunctions,
	gateway: Gateway,
	call: HttpCall,
): Promise<HttpReply> {
	const signal = context.getExecutionCancelSignal();
	for (let tried = 1; ; tried++) {
		const reply = await callGateway(context, gateway, call);
		const outcome = batchOutcome(reply);
		const busy = outcome?.outcome === 'not_sent' && outcome.account !== true ? outcome : undefined;
		const pauseMs = busy?.retryAfterMs ?? FIRST_WAIT_MS * 2 ** (tried - 1);
		if (!busy || tried === TRIES || pauseMs > LONGEST_WAIT_MS) return reply;
		await wait(pauseMs, undefined, { signal }).catch(() => undefined);
	}
}

/** Whether a reply means that no other question will be answered either: a wrong key, an address that is gone. */
export function refusesAccount(reply: HttpReply): boolean {
	const outcome = batchOutcome(reply);
	return outcome?.outcome === 'not_sent' && outcome.account === true;
}

/** A list that could not be read, as n8n shows it. */
export function unusableReply(
	context: IExecuteFunctions,
	{ displayName }: Gateway,
	reply: HttpReply | undefined,
): NodeApiError {
	const outcome = reply && batchOutcome(reply);
	const code = outcome && 'code' in outcome ? outcome.code : 'UNREADABLE';
	const refused = reply !== undefined && refusesAccount(reply);
	const message = refused
		? `${displayName} turned the account away`
		: `${displayName} gave no answer that can be used`;
	const advice = refused
		? 'Check the credential, its rights and the address of the gateway, then run again.'
		: 'Run again later.';
	const description = `Nothing was changed. ${advice} (${code})`;
	return new NodeApiError(context.getNode(), {}, { message, description, itemIndex: 0 });
}

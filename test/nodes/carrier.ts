import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FoundSms, Gateway, HttpReply, ListedOptOut } from '../../core/gateway/gateway';
import { accountUrl } from '../../core/gateway/account';
import { sandbox } from '../../core/gateway/sandbox';

/** Gateways of the tests, with a real server behind them: one can be asked for everything, one for nothing. */

const MINUTE = 60_000;
export const QUIET_MS = 30 * MINUTE;

const pageOf = (page: string | undefined) => (page === undefined ? '' : `&page=${page}`);

function listIn<T>(reply: HttpReply): { list: T[]; next?: string } | undefined {
	if (!('body' in reply) || reply.status !== 200) return undefined;
	const { list, next } = reply.body as { list?: T[]; next?: string };
	return list && { list, next };
}

export const carrier: Gateway = {
	...sandbox,
	id: 'carrier',
	displayName: 'Carrier',
	credential: 'carrierApi',
	capabilities: { ...sandbox.capabilities, live: true, optOuts: 'list' },
	lookUp: {
		quietMs: QUIET_MS,
		build: ({ call }, { account }, page) => ({
			...{ method: 'GET', timeoutMs: 2_000 },
			url: `${accountUrl(account, '')}/sent?call=${call}${pageOf(page)}`,
		}),
		parse: (reply) => {
			const read = listIn<FoundSms>(reply);
			return read && { found: read.list, next: read.next };
		},
	},
	optOutList: {
		build: ({ account }, page) => ({
			...{ method: 'GET', timeoutMs: 2_000 },
			url: `${accountUrl(account, '')}/stops?${pageOf(page)}`,
		}),
		parse: (reply) => {
			const read = listIn<ListedOptOut>(reply);
			return read && { optOuts: read.list, next: read.next };
		},
	},
};

export const mute: Gateway = { ...sandbox, id: 'mute', displayName: 'Mute' };

const TABLE = [sandbox, carrier, mute];
/** In place of core/gateway/gateways. */
export const TEST_GATEWAYS = {
	GATEWAYS: TABLE,
	gatewayById: (id: string) => TABLE.find((one) => one.id === id),
};

export interface CarrierServer {
	url: string;
	/** for `runNode`: the credential of the account, with the server's address in it */
	account: (id?: string) => object;
	/** paths asked for, in their order */
	asked: string[];
	stop: () => Promise<void>;
}

export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown };

/** Answers each path as `answer` says; nothing for one it does not know. */
export async function carrierServer(
	answer: (path: string, asked: number) => Answer | undefined | Promise<Answer>,
): Promise<CarrierServer> {
	const asked: string[] = [];
	const server = createServer(async (request, response) => {
		const path = request.url ?? '';
		asked.push(path);
		const times = asked.filter((one) => one === path).length;
		const { status = 200, headers = {}, body } = (await answer(path, times)) ?? { status: 500 };
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		response.end(JSON.stringify(body ?? {}));
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	// Rows of a table stop no server: it must not keep the process.
	server.unref();
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		asked,
		account: (id = '1') => ({
			credentials: { carrierApi: { baseUrl: `http://127.0.0.1:${port}` } },
			node: { credentials: { carrierApi: { id, name: 'Carrier' } } },
		}),
		stop: async () => await new Promise((closed) => server.close(() => closed())),
	};
}

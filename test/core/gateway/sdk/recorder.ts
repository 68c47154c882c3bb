import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a vendor's SDK has sent. */
export interface Recorded {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** A server on this machine that answers everything alike and keeps the last request. */
export function recorder(answer: unknown, status = 200) {
	let last: Recorded | undefined;
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			last = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
			// A connection kept open would keep the tests open.
			response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
			response.end(JSON.stringify(answer));
		});
	});
	return {
		listening: {
			start: async () =>
				await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
			stop: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
		},
		address: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		/** the last request, once */
		heard(): Recorded {
			if (!last) throw new Error('Nothing was sent');
			const one = last;
			last = undefined;
			return one;
		},
	};
}

export const formOf = ({ body }: Recorded): Record<string, string> =>
	Object.fromEntries(new URLSearchParams(body));

// The phone page: the sandbox gateway posts each SMS here, the page shows it at once.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createPhoneStore, whatIsWrong } from './store.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const HOST = '127.0.0.1';
const LARGEST_BODY = 1_000_000;
/** Many SMS a second become a few messages a second to the page. */
const TELL_EVERY_MS = 200;

const PAGE = {
	'/': ['page.html', 'text/html; charset=utf-8'],
	'/page.css': ['page.css', 'text/css; charset=utf-8'],
	'/phone.css': ['phone.css', 'text/css; charset=utf-8'],
	'/page.js': ['page.js', 'text/javascript; charset=utf-8'],
};

/**
 * @param {{ port: number, links?: { n8n?: string, form?: string } }} options addresses shown while there is no SMS
 * @returns {Promise<{ url: string, postTo: string, links: object, store: import('./store.ts').PhoneStore,
 *   trouble: { statuses: number[], delayMs: number }, stop: () => Promise<void> }>}
 */
export function startPhonePage({ port, links = {} }) {
	const store = createPhoneStore();
	/** for tests: answers of the next calls in turn, e.g. `[200, 401]`, and how long each takes */
	const trouble = { statuses: [], delayMs: 0 };
	const listeners = new Set();
	let timer;
	const tell = () => {
		timer ??= setTimeout(() => {
			timer = undefined;
			const event = `data: ${JSON.stringify(store.counters())}\n\n`;
			for (const listener of listeners) listener.write(event);
		}, TELL_EVERY_MS);
	};

	const routes = {
		'POST /sms': async (request) => {
			if (!/^application\/json/.test(request.headers['content-type'] ?? ''))
				return [415, { error: 'Send JSON.' }];
			const posted = await readJson(request);
			const batch = [posted?.messages ?? posted].flat();
			if (trouble.delayMs) await pause(trouble.delayMs);
			const status = trouble.statuses.shift() ?? 200;
			if (status !== 200) return [status, { error: 'Told to answer so.' }];
			const error = batch.map(whatIsWrong).find(Boolean);
			if (error) return [400, { error }];
			for (const sms of batch) store.add(sms, new Date());
			tell();
			return [200, { messages: batch.map(({ ref }) => ({ ref, status: 'accepted' })) }];
		},
		'GET /api/sms': (_, query) => [
			200,
			{ ...store.counters(), sms: store.list(query.get('to') ?? '') },
		],
		'DELETE /api/sms': () => {
			store.clear();
			tell();
			return [200, store.counters()];
		},
		'GET /api/phones': (_, query) => {
			const phones = store.phones(query.get('to') ?? '');
			const shown = phones.slice(0, Number(query.get('limit') ?? 60));
			return [200, { links, counters: store.counters(), total: phones.length, phones: shown }];
		},
	};

	const server = createServer(async (request, response) => {
		const { pathname, searchParams } = new URL(request.url, `http://${HOST}`);
		if (request.method === 'GET' && pathname === '/events') return listen(response, listeners);
		if (request.method === 'GET' && PAGE[pathname]) return sendFile(response, PAGE[pathname]);
		if (pathname === '/favicon.ico') return response.writeHead(204).end();
		const route = routes[`${request.method} ${pathname}`];
		const [status, body] = route
			? await Promise.resolve(route(request, searchParams)).catch((error) => [
					400,
					{ error: error.message },
				])
			: [404, { error: 'There is nothing at this address.' }];
		response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
		response.end(JSON.stringify(body));
	});
	// n8n opens a connection per SMS: none of them may be refused while a burst comes in.
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port, host: HOST, backlog: 4096 }, () => {
			const url = `http://${HOST}:${server.address().port}`;
			const stop = () =>
				new Promise((done) => {
					clearTimeout(timer);
					server.close(() => done());
					server.closeAllConnections();
				});
			resolve({ url, postTo: `${url}/sms`, links, store, trouble, stop });
		});
	});
}

function listen(response, listeners) {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.write('retry: 1000\n\n');
	listeners.add(response);
	response.on('close', () => listeners.delete(response));
}

function sendFile(response, [name, type]) {
	response.writeHead(200, {
		'content-type': type,
		'cache-control': 'no-store',
		'content-security-policy': "default-src 'self'",
	});
	response.end(readFileSync(join(HERE, name)));
}

async function readJson(request) {
	const chunks = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > LARGEST_BODY) throw new Error('Larger than any batch of SMS.');
		chunks.push(chunk);
	}
	try {
		return JSON.parse(Buffer.concat(chunks).toString('utf8'));
	} catch {
		throw new Error('This is not JSON.');
	}
}

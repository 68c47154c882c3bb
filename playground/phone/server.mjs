// The phone page: the sandbox gateway posts each SMS here, the page shows it at once.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createReplies, isAddress } from './replies.ts';
import { createPhoneStore, whatIsWrong } from './store.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const HOST = '127.0.0.1';
const LARGEST_BODY = 1_000_000;
/** An SMS is delivered a moment after it was sent. */
const DELIVERY_MS = 1_500;
const LONGEST_REPLY = 300;
/** Many SMS a second become a few messages a second to the page. */
const TELL_EVERY_MS = 200;

const PAGE = {
	'/': ['page.html', 'text/html; charset=utf-8'],
	'/page.css': ['page.css', 'text/css; charset=utf-8'],
	'/phone.css': ['phone.css', 'text/css; charset=utf-8'],
	'/reply.css': ['reply.css', 'text/css; charset=utf-8'],
	'/page.js': ['page.js', 'text/javascript; charset=utf-8'],
	'/reply.js': ['reply.js', 'text/javascript; charset=utf-8'],
};

/**
 * @param {{ port: number, links?: { n8n?: string, form?: string }, trigger?: string }} options addresses shown while
 *   there is no SMS; address of an SMS Trigger with its secret, which answers and delivery reports are posted to
 * @returns {Promise<{ url: string, postTo: string, links: object, store: import('./store.ts').PhoneStore,
 *   settings: import('./replies.ts').Settings,
 *   trouble: { statuses: number[], delayMs: number }, stop: () => Promise<void> }>}
 */
export function startPhonePage({ port, links = {}, trigger }) {
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
	const settings = { trigger, deliveryMs: DELIVERY_MS };
	const replies = createReplies(settings, tell);

	const routes = {
		'POST /sms': async (request) => {
			const posted = await readJson(request);
			const batch = [posted?.messages ?? posted].flat();
			if (trouble.delayMs) await pause(trouble.delayMs);
			const status = trouble.statuses.shift() ?? 200;
			if (status !== 200) return [status, { error: 'Told to answer so.' }];
			const error = batch.map(whatIsWrong).find(Boolean);
			if (error) return [400, { error }];
			for (const sms of batch) store.add(sms, new Date());
			tell();
			replies.accepted(batch.map(({ ref }) => ref).filter((ref) => typeof ref === 'string'));
			return [200, { messages: batch.map(({ ref }) => ({ ref, status: 'accepted' })) }];
		},
		'GET /api/sms': (_, query) => [
			200,
			{ ...store.counters(), sms: store.list(query.get('to') ?? '') },
		],
		'DELETE /api/sms': () => {
			store.clear();
			replies.clear();
			tell();
			return [200, store.counters()];
		},
		'GET /api/phones': (_, query) => {
			const phones = store.phones(query.get('to') ?? '');
			const shown = phones.slice(0, Number(query.get('limit') ?? 60)).map((phone) => ({
				...phone,
				replies: replies.of(phone.to),
			}));
			const canAnswer = settings.trigger !== undefined;
			const counters = store.counters();
			return [200, { links, counters, canAnswer, total: phones.length, phones: shown }];
		},
		'POST /api/reply': async (request) => {
			const { from, text } = (await readJson(request)) ?? {};
			const phone = store.phones().find(({ to }) => to === from);
			if (!phone) return [404, { error: 'There is no such phone.' }];
			if (typeof text !== 'string' || text.trim() === '' || text.length > LONGEST_REPLY)
				return [400, { error: `An answer is a text of at most ${LONGEST_REPLY} characters.` }];
			return [200, await replies.answer(from, phone.messages[0]?.from, text)];
		},
		'POST /api/settings': async (request) => {
			const { trigger: address } = (await readJson(request)) ?? {};
			if (address !== null && !isAddress(address))
				return [400, { error: '"trigger" is the address of an SMS Trigger, or null.' }];
			settings.trigger = address ?? undefined;
			tell();
			return [200, { canAnswer: settings.trigger !== undefined }];
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
					error.status ?? 400,
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
					replies.stop();
					server.close(() => done());
					server.closeAllConnections();
				});
			resolve({ url, postTo: `${url}/sms`, links, store, settings, trouble, stop });
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

/** Another site's page can post a plain form to this address, but no JSON. */
async function readJson(request) {
	if (!/^application\/json/.test(request.headers['content-type'] ?? ''))
		throw Object.assign(new Error('Send JSON.'), { status: 415 });
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

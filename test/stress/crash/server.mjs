// The gateway of the crash harness, in a process of its own: every SMS it accepts is in its log, synced, before it answers.
// It never looks whether it has had an SMS before. Told to, it keeps an answer back until the worker is dealt with.
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const { log, slow } = JSON.parse(process.argv[2]);
const file = await open(log, 'a');
const accepted = new Set();
/** worker → { after: how many of its calls pass first, release: whether it is answered after all } */
const holds = new Map();

/** Longer than the worker waits for an answer. */
const LATE_MS = 1_600;
const SLOW_ONE_IN = 60;
const REFUSED_ONE_IN = 50;

process.on('message', ({ hold, after, release }) => holds.set(hold, { after, release }));
process.on('disconnect', () => process.exit());

const server = createServer(async (request, response) => {
	const at = Date.now();
	const { searchParams } = new URL(request.url, 'http://localhost');
	if (request.method === 'GET') return answer(response, found(searchParams.get('refs').split(',')));
	const { messages } = JSON.parse(await bodyOf(request));
	const worker = request.headers['x-worker'];
	const late = slow && Math.random() * SLOW_ONE_IN < 1;
	if (late && Math.random() < 0.5) await wait(LATE_MS);
	const answers = [];
	for (const sms of messages) answers.push(await take({ ...sms, worker, at }));
	const hold = heldBack(worker);
	if (hold) process.send({ held: worker });
	if (hold?.release === false) return;
	if (hold) await wait(300);
	else if (late) await wait(LATE_MS);
	answer(response, { messages: answers });
});

async function take(sms) {
	if (Math.random() * REFUSED_ONE_IN < 1) return { ref: sms.ref, status: 'refused' };
	await file.write(`${JSON.stringify({ ...sms, acceptedAt: Date.now() })}\n`);
	await file.sync();
	accepted.add(sms.ref);
	process.send({ accepted: sms.ref });
	return { ref: sms.ref, status: 'accepted' };
}

function heldBack(worker) {
	const hold = holds.get(worker);
	if (!hold || --hold.after > 0) return undefined;
	holds.delete(worker);
	return hold;
}

const found = (refs) => ({
	messages: refs.filter((ref) => accepted.has(ref)).map((ref) => ({ ref })),
});

function answer(response, body) {
	response.writeHead(200, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}

async function bodyOf(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

// A gateway of the benchmark in its own process: `node gateway.mjs <latency in ms> <SMS per second, 0 = no limit>`.
// Answers as Kannel does, 429 beyond its limit. GET /seen tells what arrived and when, POST /forget begins anew.
import { createServer } from 'node:http';

const [latencyMs, limit] = process.argv.slice(2).map(Number);
const WINDOW_MS = 1000;

/** ms when each call came, and whether it was taken */
let arrivals = [];
/** of those that were taken, within the last second */
let recent = [];

function take() {
	const now = performance.now();
	recent = recent.filter((at) => at > now - WINDOW_MS);
	const taken = limit === 0 || recent.length < limit;
	if (taken && limit > 0) recent.push(now);
	arrivals.push([now, taken ? 1 : 0]);
	return taken;
}

const answers = {
	'/seen': (response) => response.end(JSON.stringify(arrivals)),
	'/forget': (response) => {
		arrivals = [];
		recent = [];
		response.end();
	},
};

function send(response) {
	const taken = take();
	const answer = () => {
		if (taken) response.writeHead(202).end('0: Accepted for delivery');
		else response.writeHead(429, { 'retry-after': '1' }).end();
	};
	if (latencyMs > 0) setTimeout(answer, latencyMs);
	else answer();
}

const server = createServer((request, response) => {
	const { url } = request;
	request.resume().on('end', () => (answers[url] ?? send)(response));
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.on('disconnect', () => process.exit());

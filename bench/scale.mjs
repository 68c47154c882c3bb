// 200,000 contacts by the workflow "Send at scale" over two workers of the real n8n: how many a second, how much memory.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { installN8n } from '../playground/install.mjs';
import { buildPackage } from '../playground/package.mjs';
import { queueWorld } from '../test/e2e/queue-world.mjs';
import { contactsDatabase, fillContacts, publishScale } from '../test/e2e/scale-runs.mjs';

const CONTACTS = Number(process.env.SMS_BENCH_CONTACTS ?? 200_000);
/**
 * What is measured begins with workers at work: a process that has just loaded and compiled everything holds more than it
 * needs, until its collector has run over all of it a few times. Small campaigns are sent until their memory has settled.
 */
const WARM_UP = 10_000;
const MOST_WARM_UPS = 8;
const SETTLED = 0.05;
const FLAT = 0.1;
/**
 * As an operator sizes a worker. Without a limit Node leaves garbage lying as long as the machine has memory: 0.7 GB became 1.05
 * over 100,000 contacts, and nothing of it was needed.
 */
const HEAP = '--max-old-space-size=400';
const LONGEST_MS = 90 * 60_000;
const LOOK_MS = 200;

const counted = (n) => Math.round(n).toLocaleString('en-US');

/** Megabytes that the process has in memory, of Linux alone. */
const memoryOf = (pid) =>
	Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Sends a campaign to the end. Gives how long it took and what memory each worker had after each page. */
async function send(queue, shop, campaign, count, first) {
	const table = campaign.replace(/\W/g, '_');
	await fillContacts(shop, table, count, first);
	const runs = await publishScale(queue, shop, { campaign, contacts_table: table });
	await runs.start();
	const began = performance.now();
	const samples = queue.workers.map(() => []);
	for (let done = 0, before = 0; done < count; before = done, await pause(LOOK_MS)) {
		if (performance.now() - began > LONGEST_MS) throw new Error(`${done} of ${count} were sent`);
		done = await runs.done();
		if (done > before) queue.workers.forEach(({ pid }, n) => samples[n].push(memoryOf(pid)));
	}
	const pages = await runs.pages();
	const times = pages.flatMap((page) => [page.first_taken_at, page.done_at].map(Number));
	await runs.unpublish();
	const { accepted } = await queue.ledger.states(campaign);
	const arrivals = queue.gateway.arrivals(campaign);
	if (accepted !== count || arrivals.length !== count || new Set(arrivals).size !== count)
		throw new Error(`${accepted} accepted, ${arrivals.length} SMS, of ${count} contacts`);
	return { seconds: (Math.max(...times) - Math.min(...times)) / 1_000, samples };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Until the usual memory of each worker is that of the campaign before. */
async function warmUp(queue, shop) {
	let before;
	for (let n = 1; n <= MOST_WARM_UPS; n++) {
		const first = 33_611_000_000 + n * WARM_UP;
		const { samples } = await send(queue, shop, `bench warm-up ${n}`, WARM_UP, first);
		const usual = samples.map(median);
		console.log(`  warm-up ${n}: ${usual.map((mb) => `${counted(mb)} MB`).join(', ')}`);
		if (before && usual.every((mb, worker) => Math.abs(mb / before[worker] - 1) <= SETTLED)) return;
		before = usual;
	}
}

/** The usual memory of a worker in the first and in the last tenth of its pages, which are all of one size. */
function ends(samples) {
	const tenth = Math.ceil(samples.length / 10);
	return [median(samples.slice(0, tenth)), median(samples.slice(-tenth))];
}

/** For whoever wants to see the way between the ends. */
const byTenth = (samples) =>
	Array.from({ length: 10 }, (_, n) =>
		samples.slice(
			Math.floor((n * samples.length) / 10),
			Math.ceil(((n + 1) * samples.length) / 10),
		),
	)
		.map((tenth) => (tenth.length > 0 ? counted(median(tenth)) : '-'))
		.join(', ');

export async function bench() {
	await installN8n();
	await buildPackage();
	const { NODE_OPTIONS: before } = process.env;
	process.env.NODE_OPTIONS = HEAP;
	const world = { stop: async () => {}, postgresSettings: { fsync: 'on' } };
	try {
		const queue = await queueWorld(world);
		const shop = await contactsDatabase(queue);
		await warmUp(queue, shop);
		const { seconds, samples } = await send(queue, shop, 'bench', CONTACTS, 33_612_000_000);
		await shop.pool.end();
		queue.workers.forEach(({ name }, n) => console.log(`  ${name}: ${byTenth(samples[n])} MB`));
		return [
			{
				what: `Send at scale, ${counted(CONTACTS)} contacts over two workers, PostgreSQL ledger`,
				ours: `${counted(CONTACTS / seconds)} contacts per second`,
				theirs: '-',
				ratio: NaN,
				expected: 'all of them, each once',
				holds: true,
			},
			...queue.workers.map(({ name }, worker) => {
				const [first, last] = ends(samples[worker]);
				const ratio = last / first;
				return {
					what: `Send at scale, memory of ${name}: last tenth / first tenth`,
					ours: `${counted(last)} MB`,
					theirs: `${counted(first)} MB (first tenth)`,
					ratio,
					expected: 'flat within 10 % (ratio 0.9 to 1.1 x)',
					holds: Math.abs(ratio - 1) <= FLAT,
				};
			}),
		];
	} finally {
		// for the benches after this one
		if (before === undefined) delete process.env.NODE_OPTIONS;
		else process.env.NODE_OPTIONS = before;
		await world.stop();
	}
}

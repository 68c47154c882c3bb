// 200,000 contacts by the workflow "Send at scale" over two workers of the real n8n: how many a second, how much memory.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { installN8n } from '../playground/install.mjs';
import { buildPackage } from '../playground/package.mjs';
import { queueWorld } from '../test/e2e/queue-world.mjs';
import { contactsDatabase, fillContacts, publishScale } from '../test/e2e/scale-runs.mjs';

const CONTACTS = Number(process.env.SMS_BENCH_CONTACTS ?? 200_000);
/** Both workers have loaded and compiled everything once before what is measured begins. */
const WARM_UP = 20_000;
const MOST_GROWTH = 1.1;
const LONGEST_MS = 90 * 60_000;
const SAMPLE_MS = 500;

const counted = (n) => Math.round(n).toLocaleString('en-US');

/** Megabytes that the process has in memory, of Linux alone. */
const memoryOf = (pid) =>
	Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Sends a campaign to the end. Gives how long it took and what the workers' memory was on the way. */
async function send(queue, shop, campaign, count, first) {
	const table = `bench_${count}`;
	await fillContacts(shop, table, count, first);
	const runs = await publishScale(queue, shop, { campaign, contacts_table: table });
	await runs.start();
	const began = performance.now();
	const samples = [];
	for (let done = 0; done < count; await pause(SAMPLE_MS)) {
		if (performance.now() - began > LONGEST_MS) throw new Error(`${done} of ${count} were sent`);
		done = await runs.done();
		samples.push({ share: done / count, mb: queue.workers.map(({ pid }) => memoryOf(pid)) });
	}
	const pages = await runs.pages();
	const times = pages.flatMap((page) => [page.first_taken_at, page.done_at].map(Number));
	await runs.unpublish();
	const { accepted } = await queue.ledger.states(campaign);
	if (accepted !== count) throw new Error(`${accepted} of ${count} contacts were written to`);
	return { seconds: (Math.max(...times) - Math.min(...times)) / 1_000, samples };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The usual memory of a worker in a tenth of the way. */
const inTenth = (samples, worker, nth) =>
	median(
		samples
			.filter(({ share }) => Math.min(9, Math.floor(share * 10)) === nth)
			.map(({ mb }) => mb[worker]),
	);

export async function bench() {
	await installN8n();
	await buildPackage();
	const world = { stop: async () => {}, postgresSettings: { fsync: 'on' } };
	try {
		const queue = await queueWorld(world);
		const shop = await contactsDatabase(queue);
		await send(queue, shop, 'bench warm-up', WARM_UP, 33_611_000_000);
		const { seconds, samples } = await send(queue, shop, 'bench', CONTACTS, 33_612_000_000);
		await shop.pool.end();
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
				const [first, last] = [0, 9].map((nth) => inTenth(samples, worker, nth));
				const ratio = last / first;
				return {
					what: `Send at scale, memory of ${name}: last tenth / first tenth`,
					ours: `${counted(last)} MB`,
					theirs: `${counted(first)} MB (first tenth)`,
					ratio,
					expected: 'grows by no more than 10 % (ratio <= 1.1 x)',
					holds: ratio <= MOST_GROWTH,
				};
			}),
		];
	} finally {
		await world.stop();
	}
}

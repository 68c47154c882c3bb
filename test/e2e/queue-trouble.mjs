// Queue mode: a job that comes twice, a database that goes away.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { publishCampaign } from './queue-runs.mjs';
import { check, openJobs, startedBy, untilIdle, untilReady } from './queue-world.mjs';
import { until } from './shipped.mjs';

export const queueTrouble = [
	check('a job delivered again, to the other worker, sends nothing twice', async (queue) => {
		const campaign = 'e2e queue again';
		const runs = await publishCampaign(queue, campaign);
		const jobs = openJobs(queue);
		try {
			queue.gateway.settings.delayMs = 1_000;
			await runs.post(0, 2_000);
			const arrivals = () => queue.gateway.arrivals(campaign);
			await until('it is sending', () => arrivals().length > 0);
			const [{ id }] = await runs.executions();
			const { data } = (await jobs.getActive()).find((job) => job.data.executionId === id);
			await jobs.add('job', data);
			await until('both workers have begun it', () =>
				queue.workers.every((worker) => startedBy(worker).has(id)),
			);
			assert.ok(arrivals().length < 2_000, 'the first was still at it');
			queue.gateway.settings.delayMs = 0;
			await untilIdle(queue);
			assert.equal(new Set(arrivals()).size, arrivals().length, 'nobody was written to twice');
			assert.equal(arrivals().length, 2_000, 'and everybody once');
			assert.deepEqual(await queue.ledger.states(campaign), { accepted: 2_000 });
		} finally {
			await jobs.close();
		}
	}),

	check('PostgreSQL stopped for 10 seconds in a campaign: nothing lost or twice', async (queue) => {
		const campaign = 'e2e queue outage';
		const [total, size] = [4_000, 1_000];
		const runs = await publishCampaign(queue, campaign);
		queue.gateway.settings.delayMs = 300;
		await runs.postAll(total, size);
		const arrivals = () => queue.gateway.arrivals(campaign);
		await until('it is sending', () => arrivals().length > 300, 60_000);
		await queue.postgres.halt();
		await pause(10_000);
		await queue.postgres.resume();
		assert.ok(arrivals().length < total, 'it stopped in the middle');
		await untilReady(queue);
		// Jobs that a worker begins while n8n's own database is away fail, and their executions never end in n8n's list.
		await untilIdle(queue);
		const known = (await runs.executions()).length;
		await runs.postAll(total, size);
		const handedOut = async () => (await runs.executions()).length === known + total / size;
		await until('all batches are handed out again', handedOut, 60_000);
		await untilIdle(queue);
		assert.equal(new Set(arrivals()).size, arrivals().length, 'nobody was written to twice');
		const { accepted, sending = 0, in_doubt = 0, ...rest } = await queue.ledger.states(campaign);
		assert.deepEqual(rest, {}, 'nobody is left over');
		assert.equal(accepted + sending + in_doubt, total, 'every contact is accounted for');
		assert.ok(accepted <= arrivals().length && arrivals().length <= total);
	}),
];

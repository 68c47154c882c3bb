// Published triggers, and the workflows they call, are live: contacts get their SMS and the ledger remembers.
import assert from 'node:assert/strict';
import { outcome, prepare } from './runs.mjs';
import { callWorkflow, cap, contacts, fictitious, send, triggers, workflow } from './workflows.mjs';

const chain = (name, trigger, numbers) =>
	workflow(name, [trigger, contacts(numbers), cap(name), send(name)]);

function assertLive(world, execution, numbers) {
	const { sent } = outcome(execution);
	assert.deepEqual(sent.map(({ to }) => to).sort(), numbers, 'each contact was written to');
	assert.deepEqual(
		sent.map(({ status, test }) => `${status} ${test}`),
		numbers.map(() => 'accepted undefined'),
	);
	const received = world.phones.store.list().map(({ to }) => to);
	assert.deepEqual(received.sort(), numbers, 'one SMS on each phone');
}

const check = (name, first, run) => ({
	name: `live: ${name}`,
	run: async (world) => {
		const numbers = fictitious(first, 5);
		assertLive(world, await run(world, numbers), numbers);
	},
});

const published = { published: true };

export const liveRuns = [
	check('the published form', 100, async (world, numbers) => {
		const made = chain('e2e form', triggers.form('e2e-form'), numbers);
		const runs = await prepare(world, made, published);
		return await runs.following(() => runs.form('e2e-form'));
	}),

	check('a webhook', 110, async (world, numbers) => {
		const made = chain('e2e webhook', triggers.webhook('e2e-webhook'), numbers);
		const runs = await prepare(world, made, published);
		return await runs.following(() => runs.post('e2e-webhook'));
	}),

	check('a schedule', 120, async (world, numbers) => {
		const runs = await prepare(world, chain('e2e schedule', triggers.schedule(), numbers));
		const first = await runs.following(() => world.client.publish(runs.id));
		await runs.unpublish();
		assert.equal(first.mode, 'trigger');
		return first;
	}),

	check('a sub-workflow of a webhook', 130, async (world, numbers) => {
		const child = await prepare(world, chain('e2e child', triggers.parent(), numbers), published);
		const parent = workflow('e2e parent', [triggers.webhook('e2e-parent'), callWorkflow(child.id)]);
		const runs = await prepare(world, parent, published);
		return await child.following(() => runs.post('e2e-parent'));
	}),

	check('a sub-workflow of a schedule', 140, async (world, numbers) => {
		const child = await prepare(
			world,
			chain('e2e scheduled child', triggers.parent(), numbers),
			published,
		);
		const parent = workflow('e2e scheduled parent', [triggers.schedule(), callWorkflow(child.id)]);
		const runs = await prepare(world, parent);
		const first = await child.following(() => world.client.publish(runs.id));
		await runs.unpublish();
		return first;
	}),
];

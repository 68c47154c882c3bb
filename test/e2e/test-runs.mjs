// Every way to try a workflow reaches test numbers only and leaves the ledger as it was.
import assert from 'node:assert/strict';
import { everyRow } from './ledger-reader.mjs';
import { outcome, prepare } from './runs.mjs';
import {
	callWorkflow,
	cap,
	contacts,
	fictitious,
	gateNodes,
	send,
	TEST_NUMBER,
	triggers,
	workflow,
} from './workflows.mjs';

const chain = (name, trigger, first, between = []) =>
	workflow(name, [trigger, contacts(fictitious(first, 5)), ...between, cap(name), send(name)]);

/** Five contacts were decided for, the two first texts went to the test phone, nothing was written. */
function assertTest(world, execution, before) {
	const { sent } = outcome(execution);
	assert.equal(sent.length, 5, 'each contact leaves by the output it would leave by live');
	assert.deepEqual([...new Set(sent.map(({ test }) => test))], [true], 'marked as a test');
	const received = world.phones.store.list();
	assert.deepEqual([...new Set(received.map(({ to }) => to))], [TEST_NUMBER], 'only test numbers');
	assert.equal(received.length, 2, 'as many test SMS as asked for');
	for (const { text } of received) assert.match(text, /^\[TEST\]/);
	assert.deepEqual(everyRow(world.ledger), before, 'the ledger is untouched');
}

const check = (name, run) => ({
	name: `test: ${name}`,
	run: async (world) => {
		const before = everyRow(world.ledger);
		assertTest(world, await run(world), before);
	},
});

export const testRuns = [
	check('an editor run', async (world) => {
		const runs = await prepare(world, chain('e2e editor', triggers.editor(), 0));
		return await runs.inEditor();
	}),

	check('the test form', async (world) => {
		const runs = await prepare(world, chain('e2e test form', triggers.form('e2e-test-form'), 10));
		return await runs.following(() => runs.testForm('e2e-test-form'));
	}),

	check('an editor run through a sub-workflow', async (world) => {
		const child = await prepare(world, chain('e2e editor child', triggers.parent(), 20), {
			published: true,
		});
		const parent = workflow('e2e editor parent', [triggers.editor(), callWorkflow(child.id)]);
		const runs = await prepare(world, parent);
		return await child.following(() => runs.inEditor());
	}),

	check('Retry of a failed editor run', async (world) => {
		const made = chain('e2e retry', triggers.editor(), 30, gateNodes(world.gate.url));
		const runs = await prepare(world, made);
		world.gate.open = false;
		const failed = await runs.inEditor();
		assert.equal(failed.status, 'error', 'the first run fails before the cap');
		world.gate.open = true;
		const again = await runs.retry(failed);
		assert.equal(again.mode, 'retry');
		return again;
	}),
];

// What goes wrong in the middle never writes to anybody twice.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { newExecution, outcome, prepare } from './runs.mjs';
import { cap, contacts, editedNumber, fictitious, send, triggers, workflow } from './workflows.mjs';

const chain = (name, trigger, numbers, settings) =>
	workflow(name, [trigger, contacts(numbers), cap(name), send(name, settings)]);

const received = ({ phones }) =>
	phones.store
		.list()
		.map(({ to }) => to)
		.sort();

/** Three calls of 100 SMS; the second one is turned away with "wrong key": the whole account, so the node throws. */
const THREE_BATCHES = 250;
const SECOND_TURNED_AWAY = [200, 401];

export const rerunSafety = [
	{
		name: 'Retry On Fail after a thrown error sends the rest and nothing twice',
		run: async (world) => {
			const numbers = fictitious(1000, THREE_BATCHES);
			const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
			const made = chain('e2e retry on fail', triggers.webhook('e2e-rof'), numbers, settings);
			const runs = await prepare(world, made, { published: true });
			world.phones.trouble.statuses = [...SECOND_TURNED_AWAY];
			const execution = await runs.following(() => runs.post('e2e-rof'));
			const { sent } = outcome(execution);
			assert.deepEqual(received(world), numbers, 'one SMS on each phone');
			assert.equal(sent.length, numbers.length);
			assert.equal(
				sent.filter(({ replayed }) => replayed).length,
				100,
				'the first call is told again',
			);
		},
	},
	{
		name: 'Retry of a failed live run is live, sends the rest and nothing twice',
		run: async (world) => {
			const numbers = fictitious(2000, THREE_BATCHES);
			const made = chain('e2e live retry', triggers.webhook('e2e-live-retry'), numbers);
			const runs = await prepare(world, made, { published: true });
			world.phones.trouble.statuses = [...SECOND_TURNED_AWAY];
			const failed = await runs.following(() => runs.post('e2e-live-retry'));
			assert.equal(failed.status, 'error');
			assert.ok(received(world).length < numbers.length, 'the first run stopped half-way');
			const again = await runs.retry(failed);
			assert.equal(again.mode, 'retry');
			assert.deepEqual(received(world), numbers, 'one SMS on each phone');
			assert.equal(outcome(again).sent.length, numbers.length);
		},
	},
	{
		name: 'a cancelled run claims nothing more, and the next run sends the rest',
		run: async (world) => {
			const numbers = fictitious(3000, 500);
			const made = chain('e2e cancel', triggers.webhook('e2e-cancel'), numbers);
			const runs = await prepare(world, made, { published: true });
			world.phones.trouble.delayMs = 1500;
			await runs.post('e2e-cancel');
			const id = await newExecution(world.client, runs.id, new Set());
			while (received(world).length === 0) await pause(50);
			await world.client.call('POST', `/executions/${id}/stop`, {});
			await pause(4000);
			const left = received(world).length;
			assert.ok(left > 0 && left < numbers.length, `${left} left before the stop`);
			world.phones.trouble.delayMs = 0;
			const next = outcome(await runs.following(() => runs.post('e2e-cancel')));
			assert.deepEqual(received(world), numbers, 'one SMS on each phone');
			assert.equal(next.sent.length, numbers.length - left);
		},
	},
	{
		name: 'a number edited between the cap and SMS Send is held',
		run: async (world) => {
			const numbers = fictitious(4000, 3);
			const [stranger] = fictitious(4900, 1);
			const made = workflow('e2e edited', [
				triggers.webhook('e2e-edited'),
				contacts(numbers),
				cap('e2e edited'),
				editedNumber(stranger),
				send('e2e edited'),
			]);
			const runs = await prepare(world, made, { published: true });
			const { sent, held } = outcome(await runs.following(() => runs.post('e2e-edited')));
			assert.deepEqual(
				held.map(({ to, reason }) => [to, reason]),
				[[stranger, 'REF_MISMATCH']],
			);
			assert.equal(sent.length, 2);
			assert.deepEqual(received(world), numbers.slice(1), 'the stranger got nothing');
		},
	},
];

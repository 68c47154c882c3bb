// The sample branch of each shipped workflow: green in the editor, and it leaves everything as it was.
import assert from 'node:assert/strict';
import { openCanvas, pictureOfNodes, testId } from './browser.mjs';
import { everyRow } from './ledger-reader.mjs';
import { prepare } from './runs.mjs';
import { filled, rowsOf } from './shipped.mjs';

const WORKFLOWS = [
	{ file: 'record-a-loyalty-sign-up', last: 'Send the confirmation SMS', table: 'sms_clients' },
	{ file: 'announce-a-store-event', last: 'Send the SMS', table: 'sms_clients' },
	{ file: 'qualify-a-prospect-file', last: 'Send the SMS', table: 'sms_clients' },
	{ file: 'run-a-contest', last: 'Tell the winners', table: 'sms_contest_draws' },
	{ file: 'send-at-scale', last: 'Send the SMS', table: 'none' },
];

/** What a gateway or a schedule starts has no sample: it cannot be tried without an account. */
const DRAWN = ['handle-stop-and-replies', 'settle-messages-to-check', 'sync-gateway-opt-outs'];

const drawn = DRAWN.map((file) => ({
	name: `sample: ${file} is drawn`,
	run: async (world) => {
		const workflow = filled(world, `${file}.json`);
		const id = await world.client.importWorkflow(workflow);
		const page = await openCanvas(world, id, { width: 1800, height: 900 });
		const nodes = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
		assert.equal(await page.locator(testId('canvas-node')).count(), nodes.length);
		await pictureOfNodes(page, `canvas-${file}`);
		await page.close();
	},
}));

const tried = WORKFLOWS.map(({ file, last, table }) => ({
	name: `sample: ${file} runs green in the editor and writes nothing`,
	run: async (world) => {
		const runs = await prepare(world, filled(world, `${file}.json`));
		const before = { ledger: everyRow(world.ledger), rows: await rowsOf(world, table) };
		const start = { triggerToStartFrom: { name: 'Try with sample' } };
		const execution = await runs.following(() =>
			world.client.call('POST', `/workflows/${runs.id}/run`, start),
		);
		const { error, runData } = execution.data.resultData;
		assert.equal(execution.status, 'success', error?.message);
		assert.equal(execution.mode, 'manual');
		const [sms] = runData[last].at(-1).data.main[0].map(({ json }) => json.sms);
		assert.equal(sms.test, true, 'the SMS that would leave is shown');
		const after = { ledger: everyRow(world.ledger), rows: await rowsOf(world, table) };
		assert.deepEqual(after, before, 'ledger and table are untouched');
		assert.equal(world.phones.store.counters().sms, 0);

		const page = await openCanvas(world, runs.id, { width: 2400, height: 1400 });
		await pictureOfNodes(page, `canvas-${file}`);
		await page.close();
	},
}));

export const samples = [...tried, ...drawn];

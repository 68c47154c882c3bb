// The editor shows our nodes as an agency sees them: icons, named outputs, filled panels, a green sample run.
import assert from 'node:assert/strict';
import { shippedWorkflows } from '../../playground/example.mjs';
import { canvasNode, openCanvas, picture, testId } from './browser.mjs';
import { everyRow } from './ledger-reader.mjs';
import { OUR_NODES } from './our-nodes.mjs';
import { readPanel } from './panel.mjs';
import { node, triggers, workflow } from './workflows.mjs';

/** Every node of ours once, as dropped on the canvas. */
const showcase = () =>
	workflow('e2e every node', [
		triggers.editor(),
		...OUR_NODES.map(({ type, name, parameters }) =>
			node(name, `n8n-nodes-sms-marketing.${type}`, 1, parameters),
		),
	]);

async function openShowcase(world) {
	world.showcaseId ??= await world.client.importWorkflow(showcase());
	return await openCanvas(world, world.showcaseId, { width: 1920, height: 1000 });
}

/** Name of each output as written beside its dot, and the width of the icon that was loaded. */
async function drawn(page, name) {
	const found = page.locator(canvasNode(name));
	const outputs = await found
		.locator(testId('canvas-node-output-handle'))
		.evaluateAll((handles) =>
			handles
				.toSorted((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
				.map((handle) => handle.textContent.trim()),
		);
	const icon = found.locator('img').first();
	await icon.waitFor();
	return { outputs, icon: await icon.evaluate((image) => image.complete && image.naturalWidth) };
}

const isDrawn = {
	name: 'editor: every node is drawn with its icon and named outputs',
	run: async (world) => {
		const page = await openShowcase(world);
		for (const { name, outputs } of OUR_NODES) {
			const found = await drawn(page, name);
			assert.deepEqual(found.outputs, outputs, `outputs of ${name}`);
			assert.ok(found.icon > 0, `${name} shows its icon`);
		}
		await picture(page, 'canvas-nodes');
		await page.close();
	},
};

const panels = OUR_NODES.map(({ name, type, brand }) => ({
	name: `editor: the panel of ${name} has no empty label, no clipped text and filled dropdowns`,
	run: async (world) => {
		const page = await openShowcase(world);
		await page.dblclick(canvasNode(name));
		await page.waitForSelector(testId('ndv'));
		await page.waitForSelector(testId('parameter-item'));
		await picture(page, `panel-${type}`);
		const { labels, clipped, dropdowns, lists } = await readPanel(page);
		assert.ok(labels.length > 0, 'has parameters');
		assert.ok(
			labels.every((label) => label !== ''),
			`an empty label in ${JSON.stringify(labels)}`,
		);
		assert.deepEqual(clipped, [], 'clipped texts');
		for (const options of dropdowns) {
			assert.ok(options.length > 0, `an empty dropdown among ${JSON.stringify(dropdowns)}`);
			assert.ok(
				options.every((option) => option !== ''),
				'an option without a name',
			);
		}
		if (brand)
			assert.ok(
				lists.some((items) => items.length > 0),
				'the brand list comes from the ledger',
			);
		await page.close();
	},
}));

const sample = {
	name: 'editor: the sample branch of the example runs green and writes nothing',
	run: async (world) => {
		const [example] = shippedWorkflows();
		const id = await world.client.importWorkflow(example);
		const start = example.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		assert.ok(start, 'the example has a branch to try with the sample');
		const before = everyRow(world.ledger);
		const page = await openCanvas(world, id, { width: 1920, height: 1080 });
		await picture(page, 'canvas-example');
		const button = page.locator(
			[testId(`execute-workflow-button-${start.name}`), testId('execute-workflow-button')].join(),
		);
		await page.hover(canvasNode(start.name));
		await button.first().click();
		await page
			.getByText(/executed successfully/i)
			.first()
			.waitFor({ timeout: 120_000 });
		assert.equal(await page.locator(testId('canvas-node-status-error')).count(), 0, 'no red node');
		const green = await page.locator(testId('canvas-node-status-success')).count();
		assert.ok(green >= 5, `${green} green nodes`);
		assert.deepEqual(everyRow(world.ledger), before, 'the ledger is untouched');
		await page.click(testId('zoom-to-fit'));
		await picture(page, 'canvas-example-run');
		await page.close();
	},
};

export const editor = [isDrawn, ...panels, sample];

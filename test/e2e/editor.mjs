// The editor shows our nodes as an agency sees them: icons, named outputs, filled panels, a green sample run.
import assert from 'node:assert/strict';
import { exampleWorkflow } from '../../playground/example.mjs';
import { canvasNode, openCanvas, picture, pictureOfNodes, testId } from './browser.mjs';
import { everyRow } from './ledger-reader.mjs';
import { OUR_NODES, panels } from './our-nodes.mjs';
import { closePanel, openPanel, readPanel } from './panel.mjs';
import { node, triggers, workflow } from './workflows.mjs';

const SIZE = { width: 1440, height: 860 };
/** The example is long: wide enough to read its names in a picture. */
const WIDE = { width: 3000, height: 1300 };
const ours = ({ name, type, parameters = {} }) =>
	node(name, `n8n-nodes-sms-marketing.${type}`, 1, parameters);

/** Every node of ours once, as dropped on the canvas. */
const showcase = () => onCanvas('Every node', OUR_NODES);

/** Every form that their panels take. */
const panelCase = (panels) => onCanvas('Every panel', panels);

/** Nodes in a row, and below them those that start a workflow themselves. */
function onCanvas(name, nodes) {
	const inRow = workflow(name, [
		triggers.editor(),
		...nodes.filter((one) => !isTrigger(one)).map(ours),
	]);
	const below = nodes
		.filter(isTrigger)
		.map((one, i) => ({ ...ours(one), position: [i * 220, 300] }));
	return { ...inRow, nodes: [...inRow.nodes, ...below] };
}

const isTrigger = ({ type }) => type.endsWith('Trigger');

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
		const page = await openCanvas(world, await world.client.importWorkflow(showcase()), SIZE);
		for (const { name, outputs } of OUR_NODES) {
			const found = await drawn(page, name);
			assert.deepEqual(found.outputs, outputs, `outputs of ${name}`);
			assert.ok(found.icon > 0, `${name} shows its icon`);
		}
		await picture(page, 'canvas-nodes');
		await page.close();
	},
};

/** One canvas serves all panels; after a failure the next one opens a new one. */
async function panelPage(world) {
	world.panelCase ??= await world.client.importWorkflow(panelCase(panels()));
	if (!world.panelPage || world.panelPage.isClosed())
		world.panelPage = await openCanvas(world, world.panelCase, SIZE);
	return world.panelPage;
}

const checkPanel = ({ name, type, node: shownName, brand }) => ({
	name: `editor: the panel of ${name} has no empty label, no clipped text and filled dropdowns`,
	run: async (world) => {
		const page = await panelPage(world);
		await openPanel(page, name);
		await picture(page, name === shownName ? `panel-${type}` : `panel ${name}`);
		const { labels, clipped, dropdowns, lists } = await readPanel(page);
		assert.ok(labels.length > 0, 'has parameters');
		assert.ok(!labels.includes(''), `an empty label in ${JSON.stringify(labels)}`);
		assert.deepEqual(clipped, [], 'clipped texts');
		for (const options of dropdowns) {
			assert.ok(options.length > 0, `an empty dropdown among ${JSON.stringify(dropdowns)}`);
			assert.ok(!options.includes(''), `an option without a name in ${JSON.stringify(options)}`);
		}
		if (brand) assert.ok(lists.flat().length > 0, 'brands come from the ledger');
		await closePanel(page);
	},
});

const sample = {
	name: 'editor: the sample branch of the example runs green and writes nothing',
	run: async (world) => {
		const example = exampleWorkflow();
		const id = await world.client.importWorkflow(example);
		const start = example.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
		assert.ok(start, 'the example has a branch to try with the sample');
		const before = everyRow(world.ledger);
		const page = await openCanvas(world, id, WIDE);
		await pictureOfNodes(page, 'canvas-example');
		const button = page.locator(
			[testId(`execute-workflow-button-${start.name}`), testId('execute-workflow-button')].join(),
		);
		await page.hover(canvasNode(start.name));
		await button.first().click();
		await page
			.getByText(/executed successfully/i)
			.first()
			.waitFor({ timeout: 120_000 });

		const [{ id: executionId }] = await world.client.executions(id);
		const { data } = await world.client.execution(executionId);
		const ran = Object.keys(data.resultData.runData);
		const sends = example.nodes.filter(({ type }) => type.endsWith('.smsSend'));
		assert.ok(
			sends.some(({ name }) => ran.includes(name)),
			`the sample comes to SMS Send: ${ran}`,
		);
		// a pinned node shows its pin instead
		for (const name of ran.filter((one) => !(one in example.pinData)))
			await page
				.locator(canvasNode(name))
				.locator(testId('canvas-node-status-success'))
				.waitFor({ state: 'attached' });
		assert.equal(await page.locator(testId('canvas-node-status-error')).count(), 0, 'no red node');
		assert.deepEqual(everyRow(world.ledger), before, 'the ledger is untouched');
		await pictureOfNodes(page, 'canvas-example-run');
		await page.close();
	},
};

/** Made once the package is built: the panels are read from it. */
export const editor = () => [isDrawn, ...panels().map(checkPanel), sample];

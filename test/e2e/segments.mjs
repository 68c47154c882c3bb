// Segments are added, renamed and removed in the panel of a wired workflow: nobody leaves by another segment's wire.
import assert from 'node:assert/strict';
import { canvasNode, openCanvas, picture, testId } from './browser.mjs';
import { closePanel, openPanel } from './panel.mjs';
import { prepare } from './runs.mjs';
import { node, triggers, workflow } from './workflows.mjs';

const SIZE = { width: 1440, height: 1400 };
const CORE = 'n8n-nodes-base';
const TIERS = ['Gold', 'Silver', 'Bronze'];

/** One contact of each tier, pinned. */
const PINNED = TIERS.map((tier) => ({
	json: { tier, sms: { status: 'ready', contact: { kind: 'client', loyaltyTier: tier } } },
}));

const segment = (tier) => ({
	name: tier,
	startFrom: 'none',
	match: 'all',
	criteria: { tier: [{ match: 'any', values: tier, unknown: 'out' }] },
});

/** Each of the first segments has a wire of its own. */
function wired(name, tiers) {
	const inRow = workflow(name, [
		triggers.editor(),
		node('Contacts', `${CORE}.noOp`, 1),
		node('SMS Segment', 'n8n-nodes-sms-marketing.smsSegment', 1, {
			segments: { values: tiers.map(segment) },
		}),
	]);
	const ends = tiers.map((tier, i) => ({
		...node(`To ${tier}`, `${CORE}.set`, 3.4, { options: {}, includeOtherFields: true }),
		position: [700, i * 180],
	}));
	const wire = ({ name: to }) => [{ node: to, type: 'main', index: 0 }];
	return {
		...inRow,
		nodes: [...inRow.nodes, ...ends],
		connections: { ...inRow.connections, 'SMS Segment': { main: [[], ...ends.map(wire)] } },
		pinData: { Contacts: PINNED },
	};
}

/** Who came to each end, or what stopped the run. */
async function whoCame(runs) {
	const { data } = await runs.inEditor();
	const { runData, error } = data.resultData;
	if (error) return { refused: error.message };
	const ends = Object.keys(runData).filter((name) => name.startsWith('To '));
	return Object.fromEntries(
		ends.map((name) => [
			name,
			runData[name].flatMap(({ data: { main } }) => main[0].map(({ json }) => json.tier)),
		]),
	);
}

/** The fields that hold the names, in the order of the segments. */
const names = (page) => page.locator(`${testId('parameter-input-name')} input`);

/** Changes the segments in the panel, as a person does, and waits until n8n has them. */
async function change(page, { client }, id, work) {
	await openPanel(page, 'SMS Segment');
	await work(page);
	const shown = await names(page).evaluateAll((inputs) => inputs.map(({ value }) => value));
	await closePanel(page);
	await page.keyboard.press('Control+s');
	for (let tries = 0; tries < 60; tries++) {
		const { nodes } = await client.call('GET', `/workflows/${id}`);
		const { parameters } = nodes.find(({ name }) => name === 'SMS Segment');
		if (parameters.segments.values.map(({ name }) => name).join() === shown.join()) return;
		await page.waitForTimeout(250);
	}
	throw new Error('The editor did not save what was changed');
}

const rename = (place, name) => async (page) => {
	await names(page).nth(place).fill(name);
	await names(page).nth(place).blur();
};

const add = (name) => async (page) => {
	const place = await names(page).count();
	await page.getByRole('button', { name: 'Add Segment' }).click();
	await rename(place, name)(page);
};

const DELETE = testId('fixed-collection-delete');

const remove = (place) => async (page) => {
	const count = await names(page).count();
	const row = names(page)
		.nth(place)
		.locator(`xpath=ancestor::div[./div/button[@data-test-id="fixed-collection-delete"]][1]`);
	await row.locator(`:scope > div > button${DELETE}`).click({ force: true });
	await names(page)
		.nth(count - 1)
		.waitFor({ state: 'detached' });
};

async function choose(page, list, name) {
	await list.click();
	await page
		.locator('.el-select-dropdown__item')
		.filter({ visible: true })
		.filter({ hasText: name })
		.first()
		.click();
}

/** What is written beside the inputs or outputs of SMS Segment. */
const handles = async (page, kind) =>
	(
		await page
			.locator(canvasNode('SMS Segment'))
			.locator(testId(`canvas-node-${kind}-handle`))
			.allInnerTexts()
	).map((text) => text.trim());

/** What is changed, and then who comes to which end, or why nobody does. */
const steps = [
	['added', add('Bronze'), { 'To Gold': ['Gold'], 'To Silver': ['Silver'] }],
	['renamed', rename(0, 'VIP'), { 'To Gold': ['Gold'], 'To Silver': ['Silver'] }],
	[
		'the first was removed',
		remove(0),
		{ refused: "'Silver' would leave by the wire of 'VIP', since a segment was removed" },
	],
];

export const segments = [
	{
		name: 'segments: added, renamed and removed in the editor, nobody leaves by another wire',
		run: async (world) => {
			const runs = await prepare(world, wired('e2e segments', ['Gold', 'Silver']));
			const asWired = { 'To Gold': ['Gold'], 'To Silver': ['Silver'] };
			assert.deepEqual(await whoCame(runs), asWired, 'as wired');
			const page = await openCanvas(world, runs.id, SIZE);
			for (const [what, work, expected] of steps) {
				await change(page, world, runs.id, work);
				await picture(page, `segments ${what}`);
				assert.deepEqual(await whoCame(runs), expected, what);
			}
			await page.close();
		},
	},
	{
		name: 'segments: a criterion, purchases and Estimate are chosen in the panel, the canvas follows',
		run: async (world) => {
			const runs = await prepare(world, wired('e2e segments panel', ['Gold']));
			const page = await openCanvas(world, runs.id, SIZE);
			await openPanel(page, 'SMS Segment');
			await choose(page, page.getByPlaceholder('Add Criterion'), 'Number of Purchases');
			await page.locator(`${testId('parameter-input-usePurchases')} .el-switch`).click();
			await picture(page, 'segments criterion and purchases');
			await closePanel(page);
			assert.deepEqual(await handles(page, 'input'), ['Contacts', 'Purchases']);
			assert.deepEqual(await handles(page, 'output'), ['Everyone Else', 'Gold']);
			await picture(page, 'segments purchases canvas');

			await openPanel(page, 'SMS Segment');
			await choose(page, page.locator(`${testId('parameter-input-operation')} input`), 'Estimate');
			await picture(page, 'segments estimate');
			await closePanel(page);
			assert.deepEqual(await handles(page, 'output'), ['Estimate']);
			await picture(page, 'segments estimate canvas');
			await page.close();
		},
	},
];

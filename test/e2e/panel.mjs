// Reads an open node panel as a person does: its labels, what is cut off, what its lists offer.
import { canvasNode, testId } from './browser.mjs';

/** Back to the canvas. */
export async function closePanel(page) {
	await page.click(testId('ndv-close-button'));
	await page.waitForSelector(testId('ndv'), { state: 'detached' });
}

/** The body of a node on the canvas, which n8n names by what the node is. */
const BODY = [testId('canvas-default-node'), testId('canvas-trigger-node')].join();

/** A double click on the node, as in the editor. */
export async function openPanel(page, name) {
	await page.locator(canvasNode(name)).locator(BODY).first().dblclick({ force: true });
	await page.waitForSelector(testId('ndv'));
	await page.locator(testId('parameter-item')).filter({ visible: true }).first().waitFor();
}

/**
 * @returns {Promise<{ labels: string[], clipped: string[], dropdowns: string[][], lists: string[][] }>}
 *   dropdowns: fixed choices; lists: choices loaded from the ledger
 */
export async function readPanel(page) {
	const panel = page.locator(testId('node-parameters')).first();
	// The title alone: the label also holds the buttons that change how the field is filled.
	const labels = await panel
		.locator(`${testId('input-label')} label`)
		.filter({ visible: true })
		.evaluateAll((found) =>
			found.map((label) => label.querySelector('.n8n-text')?.textContent.trim() ?? ''),
		);
	const clipped = await panel.evaluate(clippedTexts);
	return {
		labels,
		clipped,
		dropdowns: await optionsOf(page, panel.locator('.el-select'), '.el-select-dropdown__item'),
		lists: await optionsOf(page, panel.locator(testId('rlc-input')), testId('rlc-item')),
	};
}

/** Opens each list in turn and reads what it offers. */
async function optionsOf(page, triggers, item) {
	const all = [];
	// The panel also holds the Settings tab, hidden.
	const shown = triggers.filter({ visible: true });
	const items = page.locator(item).filter({ visible: true });
	for (let i = 0; i < (await shown.count()); i++) {
		await openList(shown.nth(i), items);
		all.push((await items.allInnerTexts()).map((text) => text.trim()));
		// A click beside it closes a list; Escape would close the whole panel.
		await page.locator(testId('tab-params')).first().click();
		await items.first().waitFor({ state: 'hidden' });
	}
	return all;
}

/** A list that is still closing swallows the click meant for the next one: then click again. */
async function openList(list, items) {
	for (let tries = 0; tries < 4; tries++) {
		await list.click();
		if (await appears(items.first(), 3000)) return;
	}
}

const appears = (found, timeout) =>
	found.waitFor({ timeout }).then(
		() => true,
		() => false,
	);

/** Runs in the page: texts wider than their box in boxes that cut, and values longer than their field. */
function clippedTexts(root) {
	const cuts = (element) => /hidden|clip/.test(getComputedStyle(element).overflowX);
	const ownText = (element) =>
		[...element.childNodes]
			.filter((child) => child.nodeType === Node.TEXT_NODE)
			.map((child) => child.textContent.trim())
			.join('');
	const texts = [...root.querySelectorAll('*')].filter((element) => ownText(element) !== '');
	const wide = texts.filter(
		(element) =>
			element.offsetWidth > 0 && cuts(element) && element.scrollWidth > element.clientWidth + 1,
	);
	const inputs = [...root.querySelectorAll('input')].filter(
		(input) => input.value !== '' && input.scrollWidth > input.clientWidth + 1,
	);
	return [...wide.map(ownText), ...inputs.map((input) => input.value)];
}

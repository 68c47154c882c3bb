// Reads an open node panel as a person does: its labels, what is cut off, what its lists offer.
import { testId } from './browser.mjs';

/**
 * @returns {Promise<{ labels: string[], clipped: string[], dropdowns: string[][], lists: string[][] }>}
 *   dropdowns: fixed choices; lists: choices loaded from the ledger
 */
export async function readPanel(page) {
	const panel = page.locator(testId('node-parameters')).first();
	const labels = await panel
		.locator(testId('input-label'))
		.evaluateAll((found) => found.map((label) => label.textContent.trim()));
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
	for (let i = 0; i < (await triggers.count()); i++) {
		await triggers.nth(i).click();
		const items = page.locator(item).filter({ visible: true });
		await items
			.first()
			.waitFor({ timeout: 10_000 })
			.catch(() => undefined);
		all.push((await items.allInnerTexts()).map((text) => text.trim()));
		// A click beside it closes a list; Escape would close the whole panel.
		await page.locator(testId('node-title-container')).first().click();
		await items
			.first()
			.waitFor({ state: 'hidden', timeout: 5000 })
			.catch(() => undefined);
	}
	return all;
}

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

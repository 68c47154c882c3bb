// A headless Chromium signed in to the n8n of the checks. It never leaves the own machine.
import { chromium } from 'playwright-core';
import { join } from 'node:path';
import { OWNER } from '../../playground/n8n.mjs';
import { IMAGES, SCRATCH_IMAGES } from './world.mjs';

export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The browser of the checks, started with the first one that needs it. */
export async function browserPage(world, { width = 1440, height = 900 } = {}) {
	world.browser ??= await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
	world.context ??= await newContext(world.browser);
	const page = await world.context.newPage();
	await page.setViewportSize({ width, height });
	return page;
}

async function newContext(browser) {
	const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Paris' });
	context.setDefaultTimeout(30_000);
	// Fonts and icons of other hosts: refused at once instead of after a time-out.
	await context.route(
		(url) => url.hostname !== '127.0.0.1' && url.protocol.startsWith('http'),
		(route) => route.abort(),
	);
	return context;
}

export const testId = (id) => `[data-test-id="${id}"]`;

/** Opens a page of the editor, signing in the first time. */
export async function openEditor(world, path, size) {
	const page = await browserPage(world, size);
	if (!world.signedIn) {
		await page.goto(`${world.n8n.url}/signin`);
		await page.fill('input[autocomplete="email"]', OWNER.email);
		await page.fill('input[type="password"]', OWNER.password);
		await page.click(testId('form-submit-button'));
		await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
		world.signedIn = true;
	}
	await page.goto(`${world.n8n.url}${path}`);
	return page;
}

/** The canvas of a workflow with every node in view. */
export async function openCanvas(world, workflowId, size) {
	const page = await openEditor(world, `/workflow/${workflowId}`, size);
	await page.waitForSelector(testId('canvas-node'));
	await page.click(testId('zoom-to-fit'));
	return page;
}

export const canvasNode = (name) => `${testId('canvas-node')}[data-node-name="${name}"]`;

/** A picture: for the documentation, or, where its name has a space, only to be looked at. */
export const picture = (page, name) =>
	page.screenshot({ path: join(name.includes(' ') ? SCRATCH_IMAGES : IMAGES, `${name}.png`) });

/** A picture of the canvas cut to what is on it. */
export async function pictureOfNodes(page, name) {
	await page.click(testId('zoom-to-fit'));
	// the canvas glides there
	await page.waitForTimeout(1500);
	const boxes = await page
		.locator('.vue-flow__node')
		.evaluateAll((nodes) => nodes.map((one) => one.getBoundingClientRect().toJSON()));
	// outputs and their signs stand out of the boxes
	const edge = 64;
	const x = Math.min(...boxes.map(({ left }) => left)) - edge;
	const y = Math.min(...boxes.map(({ top }) => top)) - edge;
	const width = Math.max(...boxes.map(({ right }) => right)) + edge - x;
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) + edge - y;
	await page.screenshot({ path: join(IMAGES, `${name}.png`), clip: { x, y, width, height } });
}

/** A picture of a form page cut to its card. */
export async function pictureOfCard(page, name) {
	const { x, y, width, height } = await page
		.locator('.card')
		.filter({ visible: true })
		.boundingBox();
	const edge = 24;
	await page.screenshot({
		path: join(IMAGES, `${name}.png`),
		clip: {
			x: x - edge,
			y: Math.max(0, y - edge),
			width: width + 2 * edge,
			height: height + 2 * edge,
		},
	});
}

// Fills in a published n8n form as a browser does, page after page.
import { setTimeout as pause } from 'node:timers/promises';
import { fieldsOf, textOf } from './form-page.ts';

/**
 * Opens the form, answers it and sends it.
 * @param {string} url of the published form
 * @param {(field: import('./form-page.ts').FormField) => string | Blob | undefined} answer
 * @returns {Promise<string>} the address of the pages that follow
 */
export async function fillForm(url, answer) {
	const page = await published(url);
	const body = new FormData();
	for (const field of fieldsOf(page)) {
		const value = answer(field) ?? field.value;
		if (value instanceof File) body.set(field.name, value, value.name);
		else body.set(field.name, value);
	}
	return await send(url, body);
}

/** Sends a page that only has a button. */
export async function pressButton(waitingUrl) {
	return await send(waitingUrl, new FormData());
}

/** n8n registers a form a moment after it says so. */
async function published(url) {
	for (const began = Date.now(); Date.now() - began < 15_000; await pause(250)) {
		const answer = await fetch(url);
		if (answer.ok) return await answer.text();
		if (answer.status !== 404) throw new Error(`The form ${url} answered ${answer.status}.`);
	}
	throw new Error(`There is no published form at ${url}.`);
}

async function send(url, body) {
	const answer = await fetch(url, { method: 'POST', body });
	const text = await answer.text();
	if (!answer.ok) throw new Error(`The form answered ${answer.status}: ${text.slice(0, 300)}`);
	try {
		return JSON.parse(text).formWaitingUrl;
	} catch {
		throw new Error(`The form has no next page: ${text.slice(0, 300)}`);
	}
}

const ENDED = new Set(['canceled', 'crashed', 'error', 'null', 'success']);

/**
 * The next page of a form once the workflow has come to it.
 * @returns {Promise<import('./form-page.ts').PageText>}
 */
export async function nextPage(waitingUrl, timeoutMs = 120_000) {
	const status = new URL(waitingUrl);
	status.pathname += '/n8n-execution-status';
	for (const began = Date.now(); Date.now() - began < timeoutMs; await pause(250)) {
		const found = (await (await fetch(status)).text()).trim();
		if (found === 'form-waiting') return textOf(await (await fetch(waitingUrl)).text());
		if (ENDED.has(found)) throw new Error(`The workflow ended (${found}) before its next page.`);
	}
	throw new Error(`The workflow did not come to its next page within ${timeoutMs / 1000} seconds.`);
}

/** The last page lets the workflow end only when it is answered, which its script does in a browser. */
export async function closeForm(waitingUrl) {
	await (await fetch(waitingUrl, { method: 'POST' })).arrayBuffer();
}

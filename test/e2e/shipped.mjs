// The shipped workflows as a person has them after an import: filled in, published, the phones connected.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { readWorkflow } from '../../playground/example.mjs';
import { closeForm, fillForm, nextPage } from '../../playground/form.mjs';
import { filledIn, keysOf, triggerAddress } from '../../playground/trigger.mjs';
import { prepare } from './runs.mjs';
import { USER_FOLDER } from './world.mjs';

export const keys = () => keysOf(USER_FOLDER);

/** One as it is filled in, with its successful executions kept so that they can be looked at. */
export function filled({ n8n }, file) {
	const workflow = filledIn(readWorkflow(file), n8n.url, keys());
	workflow.settings.saveDataSuccessExecution = 'all';
	return workflow;
}

/**
 * Imports and publishes one.
 * @param {(workflow: object) => void} change what the check sets otherwise than the playground
 */
export async function publishShipped(world, file, change = () => {}) {
	const workflow = filled(world, file);
	change(workflow);
	return await prepare(world, workflow, { published: true });
}

/** Publishes the workflow that hears STOP, once, and lets the phones answer to it. */
export async function listen(world) {
	world.phones.settings.trigger = triggerAddress(world.n8n.url, keys());
	return (world.listening ??= await startToListen(world));
}

async function startToListen(world) {
	const runs = await publishShipped(world, 'handle-stop-and-replies.json');
	await until('SMS Trigger answers', async () => (await tell(world, [])) === 200);
	return runs;
}

/** Posts events to the trigger as the gateway does. Gives the status. */
export async function tell(world, events, address = triggerAddress(world.n8n.url, keys())) {
	const answer = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ events }),
	});
	await answer.arrayBuffer();
	return answer.status;
}

export const inbound = (id, from, text, at) => ({ type: 'inbound', id, from, text, at });

/** A person types an answer on a phone of the phone page. */
export async function typeOnPhone({ phones }, from, text) {
	const answer = await fetch(`${phones.url}/api/reply`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ from, text }),
	});
	const { received } = await answer.json();
	assert.equal(received, true, `"${text}" reached the trigger`);
}

/** Texts that reached a phone, oldest first. */
export const textsTo = ({ phones }, number) =>
	phones.store
		.list()
		.filter(({ to }) => to === number)
		.map(({ text }) => text)
		.reverse();

/** Waits for something that another process does. Gives what `look` found. */
export async function until(what, look, timeoutMs = 30_000) {
	for (const began = Date.now(); Date.now() - began < timeoutMs; await pause(150)) {
		const found = await look();
		if (found) return found;
	}
	throw new Error(`Waited ${timeoutMs / 1000} seconds in vain: ${what}`);
}

/** All rows of an n8n Data Table. */
export async function rowsOf({ client }, name) {
	const { data } = await client.call('GET', '/data-tables-global');
	const table = data.find((one) => one.name === name);
	if (!table) return [];
	const path = `/projects/${table.projectId}/data-tables/${table.id}/rows?take=250`;
	return (await client.call('GET', path)).data;
}

/** Answers by the number of the field, e.g. `['Zoé', '0612345678']`; boxes not named stay unticked. Gives the next page. */
export async function sendForm({ n8n }, path, answers) {
	const waiting = await fillForm(`${n8n.url}/form/${path}`, ({ name, value, kind }) => {
		const given = answers[Number(name.replace('field-', ''))];
		return kind === 'choices' ? JSON.stringify(given ? ['Oui'] : []) : (given ?? value);
	});
	if (waiting === undefined) return undefined;
	const page = await nextPage(waiting);
	await closeForm(waiting);
	return [page.title, ...page.lines].join('\n');
}

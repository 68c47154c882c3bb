// Starts workflows in the ways n8n knows, and tells what came out.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { fillForm } from '../../playground/form.mjs';

/** Outputs of SMS Send, in order. */
export const OUTPUTS = ['sent', 'later', 'held', 'failed', 'toCheck'];

/** Imports, publishes when asked, and gives the ways to run it. */
export async function prepare({ client, n8n }, made, { published = false } = {}) {
	const id = await client.importWorkflow(made);
	if (published) await client.publish(id);
	const known = async () => new Set((await client.executions(id)).map((one) => one.id));
	/** Runs `start` and gives the execution of this workflow that it made, once ended. */
	const following = async (start, timeoutMs = 60_000) => {
		const before = await known();
		await start();
		return await client.finished(await newExecution(client, id, before, timeoutMs), timeoutMs);
	};
	return {
		id,
		following,
		/** as "Execute Workflow" in the editor does */
		inEditor: () =>
			following(() =>
				client.call('POST', `/workflows/${id}/run`, { triggerToStartFrom: { name: 'Start' } }),
			),
		/** as "Retry" in the list of executions does */
		retry: (execution) =>
			following(() =>
				client.call('POST', `/executions/${execution.id}/retry`, { loadWorkflow: false }),
			),
		post: (path) => postWhenThere(`${n8n.url}/webhook/${path}`),
		form: (path) => fillForm(`${n8n.url}/form/${path}`, () => 'x').catch(ignoreMissingNextPage),
		testForm: async (path) => {
			const answer = await client.call('POST', `/workflows/${id}/run`, {
				triggerToStartFrom: { name: 'Start' },
			});
			assert.equal(answer.waitingForWebhook, true, 'n8n waits for the test form');
			await fillForm(`${n8n.url}/form-test/${path}`, () => 'x').catch(ignoreMissingNextPage);
		},
		unpublish: () => client.call('POST', `/workflows/${id}/deactivate`, {}),
	};
}

/** These forms have a single page. */
function ignoreMissingNextPage(error) {
	if (!/no next page/.test(error.message)) throw error;
}

async function postWhenThere(url) {
	for (let tries = 0; ; tries++) {
		const answer = await fetch(url, { method: 'POST' });
		if (answer.ok) return;
		if (answer.status !== 404 || tries > 40) throw new Error(`${url} answered ${answer.status}`);
		await pause(250);
	}
}

/** The id of an execution that was not there before. */
export async function newExecution(client, workflowId, before, timeoutMs = 60_000) {
	for (const began = Date.now(); Date.now() - began < timeoutMs; await pause(200)) {
		const found = (await client.executions(workflowId)).find(({ id }) => !before.has(id));
		if (found) return found.id;
	}
	throw new Error('No execution was started.');
}

/** What left SMS Send by each output: `{ sent: [sms, …], … }`, of its last run. */
export function outcome(execution, name = 'Send') {
	const error = execution.data.resultData.error;
	const run = execution.data.resultData.runData[name]?.at(-1);
	assert.ok(run?.data, `${name} did not run: ${error?.message ?? execution.status}`);
	return Object.fromEntries(
		OUTPUTS.map((output, i) => [output, (run.data.main[i] ?? []).map(({ json }) => json.sms)]),
	);
}

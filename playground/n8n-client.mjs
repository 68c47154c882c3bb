// Talks to n8n as its editor does: log in, import and publish workflows, run them, read executions back.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PLAYGROUND } from './install.mjs';
import { OWNER } from './n8n.mjs';

const BROWSER = 'sms-marketing-playground';

/** Logs in. Returns the calls below, bound to this session. */
export async function connect(url) {
	let cookie = '';
	const call = async (method, path, body) => {
		const answer = await fetch(`${url}/rest${path}`, {
			method,
			headers: { 'content-type': 'application/json', 'browser-id': BROWSER, cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok)
			throw new Error(`n8n answered ${answer.status} to ${method} ${path}: ${text.slice(0, 500)}`);
		const setCookie = answer.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (setCookie) cookie = setCookie.split(';')[0];
		return text === '' ? undefined : JSON.parse(text).data;
	};
	await call('POST', '/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	return {
		url,
		call,
		cookie: () => cookie,
		exists: (id) =>
			call('GET', `/workflows/${id}`).then(
				({ isArchived }) => !isArchived,
				() => false,
			),
		importWorkflow: (workflow) => importWorkflow(call, workflow),
		publish: (id) => publish(call, id),
		createCredential: (name, type, data) => createCredential(call, { name, type, data }),
		testCredential: (name, type, data) => testCredential(call, { name, type, data }),
		executions: (workflowId) => executions(call, workflowId),
		execution: (id) => execution(call, id),
		finished: (id) => finished(call, id),
	};
}

/** Creates the workflow, or replaces the one of the same name. Returns its id. */
async function importWorkflow(call, { name, nodes, connections, settings = {}, pinData = {} }) {
	const filter = encodeURIComponent(JSON.stringify({ name, isArchived: false }));
	const known = (await call('GET', `/workflows?filter=${filter}`)).find((w) => w.name === name);
	const body = { name, nodes, connections, settings, pinData };
	if (!known) return (await call('POST', '/workflows', body)).id;
	const { versionId } = await call('GET', `/workflows/${known.id}`);
	await call('PATCH', `/workflows/${known.id}`, { ...body, versionId });
	return known.id;
}

/** n8n answers before the webhook is registered: who calls it right away should try again on 404. */
async function publish(call, id) {
	const { versionId } = await call('GET', `/workflows/${id}`);
	await call('POST', `/workflows/${id}/activate`, { versionId });
}

/** Gives what a node's `credentials` names it by. */
async function createCredential(call, credential) {
	const { id, name } = await call('POST', '/credentials', credential);
	return { id, name };
}

/** What "Test" in the credential's form shows: `{ status: 'OK' | 'Error', message }`. */
async function testCredential(call, credential) {
	return await call('POST', '/credentials/test', { credentials: { id: '', ...credential } });
}

/** Newest first. */
async function executions(call, workflowId) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const list = async () => (await call('GET', `/executions?filter=${filter}`)).results;
	// n8n lists running and other ones by two queries: one that ends between them is in neither, so it is asked again.
	const found = new Map([...(await list()), ...(await list())].map((one) => [one.id, one]));
	return [...found.values()].sort((a, b) => Number(b.id) - Number(a.id));
}

/** One execution with its run data. */
async function execution(call, id) {
	const found = await call('GET', `/executions/${id}`);
	const flatted = createRequire(join(PLAYGROUND, 'node_modules', 'n8n', 'package.json'))('flatted');
	return {
		...found,
		data: typeof found.data === 'string' ? flatted.parse(found.data) : found.data,
	};
}

const ENDED = new Set(['success', 'error', 'canceled', 'crashed']);

/** The execution once it has ended, or is waiting for a person or a time. */
async function finished(call, id, timeoutMs = 60_000) {
	for (const began = Date.now(); Date.now() - began < timeoutMs; await pause(250)) {
		const found = await execution(call, id);
		if (ENDED.has(found.status) || found.status === 'waiting') return found;
	}
	throw new Error(`Execution ${id} did not end within ${timeoutMs / 1000} seconds.`);
}

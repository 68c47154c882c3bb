// The example campaign of the playground: its workflow, and the sample file sent through its form.
import { createHash } from 'node:crypto';
import { existsSync, openAsBlob, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeForm, fillForm, nextPage, pressButton } from './form.mjs';
import { PLAYGROUND } from './install.mjs';
import { ROOT } from './package.mjs';
import { filledIn, keysOf } from './trigger.mjs';

const FORM_TRIGGER = 'n8n-nodes-base.formTrigger';

const WORKFLOWS = join(ROOT, 'workflows');
const EXAMPLE = 'send-a-private-sale-to-loyal-clients.json';

/** The campaign that the playground sends and the documentation shows. */
export const exampleWorkflow = () => readWorkflow(EXAMPLE);

/** A workflow as this package ships it, by its file's name. */
export const readWorkflow = (name) => JSON.parse(readFileSync(join(WORKFLOWS, name), 'utf8'));

/** The other workflows this package ships. */
function otherWorkflows() {
	const files = readdirSync(WORKFLOWS).filter((name) => name.endsWith('.json'));
	return files.filter((name) => name !== EXAMPLE).map(readWorkflow);
}

/**
 * Imports and publishes what this package ships, with its keys filled in; what needs an account is imported alone. A workflow imported at an earlier start is left
 * as the user changed it, unless the shipped one changed since.
 * @returns {Promise<{ id: string, workflow: object }>} the example
 */
export async function importShipped(client, userFolder) {
	const file = join(userFolder, 'imported.json');
	const earlier = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
	const stamps = {};
	const keys = keysOf(userFolder);
	const importOnce = async (shipped) => {
		const workflow = filledIn(shipped, client.url, keys);
		const stamp = createHash('sha256').update(JSON.stringify(workflow)).digest('hex');
		const known = earlier[workflow.name];
		const kept = known?.stamp === stamp && (await client.exists(known.id));
		const id = kept ? known.id : await client.importWorkflow(workflow);
		if (!kept && !needsAccount(workflow)) await client.publish(id);
		stamps[workflow.name] = { id, stamp };
		return id;
	};
	const workflow = exampleWorkflow();
	const id = await importOnce(workflow);
	for (const other of otherWorkflows()) await importOnce(other);
	writeFileSync(file, JSON.stringify(stamps, null, '\t'));
	return { id, workflow };
}

/** What polls a real gateway or reads a database waits for its credential: n8n publishes nothing without. */
const needsAccount = ({ nodes }) =>
	nodes.some(
		({ type, parameters }) =>
			type === 'n8n-nodes-base.postgres' || !['sandbox', undefined].includes(parameters.gateway),
	);

/** The address of a workflow's published form, or nothing when it has none. */
export function formUrl(n8nUrl, { nodes }) {
	const trigger = nodes.find(({ type }) => type === FORM_TRIGGER);
	if (!trigger) return undefined;
	const { options, path } = trigger.parameters;
	return `${n8nUrl}/form/${options?.path ?? path ?? trigger.webhookId}`;
}

/**
 * Sends the sample file through the form, shows what the confirm page says, presses its button, returns both pages.
 * Fields keep what the form proposes; one without a proposal gets its first choice (or all, where several go).
 * @param {(page: import('./form-page.ts').PageText) => void} onConfirm
 */
export async function sendSample(url, onConfirm) {
	const blob = await openAsBlob(join(PLAYGROUND, 'data', 'clients.csv'));
	const sample = new File([blob], 'clients.csv', { type: 'text/csv' });
	const answer = ({ kind, value, options }) => {
		if (kind === 'file') return sample;
		if (kind === 'choice' && value === '') return options[0];
		if (kind === 'choices' && value === '[]') return JSON.stringify(options);
		return value;
	};
	const waiting = await fillForm(url, answer);
	const confirm = await nextPage(waiting);
	onConfirm(confirm);
	const next = await pressButton(waiting);
	const outcome = await nextPage(next);
	await closeForm(next);
	return { confirm, outcome };
}

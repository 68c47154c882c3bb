// The shipped private sale through its form, with a small client file.
import { exampleWorkflow, formUrl } from '../../playground/example.mjs';
import { closeForm, fillForm, nextPage, pressButton } from '../../playground/form.mjs';
import { publishShipped, until } from './shipped.mjs';

const FILE = 'send-a-private-sale-to-loyal-clients.json';
const HEADER = 'Prénom;Téléphone portable;Code postal;Niveau fidélité;Accord SMS;Date accord';
const client = (number) => `Aline;${number};35000;Platine;Oui;05/01/2026`;

/** A copy with a form of its own: publishing over an earlier version takes the address away for a moment. */
function named(workflow, campaign) {
	workflow.name = campaign;
	const node = (name) => workflow.nodes.find((one) => one.name === name).parameters;
	node('Upload the client file').options.path = campaign.replaceAll(' ', '-');
	const { assignments } = node('Settings').assignments;
	assignments.find(({ name }) => name === 'campaign').value = campaign;
}

/** Sends a campaign to these numbers. Gives the confirm page and the execution. */
export async function sendPrivateSale(world, campaign, numbers) {
	const workflow = exampleWorkflow();
	named(workflow, campaign);
	const { id } = await publishShipped(world, FILE, (copy) => named(copy, campaign));
	const before = new Set((await world.client.executions(id)).map((one) => one.id));
	const rows = [HEADER, ...numbers.map(client)].join('\n');
	const clients = new File([rows], 'clients.csv', { type: 'text/csv' });
	const waiting = await fillForm(formUrl(world.n8n.url, workflow), () => clients);
	const confirm = await nextPage(waiting);
	const next = await pressButton(waiting);
	await nextPage(next);
	await closeForm(next);
	// Those for later are in a run of their own, of the same workflow.
	// n8n lists the running ones and the others in two queries: one that is just resuming can be in neither.
	const own = await until('its own run is listed', async () =>
		(await world.client.executions(id)).find(
			(one) => !before.has(one.id) && one.mode === 'webhook',
		),
	);
	return { confirm, execution: await world.client.finished(own.id) };
}

/** What left a node by an output, in its last run. */
export const leaving = (execution, node, output) =>
	(execution.data.resultData.runData[node]?.at(-1)?.data.main[output] ?? []).map(
		({ json }) => json,
	);

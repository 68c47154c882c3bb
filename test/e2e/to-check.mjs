// Messages whose answer was lost: listed in the form, decided by a person, and told once by the schedule's branch.
import assert from 'node:assert/strict';
import { closeForm, fillForm, nextPage } from '../../playground/form.mjs';
import { everyRow } from './ledger-reader.mjs';
import { prepare } from './runs.mjs';
import { keys, publishShipped, sendForm } from './shipped.mjs';
import { contacts, fictitious, send, triggers, workflow } from './workflows.mjs';

const FILE = 'settle-messages-to-check.json';
const FORM = 'messages-to-check';
const [SENT, AGAIN] = ['Les compter comme envoyés', 'Les renvoyer à la prochaine exécution'];

/** Two SMS of a campaign that the gateway answers with an error nobody can read: they may have left. */
async function lose(world, campaign, numbers) {
	world.phones.trouble.statuses = [500];
	const path = campaign.replaceAll(' ', '-');
	const chain = [triggers.webhook(path), contacts(numbers), send(campaign)];
	const runs = await prepare(world, workflow(campaign, chain), { published: true });
	await runs.following(() => runs.post(path));
	await runs.unpublish();
}

/** Opens the list with the team's code, and decides. Gives what the list and the last page say. */
async function decide({ n8n }, campaign, decision) {
	const waiting = await fillForm(`${n8n.url}/form/${FORM}`, () => keys().drawCode);
	const list = await nextPage(waiting);
	const next = await fillForm(waiting, ({ kind, options }) => {
		if (kind !== 'choice') return 'Camille, service client';
		return options.includes(decision)
			? decision
			: options.find((name) => name.startsWith(campaign));
	});
	const page = await nextPage(next);
	await closeForm(next);
	return { list: list.lines.join('\n'), last: [page.title, ...page.lines].join('\n') };
}

/** Messages by state, of one campaign. */
function states({ ledger }, campaign) {
	const { campaign: campaigns, message } = everyRow(ledger);
	const { id } = campaigns.find(({ name }) => name === campaign);
	return message.filter((one) => one.campaign_id === id).map(({ state }) => state);
}

export const toCheck = [
	{
		name: 'to check: a person sees what may have left, by campaign, and decides',
		run: async (world) => {
			await lose(world, 'e2e lost one', fictitious(4000, 2));
			await lose(world, 'e2e lost two', fictitious(4010, 2));
			const runs = await publishShipped(world, FILE);
			assert.match(await sendForm(world, FORM, ['wrong']), /Code faux/);

			const first = await decide(world, 'e2e lost one', SENT);
			for (const name of ['e2e lost one', 'e2e lost two']) assert.ok(first.list.includes(name));
			assert.match(first.last, /2 SMS : Il compte comme envoyé/);
			assert.deepEqual(states(world, 'e2e lost one'), ['accepted', 'accepted']);
			assert.deepEqual(states(world, 'e2e lost two'), ['in_doubt', 'in_doubt']);
			const actors = everyRow(world.ledger).audit.map(({ actor }) => actor);
			assert.deepEqual(actors, ['Camille, service client', 'Camille, service client']);

			const second = await decide(world, 'e2e lost two', AGAIN);
			assert.ok(!second.list.includes('e2e lost one'));
			assert.match(second.last, /2 SMS : Il est peut-être encore en route/);
			assert.deepEqual(states(world, 'e2e lost two'), ['in_doubt', 'in_doubt']);

			await decide(world, 'e2e lost two', SENT);
			assert.match(await sendForm(world, FORM, [keys().drawCode]), /Rien à vérifier/);
			await runs.unpublish();
		},
	},
	{
		name: 'to check: the branch of the schedule runs green in the editor',
		run: async (world) => {
			await lose(world, 'e2e lost three', fictitious(4020, 2));
			const workflowOfFile = await publishShipped(world, FILE);
			const start = { triggerToStartFrom: { name: 'Every 15 minutes' } };
			const execution = await workflowOfFile.following(() =>
				world.client.call('POST', `/workflows/${workflowOfFile.id}/run`, start),
			);
			const { error, runData } = execution.data.resultData;
			assert.equal(execution.status, 'success', error?.message);
			const [asked] = runData['Ask the gateway'].at(-1).data.main;
			assert.deepEqual(
				asked.map(({ json }) => [json.campaign, json.outcome]),
				[
					['e2e lost three', 'waiting'],
					['e2e lost three', 'waiting'],
				],
			);
			await workflowOfFile.unpublish();
		},
	},
];

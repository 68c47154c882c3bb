// Campaigns in queue mode: a workflow that hands out batches, and one that does a batch, run by whichever worker takes it.
import { setTimeout as pause } from 'node:timers/promises';
import { until } from './shipped.mjs';
import { node, triggers, workflow } from './workflows.mjs';

const CORE = 'n8n-nodes-base';
const OURS = 'n8n-nodes-sms-marketing';

/** The nth of 20,000 numbers on no mobile network of metropolitan France. */
export const numberAt = (n) => `+33639${980_000 + n}`;

/** How many of the batches are under way: some of their people were written to, and at least a third not yet. */
export function underWay(numbers, size) {
	const counts = new Map();
	for (const number of numbers) {
		const batch = Math.floor((Number(number.slice(6)) - 980_000) / size);
		counts.set(batch, (counts.get(batch) ?? 0) + 1);
	}
	return [...counts.values()].filter((count) => count <= (size * 2) / 3).length;
}

const CONTACTS = `const { from, count } = $('Start').first().json.body;
const message = { text: 'Vente privee samedi a Lyon. STOP au 36000', encoding: 'GSM-7', units: 41, parts: 1 };
const consent = { status: 'granted', basis: 'consent', at: '2026-01-05' };
return Array.from({ length: count }, (_, i) => ({
	json: { sms: { to: '+33639' + (980000 + from + i), purpose: 'marketing', status: 'ready', consent, message } },
}));`;

/** So that a batch takes a while and can be disturbed in the middle. */
const SLOWLY = { batchSize: 100, callsAtOnce: 2 };

const wordOf = (campaign) => campaign.replaceAll(/\W+/g, '-');

/** Webhook → contacts → cap → SMS Send. Without a credential its nodes look for the embedded ledger. */
const batchOf = (campaign, credential) => {
	const settings = credential ? { credentials: { smsLedgerApi: credential } } : {};
	return workflow(campaign, [
		triggers.webhook(wordOf(campaign)),
		node('Contacts', `${CORE}.code`, 2, { jsCode: CONTACTS }),
		node('Cap', `${OURS}.smsFrequencyCap`, 1, { campaign }, settings),
		node('Send', `${OURS}.smsSend`, 1, { campaign, options: SLOWLY }, settings),
	]);
};

/** Webhook → a list of batches → a call of the other workflow for each. */
const handOut = (campaign, url) =>
	workflow(`${campaign} batches`, [
		triggers.webhook(`${wordOf(campaign)}-all`),
		node('Batches', `${CORE}.code`, 2, {
			jsCode: `const { total, size } = $json.body;
return Array.from({ length: Math.ceil(total / size) }, (_, i) => ({ json: { from: i * size, count: Math.min(size, total - i * size) } }));`,
		}),
		node('Hand over', `${CORE}.httpRequest`, 4.2, {
			method: 'POST',
			url: `${url}/webhook/${wordOf(campaign)}`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify($json) }}',
			options: {},
		}),
	]);

/** Publishes both. */
export async function publishCampaign(queue, campaign, credential = queue.credential) {
	const { client, webhooks } = queue;
	const publish = async (made) => {
		const id = await client.importWorkflow(made);
		await client.publish(id);
		return id;
	};
	const id = await publish(batchOf(campaign, credential));
	await publish(handOut(campaign, webhooks.url));
	const executions = async () => await executionsOf(client, id);
	return {
		executions,
		/** one batch, by whichever worker takes it */
		post: async (from, count) =>
			await postTo(`${webhooks.url}/webhook/${wordOf(campaign)}`, { from, count }),
		/** the whole campaign in batches */
		postAll: async (total, size) =>
			await postTo(`${webhooks.url}/webhook/${wordOf(campaign)}-all`, { total, size }),
		/** once so many executions of batches have ended, in whatever way */
		ended: async (count) =>
			await until(
				`${count} batches of "${campaign}" ended`,
				async () => {
					// While its database is away, n8n answers 503.
					const all = await executions().catch(() => []);
					return all.filter(({ status }) => ENDED.has(status)).length >= count && all;
				},
				150_000,
			),
		read: async (executionId) => await client.execution(executionId),
	};
}

const ENDED = new Set(['success', 'error', 'canceled', 'crashed']);

async function executionsOf(client, workflowId) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return (await client.call('GET', `/executions?limit=100&filter=${filter}`)).results;
}

/** n8n answers to "publish" before the address is there. */
async function postTo(url, body) {
	for (let tries = 0; ; tries++) {
		const answer = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		await answer.arrayBuffer();
		if (answer.ok) return;
		if (answer.status !== 404 || tries > 40) throw new Error(`${url} answered ${answer.status}`);
		await pause(250);
	}
}

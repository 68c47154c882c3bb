// Queue mode: one ledger for every process, whatever happens to a worker.
import assert from 'node:assert/strict';
import { queueTrouble } from './queue-trouble.mjs';
import { numberAt, publishCampaign, underWay } from './queue-runs.mjs';
import { check, startedBy } from './queue-world.mjs';
import { outcome } from './runs.mjs';
import { inbound, until } from './shipped.mjs';
import { node, workflow } from './workflows.mjs';

const SECRET = 'a-secret-of-the-queue-checks';

/** The error a run of the workflow without the credential ends with. */
async function refusal(queue, campaign) {
	const runs = await publishCampaign(queue, campaign, null);
	await runs.post(0, 5);
	const [{ id, status }] = await runs.ended(1);
	assert.equal(status, 'error');
	const { error } = (await runs.read(id)).data.resultData;
	return `${error.message}. ${error.description}`;
}

/** Publishes SMS Trigger; gives what posts a STOP to the webhook processor. */
async function listen({ client, webhooks, credential }) {
	const parameters = { gateway: 'sandbox', events: ['stop'], secret: SECRET, path: 'queue-stop' };
	const settings = { credentials: { smsLedgerApi: credential } };
	const type = 'n8n-nodes-sms-marketing.smsTrigger';
	const made = workflow('e2e queue stop', [node('Start', type, 1, parameters, settings)]);
	await client.publish(await client.importWorkflow(made));
	const post = async (events) => {
		const answer = await fetch(`${webhooks.url}/webhook/queue-stop?secret=${SECRET}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ events }),
		});
		await answer.arrayBuffer();
		return answer.status;
	};
	await until('SMS Trigger answers', async () => (await post([])) === 200);
	return async (from) => {
		const status = await post([inbound(`stop ${from}`, from, 'STOP', new Date().toISOString())]);
		assert.equal(status, 200, 'the STOP is in the ledger');
	};
}

export const queue = [
	check('the embedded ledger is refused, and what to do is said', async (queue) => {
		assert.match(
			await refusal(queue, 'e2e queue embedded'),
			/runs in queue mode, where the built-in SMS ledger file cannot be shared by the workers.*make an SMS Ledger credential and choose it in every SMS node/,
		);
	}),

	check('n8n tests the SMS Ledger credential', async ({ client, ledger: { data } }) => {
		const test = async (more) => {
			const all = { ...data, ...more };
			const { status, message } = await client.testCredential('e2e ledger', 'smsLedgerApi', all);
			return `${status}: ${message}`;
		};
		assert.match(await test({}), /^OK: The ledger is there, and this is its key/);
		assert.match(await test({ schema: 'another' }), /^OK: .*will be made with its first use/);
		assert.match(await test({ password: 'wrong' }), /^Error: .*refused the user or the password/);
		assert.match(
			await test({ secretKey: '0'.repeat(64) }),
			/^Error: .*is not the key that the ledger in schema/,
		);
		assert.match(await test({ port: 1 }), /^Error: .*does not answer/);
	}),

	check('the list of brands in the editor comes from PostgreSQL', async (queue) => {
		const { results } = await queue.client.call(
			'POST',
			'/dynamic-node-parameters/resource-locator-results',
			{
				path: 'parameters.brand',
				methodName: 'searchBrands',
				nodeTypeAndVersion: { name: 'n8n-nodes-sms-marketing.smsContacts', version: 1 },
				currentNodeParameters: {},
				credentials: { smsLedgerApi: queue.credential },
			},
		);
		assert.ok(results.some(({ name }) => name === 'Maison Lumen'));
	}),

	check('20,000 contacts over both workers, one killed half way: each once', async (queue) => {
		const campaign = 'e2e queue split';
		const [total, size] = [20_000, 1_000];
		const runs = await publishCampaign(queue, campaign);
		queue.gateway.settings.delayMs = 100;
		const arrivals = () => queue.gateway.arrivals(campaign);
		await runs.postAll(total, size);
		await until('half of the SMS are out', () => arrivals().length > total / 2, 150_000);
		const [survivor, victim] = queue.workers;
		const ours = new Set((await runs.executions()).map(({ id }) => id));
		for (const worker of queue.workers)
			assert.ok(startedBy(worker).intersection(ours).size > 0, `${worker.name} took a batch`);
		queue.gateway.settings.delayMs = 500;
		const both = () => underWay(arrivals(), size) === queue.workers.length;
		await until('each worker is in the middle of a batch', both, 60_000);
		await victim.kill();
		queue.gateway.settings.delayMs = 100;
		await runs.ended(total / size - 1);
		const before = arrivals().length;
		queue.workers = [survivor, await queue.startWorker(victim.name)];
		assert.ok(before < total, 'the batch of the killed worker was cut short');
		const known = (await runs.executions()).length;
		await runs.postAll(total, size);
		await runs.ended(known - 1 + total / size);
		assert.equal(new Set(arrivals()).size, arrivals().length, 'nobody was written to twice');
		const { accepted, sending = 0, in_doubt = 0, ...rest } = await queue.ledger.states(campaign);
		assert.deepEqual(rest, {}, 'nobody is left over');
		assert.equal(accepted + sending + in_doubt, total, 'every contact is accounted for');
		assert.ok(sending + in_doubt <= 1_000, 'in doubt is what was on its way when it died');
		assert.ok(arrivals().length >= accepted, 'the gateway has all that the ledger calls accepted');
		assert.ok(arrivals().length <= total);
	}),

	check('a node without the credential is refused where one with it has run', async (queue) => {
		assert.match(
			await refusal(queue, 'e2e queue without'),
			/This n8n keeps its SMS ledger in PostgreSQL; choose the SMS Ledger credential/,
		);
	}),

	check('a STOP at the webhook processor is obeyed by both workers at once', async (queue) => {
		const stop = await listen(queue);
		// The last people, so that who said STOP is in no later campaign of these checks.
		const [from, count] = [17_000, 3_000];
		const stopped = numberAt(from + count - 1);
		const campaigns = ['e2e queue stop one', 'e2e queue stop two'];
		const both = [];
		for (const campaign of campaigns) both.push(await publishCampaign(queue, campaign));
		queue.gateway.settings.delayMs = 1_000;
		for (const runs of both) await runs.post(from, count);
		const arrivals = () => campaigns.map((campaign) => queue.gateway.arrivals(campaign));
		await until('both are sending', () => arrivals().every((numbers) => numbers.length > 0));
		await stop(stopped);
		assert.ok(!arrivals().flat().includes(stopped), 'the STOP came in time');
		queue.gateway.settings.delayMs = 0;
		const ids = [];
		for (const runs of both) {
			const [{ id }] = await runs.ended(1);
			const { sent, held } = outcome(await runs.read(id));
			assert.equal(sent.length, count - 1);
			assert.deepEqual(
				held.map(({ to, reason }) => [to, reason]),
				[[stopped, 'SUPPRESSED']],
			);
			ids.push(id);
		}
		for (const worker of queue.workers)
			assert.equal(startedBy(worker).intersection(new Set(ids)).size, 1, worker.name);
		assert.ok(!arrivals().flat().includes(stopped), 'nothing reached who said STOP');
	}),

	...queueTrouble,
];

// A wrong password, and an answer of Kannel that is lost on its way.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { HOST } from '../../playground/ports.mjs';
import {
	campaign,
	check,
	ledgerRow,
	people,
	receivedBy,
	sendAll,
	untilState,
} from './kannel-world.mjs';
import { leaving } from './private-sale.mjs';
import { outcome } from './runs.mjs';

/**
 * Stands before Kannel, hangs up on the caller and hands the call on a moment later: as a line that breaks between an
 * SMS and its answer.
 */
async function startBrokenLine(sendsms) {
	const line = { errors: [] };
	const server = createServer(async (request, response) => {
		const chunks = [];
		for await (const chunk of request) chunks.push(chunk);
		const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
		response.destroy();
		await pause(1_000);
		const call = { method: request.method, headers, body: Buffer.concat(chunks) };
		await fetch(sendsms, call).catch((error) => line.errors.push(error));
	});
	await new Promise((resolve) => server.listen({ port: 0, host: HOST }, resolve));
	line.url = `http://${HOST}:${server.address().port}/cgi-bin/sendsms`;
	line.stop = () => new Promise((resolve) => server.close(resolve));
	return line;
}

export const kannelTrouble = [
	check('a wrong password stops the run and leaves the rest reserved', async (world, kannel) => {
		const { client } = world;
		const numbers = people.slice(20, 23);
		const wrong = { ...kannel.data, password: 'wrong' };
		const credential = await client.createCredential('e2e Kannel, wrong', 'kannelApi', wrong);
		const name = 'e2e kannel wrong password';
		const texts = numbers.map((to) => ({ to, text: 'Vente privée' }));
		const failed = await campaign(world, name, texts, { credential });
		assert.equal(failed.status, 'error');
		assert.match(failed.data.resultData.error.message, /Kannel/);
		for (const number of numbers) assert.deepEqual(receivedBy(kannel, number), []);
		const again = await sendAll(world, name, texts, { workflowName: `${name}, corrected` });
		for (const { ref } of again) await untilState(world, ref, 'delivered');
		assert.deepEqual(
			numbers.map((to) => receivedBy(kannel, to).length),
			[1, 1, 1],
		);
	}),

	check(
		'an answer that is lost: To Check, not sent again, settled by the report',
		async (world, kannel) => {
			const [number] = people.slice(25);
			const line = await startBrokenLine(kannel.data.baseUrl);
			try {
				const data = { ...kannel.data, baseUrl: line.url };
				const credential = await world.client.createCredential(
					'e2e broken line',
					'kannelApi',
					data,
				);
				const texts = [{ to: number, text: 'Vente privée' }];
				const name = 'e2e kannel lost answer';
				const execution = await campaign(world, name, texts, { credential });
				const { toCheck, sent } = outcome(execution);
				assert.deepEqual([toCheck.map(({ to }) => to), sent], [[number], []]);
				const [{ ref }] = toCheck;
				await untilState(world, ref, 'delivered');
				assert.equal(receivedBy(kannel, number).length, 1);
				assert.equal(ledgerRow(world, ref).code, 'DELIVRD_000');
				const again = await campaign(world, name, texts, { workflowName: `${name}, again` });
				const held = leaving(again, 'Cap', 1).map(({ sms }) => sms.reason);
				assert.deepEqual(held, ['ALREADY_SENT']);
				assert.equal(receivedBy(kannel, number).length, 1, 'once');
				assert.deepEqual(line.errors, []);
			} finally {
				await line.stop();
			}
		},
	),
];

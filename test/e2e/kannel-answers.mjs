// What people text to the short code of a Kannel.
import assert from 'node:assert/strict';
import { STATUS } from './kannel-smsc.mjs';
import { campaign, check, people, receivedBy, told, untilState } from './kannel-world.mjs';
import { leaving } from './private-sale.mjs';
import { outcome } from './runs.mjs';
import { until } from './shipped.mjs';

/** Gives the item of SMS Trigger, of the output `kind`. */
const heardFrom = async (world, number, kind) =>
	await until(`SMS Trigger tells the ${kind}`, async () =>
		(await told(world))[kind].find(({ sms }) => sms.to === number),
	);

export const kannelAnswers = [
	check(
		'a STOP is heard, nothing is texted back, the next campaign holds the person',
		async (world, kannel) => {
			const [stopped, other] = people.slice(10, 12);
			assert.equal(await kannel.smsc.text(stopped, 'Stop merci'), STATUS.OK);
			const heard = await heardFrom(world, stopped, 'stop');
			assert.deepEqual([heard.text, heard.gateway], ['Stop merci', 'kannel']);

			const execution = await campaign(world, 'e2e kannel after a stop', [
				{ to: stopped, text: 'Vente privée' },
				{ to: other, text: 'Vente privée' },
			]);
			const held = leaving(execution, 'Cap', 1).map(({ sms }) => [sms.to, sms.reason]);
			assert.deepEqual(held, [[stopped, 'SUPPRESSED']]);
			const { sent } = outcome(execution);
			assert.deepEqual(
				sent.map(({ to }) => to),
				[other],
			);
			await untilState(world, sent[0].ref, 'delivered');
			assert.deepEqual(receivedBy(kannel, stopped), [], 'neither the campaign nor an answer');
		},
	),

	check('a STOP with an emoji is heard too, a question is a reply', async (world, kannel) => {
		const [angry, asks] = people.slice(12, 14);
		await kannel.smsc.text(angry, 'Stop ! 😡');
		assert.equal((await heardFrom(world, angry, 'stop')).text, 'Stop ! 😡');
		const question = 'Ouvert dimanche à Noël ? ça serait bien ô oui & 100 % + vous';
		await kannel.smsc.text(asks, question);
		assert.equal((await heardFrom(world, asks, 'reply')).text, question);
		assert.deepEqual(receivedBy(kannel, asks), [], 'nothing is texted back');
	}),

	check('a STOP that comes while n8n is away is heard once it is back', async (world, kannel) => {
		const [number] = people.slice(14);
		await world.n8n.stop();
		assert.equal(await kannel.smsc.text(number, 'STOP'), STATUS.OK);
		await world.restart(world.clock.env);
		assert.equal((await heardFrom(world, number, 'stop')).text, 'STOP');
	}),
];

// An evening and the next morning, by a clock that the check sets: what is marketing waits for the sending hours.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { keepHours, nextEvening } from './hours.mjs';
import { leaving, sendPrivateSale } from './private-sale.mjs';
import { inbound, tell, textsTo, typeOnPhone, until } from './shipped.mjs';
import { ASKS, callOf, numberOf, publishBoth, rowOf, texts, till, WELCOME } from './till.mjs';

/** The last check: the clock does not go back. */
export const night = [
	{
		name: 'night: a sign-up at 21:30 is welcomed and a private sale sent at 08:00; after a STOP it is asked afresh',
		run: async (world) => {
			const runs = await publishBoth(world);
			await till(world, callOf(world, '21'));
			await texts(world, '21', 1);
			await typeOnPhone(world, numberOf('21'), 'OUI');
			await texts(world, '21', 2);
			const at = new Date(world.clock.now()).toISOString();
			assert.equal(await tell(world, [inbound('e2e night', numberOf('21'), 'STOP', at)]), 200);
			await until('the row shows the STOP', async () => {
				const [{ consent }] = await rowOf(world, '21');
				return consent === 'withdrawn';
			});

			const { evening, opening } = nextEvening(world.clock.now());
			await world.clock.setTo(evening);
			await keepHours(world, true);
			await world.restart(world.clock.env);
			try {
				await until('the till is answered', async () => (await till(world, {}, '')).status === 403);
				await till(world, callOf(world, '21'));
				await texts(world, '21', 3);
				await typeOnPhone(world, numberOf('21'), 'OUI');
				await until('a fresh opt-in', async () => {
					const [{ consent }] = await rowOf(world, '21');
					return consent === 'granted';
				});

				await till(world, callOf(world, '22'));
				assert.match((await texts(world, '22', 1))[0], ASKS, 'the question is no marketing');
				const { execution } = await sendPrivateSale(world, 'e2e night', [numberOf('23')]);
				const later = leaving(execution, 'Send the SMS', 1).map(({ sms }) => sms.nextAllowedAt);
				assert.deepEqual(later.map(Date.parse), [opening], 'the private sale waits too');

				const before = new Set((await world.client.executions(runs.id)).map(({ id }) => id));
				await typeOnPhone(world, numberOf('22'), 'OUI');
				const waiting = await until('the welcome waits', async () =>
					(await world.client.executions(runs.id)).find(
						({ id, status }) => !before.has(id) && status === 'waiting',
					),
				);
				assert.equal(Date.parse(waiting.waitTill), opening, 'until 08:00 exactly');
				// A little more than the 70 seconds within which n8n sets a timer of its own.
				await world.clock.setTo(opening - 90_000);
				await pause(3_000);
				assert.equal(textsTo(world, numberOf('22')).length, 1, 'nothing before 08:00');
				assert.deepEqual(textsTo(world, numberOf('23')), []);
				await world.clock.setTo(opening + 1_000);
				assert.match((await texts(world, '22', 2))[1], WELCOME);
				assert.match((await texts(world, '23', 1))[0], /vente privée/);
				await until('the row says so', async () => (await rowOf(world, '22'))[0].welcomed_at);
			} finally {
				await keepHours(world, false);
			}
		},
	},
];

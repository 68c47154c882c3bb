// A STOP on the production address, and the next campaign.
import assert from 'node:assert/strict';
import { leaving, sendPrivateSale } from './private-sale.mjs';
import { inbound, listen, tell, textsTo } from './shipped.mjs';

const [STOPPED, OTHER] = ['+33739979101', '+33739979102'];

export const stop = [
	{
		name: 'stop: posted to the production webhook, the private sale holds that contact',
		run: async (world) => {
			const runs = await listen(world);
			const heard = await runs.following(async () => {
				const at = new Date(world.clock.now()).toISOString();
				const status = await tell(world, [inbound('e2e stop', STOPPED, 'Stop svp', at)]);
				assert.equal(status, 200);
			});
			assert.equal(heard.status, 'success');
			const [shown] = leaving(heard, 'What was done', 0);
			assert.match(shown.done, /^STOP recorded for default at /);

			const { confirm, execution } = await sendPrivateSale(world, 'e2e stop', [STOPPED, OTHER]);
			const held = leaving(execution, 'Check the cap', 1).map(({ sms }) => [sms.to, sms.reason]);
			assert.deepEqual(held, [[STOPPED, 'SUPPRESSED']]);
			assert.match(confirm.lines.join('\n'), /STOP/, 'the confirm page says why');
			assert.deepEqual(textsTo(world, STOPPED), [], 'nothing is sent to who said STOP');
			assert.equal(textsTo(world, OTHER).length, 1, 'the other client gets the SMS');
		},
	},
	{
		name: 'stop: refused without the right secret, kept once when it comes twice',
		run: async (world) => {
			const runs = await listen(world);
			const address = world.phones.settings.trigger.replace(/secret=.*/, 'secret=0123456789abcdef');
			const event = inbound('e2e reply', OTHER, 'Ouvert dimanche ?');
			assert.equal(await tell(world, [event], address), 401);
			await runs.following(async () => assert.equal(await tell(world, [event]), 200));
			const known = (await world.client.executions(runs.id)).length;
			assert.equal(await tell(world, [event]), 200, 'again: answered, and nothing else');
			assert.equal((await world.client.executions(runs.id)).length, known);
		},
	},
];

// Send at scale: pages of contacts over two workers, whatever happens to one of them.
import assert from 'node:assert/strict';
import { nextPage } from '../../playground/form.mjs';
import { queueWorld } from './queue-world.mjs';
import { contactsDatabase, fillContacts, publishScale } from './scale-runs.mjs';
import { until } from './shipped.mjs';

const check = (name, run) => ({
	name: `scale: ${name}`,
	run: async (world) => {
		const queue = await queueWorld(world);
		queue.gateway.settings.delayMs = 0;
		const shop = (queue.shop ??= await contactsDatabase(queue));
		let runs;
		const publish = async (settings) => (runs = await publishScale(queue, shop, settings));
		try {
			await run(queue, { ...shop, publish });
		} finally {
			// the next one has the same addresses
			await runs?.unpublish();
		}
	},
});

const sum = (rows, field) => rows.reduce((total, row) => total + row[field], 0);

/** Each contact is in exactly one of the counts. */
const accounted = (pages) =>
	['sent', 'before', 'later', 'held', 'failed', 'to_check'].reduce(
		(total, field) => total + sum(pages, field),
		0,
	);

export const scale = [
	check('only the code starts it and shows it, and only with a table', async (queue, shop) => {
		const settings = { campaign: 'e2e scale code', contacts_table: 'e2e_none' };
		const runs = await shop.publish(settings);
		const { title } = await nextPage(await runs.start('another'));
		assert.match(title, /Code faux/);
		assert.match(await runs.page('another'), /Code faux/);
		const none = await nextPage(await runs.start());
		assert.match(none.title, /Rien n’est lancé/);
		assert.match(JSON.stringify(none), /pas de table « public\.e2e_none » avec une colonne « id »/);
		assert.match(await runs.page(), /Rien à envoyer/);
	}),

	check(
		'a worker killed in the middle: everyone accounted for, nobody twice',
		async (queue, shop) => {
			const campaign = 'e2e scale kill';
			const total = 4_100;
			await fillContacts(shop, 'e2e_kill', total, 33_611_000_000);
			const runs = await shop.publish({
				...{ campaign, contacts_table: 'e2e_kill', page_size: 500 },
				...{ pages_at_once: 3, minutes_per_page: 0.5 },
			});
			queue.gateway.settings.delayMs = 200;
			const arrivals = () => queue.gateway.arrivals(campaign);
			await runs.start();
			await until('a quarter is out', () => arrivals().length > total / 4, 120_000);
			const [victim] = queue.workers.splice(0, 1);
			await victim.kill();
			queue.gateway.settings.delayMs = 0;
			await until('all pages have ended', async () => (await runs.done()) === total, 400_000);
			queue.workers.push(await queue.startWorker('worker 3'));

			const pages = await runs.pages();
			assert.deepEqual(
				pages.map(({ contacts }) => contacts),
				[500, 500, 500, 500, 500, 500, 500, 500, 100],
			);
			assert.ok(
				pages.some((page) => page.runs > 1),
				'a page of the killed worker was taken again',
			);
			assert.equal(accounted(pages), total);
			assert.equal(new Set(arrivals()).size, arrivals().length, 'nobody was written to twice');
			const states = await queue.ledger.states(campaign);
			assert.equal(sum(pages, 'sent') + sum(pages, 'before'), states.accepted);
			assert.equal(sum(pages, 'to_check'), states.in_doubt ?? 0);
			assert.match(await runs.page(), /Terminé : 4\s100 contacts traités en /);

			await shop.query(`INSERT INTO e2e_kill SELECT 100000 + n, 'Client', '+' || (33611000000::bigint + 5000 + n), '35000', 'oui'
FROM generate_series(1, 20) AS n`);
			const before = arrivals().length;
			await runs.start();
			await until('those added since', async () => (await runs.done()) === total + 20, 120_000);
			assert.equal(arrivals().length, before + 20, 'started again, it writes to those added since');
		},
	),

	check('a paused campaign waits and goes on', async (queue, shop) => {
		const campaign = 'e2e scale pause';
		await fillContacts(shop, 'e2e_pause', 900, 33_612_000_000);
		await queue.ledger.setState(campaign, 'paused');
		const runs = await shop.publish({
			...{ campaign, contacts_table: 'e2e_pause', page_size: 300 },
		});
		const { length: none } = queue.gateway.arrivals(campaign);
		await runs.start();
		const taken = async () => (await runs.pages()).filter(({ later }) => later === 300).length;
		await until('pages were put back', async () => (await taken()) > 0, 60_000);
		assert.equal(queue.gateway.arrivals(campaign).length, none);
		assert.match(await runs.page(), /0 contacts traités sur 900/);
		await queue.ledger.setState(campaign, 'running');
		await until('all pages have ended', async () => (await runs.done()) === 900, 200_000);
		assert.equal(sum(await runs.pages(), 'sent'), 900);
	}),
];

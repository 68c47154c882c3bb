// A store event announced by the form and by the store's own system, to the phones.
import assert from 'node:assert/strict';
import { closeForm, fillForm, nextPage, pressButton } from '../../playground/form.mjs';
import { leaving } from './private-sale.mjs';
import { publishShipped, textsTo, typeOnPhone, until } from './shipped.mjs';
import { callOf, numberOf, publishBoth, texts, till } from './till.mjs';

const FILE = 'announce-a-store-event.json';
const KEY = 'e2e-store-key';
const HEADER =
	'Prénom;Téléphone portable;Code postal;Niveau fidélité;Accord SMS;Date accord;Nb achats;Total achats;Dernier achat';
const PRIVILEGED = '+33739979361';
const REGULAR = '+33739979362';
const FAR = '+33739979363';
const PROSPECT = '+33739979364';
const SILENT = '+33739979365';
const CLIENTS = [
	`Jean;${REGULAR};35700;Bronze;Oui;05/01/2026;2;80;01/06/2026`,
	`Aline;${PRIVILEGED};35000;Platine;Oui;05/01/2026;12;900;01/09/2026`,
	`Marc;${FAR};44000;Platine;Oui;05/01/2026;9;700;01/09/2026`,
	`Zoé;${PROSPECT};35000;Platine;Oui;05/01/2026;0;0;`,
	`Iris;${SILENT};35000;Platine;Non;;8;600;01/09/2026`,
	`Aline;${PRIVILEGED};35000;Platine;Oui;05/01/2026;12;900;01/09/2026`,
	`Nora;0199005461;35000;Platine;Oui;05/01/2026;7;500;01/09/2026`,
];

const publish = async (world) =>
	(world.announcing ??= await publishShipped(world, FILE, ({ nodes }) => {
		const { parameters } = nodes.find(({ name }) => name === 'Key of the store system');
		parameters.assignments.assignments[0].value = KEY;
	}));

/** The store's system calls. */
async function announce({ n8n }, event, key = KEY) {
	const answer = await fetch(`${n8n.url}/webhook/store-event`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-store-key': key },
		body: JSON.stringify(event),
	});
	const text = await answer.text();
	return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : { text } };
}

const EVENT = {
	store: 'Maison Lumen Rennes',
	event: 'new_collection',
	when: 'mardi 8 décembre',
	offer: 'un cadeau',
};

export const event = [
	{
		name: 'event: by the form, privileged clients of the zone first, with the address of the store',
		run: async (world) => {
			const { id } = await publish(world);
			const rows = [HEADER, ...CLIENTS].join('\n');
			const answers = {
				Magasin: 'rennes',
				Événement: 'Réouverture après travaux',
				Quand: 'samedi 5 décembre',
				Avantage: '-10 % ce jour-là',
			};
			const file = new File([rows], 'clients.csv', { type: 'text/csv' });
			const waiting = await fillForm(
				`${world.n8n.url}/form/announce-a-store-event`,
				({ kind, label }) =>
					kind === 'file'
						? file
						: Object.entries(answers).find(([name]) => label.startsWith(name))?.[1],
			);
			const page = (await nextPage(waiting)).lines.join('\n');
			assert.match(page, /Privilégiés/);
			assert.match(page, /Clients de la zone/);
			assert.match(page.replace(/\s+/g, ' '), /Prospects froids Retenus 1/);
			const segment = (name, figures) =>
				assert.match(page.replace(/\s+/g, ' '), new RegExp(`${name} ${figures}`), page);
			const lost = `− numéro inutilisable 1 − doublons 1 − hors de la zone 1 − sans consentement, STOP ou mineurs 1`;
			segment('Tous les segments', `clients Contacts 6 ${lost} Recevront le SMS 2`);
			segment('Privilégiés', `clients Contacts 5 ${lost} Recevront le SMS 1`);
			segment('Clients de la zone', 'clients Contacts 1 Recevront le SMS 1');
			assert.match(page, /Rentable à partir de/, 'the estimate is on the page');
			assert.equal(world.phones.store.counters().sms, 0, 'nothing is sent before the button');
			const next = await pressButton(waiting);
			await nextPage(next);
			await closeForm(next);
			const [text] = textsTo(world, PRIVILEGED);
			assert.match(
				text,
				/^Aline, la réouverture de Maison Lumen Rennes, c'est samedi 5 d[ée]cembre/,
			);
			assert.match(text, /12 rue de la Clart[ée], lun-sam 10h-19h30/);
			assert.match(text, /STOP/);
			assert.equal(textsTo(world, REGULAR).length, 1);
			assert.deepEqual(textsTo(world, FAR), [], 'out of the zone');
			assert.deepEqual(textsTo(world, PROSPECT), [], 'no prospect');
			assert.deepEqual(textsTo(world, SILENT), [], 'no consent');
			const [{ id: last }] = await world.client.executions(id);
			const sent = leaving(await world.client.finished(last), 'Send the SMS', 0);
			assert.deepEqual(
				sent.map(({ sms }) => [sms.to, sms.segment]),
				[
					[PRIVILEGED, 'Privilégiés'],
					[REGULAR, 'Clients de la zone'],
				],
			);
		},
	},
	{
		name: 'event: by the webhook, confirmed by the link of the answer, once however often it is announced',
		run: async (world) => {
			await publish(world);
			await publishBoth(world);
			await until(
				'the webhook is there',
				async () => (await announce(world, {}, '')).status === 403,
			);
			assert.equal((await announce(world, EVENT, 'x')).status, 403);
			assert.equal((await announce(world, { ...EVENT, event: 'party' })).status, 422);

			assert.equal((await till(world, callOf(world, '37'))).status, 200);
			await texts(world, '37', 1);
			await typeOnPhone(world, numberOf('37'), 'OUI');
			await texts(world, '37', 2);

			for (const expected of [1, 0]) {
				const { status, body } = await announce(world, EVENT);
				assert.equal(status, 200, JSON.stringify(body));
				assert.equal(textsTo(world, numberOf('37')).length, 3 - expected);
				const page = (await nextPage(body.confirm)).lines.join('\n');
				assert.match(page, /Clients de la zone/);
				const pressed = await fetch(body.confirm, { method: 'POST', body: new FormData() });
				assert.equal(pressed.status, 200);
				await pressed.arrayBuffer();
				const all = await texts(world, '37', 3);
				assert.match(all[2], /la nouvelle collection chez Maison Lumen Rennes, c'est mardi 8/);
			}
			const [{ id: again }] = await world.client.executions(world.announcing.id);
			await until('the second run has ended', async () =>
				(await world.client.executions(world.announcing.id)).some(
					(one) => one.id === again && one.status === 'success',
				),
			);
			assert.equal(textsTo(world, numberOf('37')).length, 3, 'nobody twice');
		},
	},
];

// A prospect file through its form: raw, cleaned, qualified; the list to download, and a first SMS.
import assert from 'node:assert/strict';
import { closeForm, fillForm, nextPage, pressButton } from '../../playground/form.mjs';
import { leaving } from './private-sale.mjs';
import { publishShipped, textsTo } from './shipped.mjs';

const FILE = 'qualify-a-prospect-file.json';
const HEADER = 'first_name,mobile,zip,source,sms_consent,consent_date';
const QUALIFIED = '+33739979471';
const CLIENT = '+33739979472';
const ROWS = [
	`Léa,${QUALIFIED},35000,contest,true,2026-05-01`,
	`Léa,0739979471,35000,web form,true,2026-04-01`,
	`Paul,${CLIENT},35000,contest,true,2026-05-01`,
	`Inès,+33739979473,35000,,true,2026-05-01`,
	`Noé,+33739979474,35000,contest,false,`,
	`Eva,+33739979475,44000,contest,true,2026-05-01`,
	`Luc,0199005461,35000,contest,true,2026-05-01`,
];
const CLIENTS = ['Téléphone portable;Nb achats', `${CLIENT};3`];

const csv = (name, rows) => new File([rows.join('\n')], name, { type: 'text/csv' });

/** Uploads both files and takes a choice on the page of the file. Gives the page and what follows it. */
async function qualify(world, choice, clients = CLIENTS) {
	world.qualifying ??= await publishShipped(world, FILE);
	const waiting = await fillForm(`${world.n8n.url}/form/qualify-a-prospect-file`, ({ label }) =>
		label.startsWith('Fichier prospects')
			? csv('salon.csv', [HEADER, ...ROWS])
			: clients && csv('clients.csv', clients),
	);
	const page = (await nextPage(waiting)).lines.join('\n');
	const next = await fillForm(waiting, ({ kind, value }) => (kind === 'choice' ? choice : value));
	return { page, next };
}

async function lastRun({ client, qualifying }) {
	const [{ id }] = await client.executions(qualifying.id);
	return await client.finished(id);
}

export const prospects = [
	{
		name: 'prospects: the page counts each stage and says why; the list holds the qualified alone',
		run: async (world) => {
			const { page, next } = await qualify(world, 'Télécharger la liste qualifiée');
			const figures = page.replace(/\s+/g, ' ');
			assert.match(figures, /Lignes du fichier 7/);
			assert.match(figures, /une seule fois 5/);
			assert.match(figures, /Prospects qualifiés 1/);
			assert.match(figures, /Déjà clients, traités comme tels 1/);
			assert.match(figures, /Origine du consentement inconnue/);
			assert.match(figures, /Hors de la zone/);
			await nextPage(next);
			await closeForm(next);
			const run = await lastRun(world);
			const listed = leaving(run, 'Download the list', 0);
			assert.deepEqual(
				listed.map(({ sms }) => [sms.to, sms.contact.from, sms.consent.origin]),
				[[QUALIFIED, 'prospect file salon.csv', 'contest']],
			);
			const [file] = run.data.resultData.runData['Make the list'].at(-1).data.main[0];
			assert.equal(file.binary.data.fileName, 'prospects-qualifies.csv');
			assert.equal(world.phones.store.counters().sms, 0, 'the list writes to nobody');
		},
	},
	{
		name: 'prospects: a first SMS reaches the qualified prospect and not the client found in the file',
		run: async (world) => {
			const { next } = await qualify(world, 'Préparer un premier SMS');
			const confirm = (await nextPage(next)).lines.join('\n');
			assert.match(confirm, /Prospects qualifiés/);
			assert.match(confirm.replace(/\s+/g, ' '), /Prospects froids Prêts à recevoir le SMS 1/);
			assert.match(confirm.replace(/\s+/g, ' '), /Lignes du fichier 7/, 'from the whole file on');
			assert.match(confirm, /prospects froids/, 'the estimate speaks of cold prospects');
			assert.equal(world.phones.store.counters().sms, 0, 'nothing is sent before the button');
			const last = await pressButton(next);
			await nextPage(last);
			await closeForm(last);
			assert.match(textsTo(world, QUALIFIED)[0], /^Léa, Maison Lumen Rennes vous offre/);
			assert.deepEqual(textsTo(world, CLIENT), []);
			assert.equal(world.phones.store.counters().sms, 1);
		},
	},
	{
		name: 'prospects: without a client file everybody in it is cold',
		run: async (world) => {
			const { page, next } = await qualify(world, 'Télécharger la liste qualifiée', null);
			assert.match(page.replace(/\s+/g, ' '), /Prospects qualifiés 2/);
			await nextPage(next);
			await closeForm(next);
		},
	},
];

// The published form in a browser, from the client file to the SMS on the phones.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { exampleWorkflow, formUrl } from '../../playground/example.mjs';
import { PLAYGROUND } from '../../playground/install.mjs';
import { browserPage, picture, pictureOfCard } from './browser.mjs';
import { everyRow } from './ledger-reader.mjs';

const SAMPLE = join(PLAYGROUND, 'data', 'clients.csv');

async function openForm(page, url) {
	for (let tries = 0; tries < 40; tries++) {
		const answer = await page.goto(url);
		if (answer.status() !== 404) return;
		await page.waitForTimeout(250);
	}
	throw new Error(`There is no form at ${url}.`);
}

/** Rows of messages; what a run notes about itself is no reservation. */
const messages = ({ ledger }) => everyRow(ledger).message ?? everyRow(ledger).messages ?? [];

export const form = [
	{
		name: 'form: the client file goes in, the figures are shown, Send now puts the SMS on the phones',
		run: async (world) => {
			const example = exampleWorkflow();
			const id = await world.client.importWorkflow(example);
			await world.client.publish(id);
			const page = await browserPage(world, { width: 900, height: 1100 });
			await openForm(page, formUrl(world.n8n.url, example));
			await page.setInputFiles('input[type="file"]', SAMPLE);
			await pictureOfCard(page, 'form');
			await page.click('#submit-btn');

			await page.getByRole('button', { name: 'Send now' }).waitFor({ timeout: 120_000 });
			assert.equal(messages(world).length, 0, 'nothing is reserved before Send now');
			assert.equal(world.phones.store.counters().sms, 0, 'nothing is sent before Send now');
			await pictureOfCard(page, 'form-confirm');
			const confirm = (await page.locator('#n8n-form').innerText()).replace(/\s+/g, ' ');
			const figure = (text) => Number(text?.[1].replace(/\D/g, ''));
			const ready = figure(/Prêts à recevoir le SMS ([\d ]+)/.exec(confirm));
			const all = /Tous les segments.*?Recevront le SMS ([\d ]+)/.exec(confirm);
			assert.equal(figure(all), ready, `the estimate ends where the figures do: ${confirm}`);
			assert.match(all[0], /hors de la zone/, 'from everybody of both tiers on');
			await page.getByRole('button', { name: 'Send now' }).click();

			await page.getByRole('button', { name: 'Send now' }).waitFor({ state: 'detached' });
			await page.locator('.card h1').waitFor({ timeout: 120_000 });
			assert.equal(await page.locator('#n8n-form').count(), 0, 'the outcome asks nothing more');
			await pictureOfCard(page, 'form-outcome');
			const outcome = await page.locator('.card').innerText();
			const { sms } = world.phones.store.counters();
			assert.ok(sms > 0, 'SMS were sent');
			const shown = outcome.replace(/[\s,.\u00a0\u202f]/g, '');
			assert.ok(shown.includes(String(sms)), `the outcome names the ${sms} SMS: ${outcome}`);

			await page.setViewportSize({ width: 1280, height: 900 });
			await page.goto(world.phones.url);
			await page.locator('.phone-card').first().waitFor();
			assert.match(
				await page.locator('.bubble').first().innerText(),
				/STOP/,
				'with its STOP footer',
			);
			await page.waitForTimeout(600);
			await picture(page, 'phones');
			await page.close();
		},
	},
];

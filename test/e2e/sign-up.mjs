// Loyalty sign-ups: from the till or the web form to the welcome, through the double opt-in.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { fieldsOf } from '../../playground/form-page.ts';
import { rowsOf, sendForm, textsTo, typeOnPhone } from './shipped.mjs';
import {
	ASKS,
	callOf,
	CLIENTS,
	numberOf,
	publishBoth,
	rowOf,
	texts,
	till,
	WELCOME,
} from './till.mjs';

export const signUp = [
	{
		name: 'sign-up: the till is answered before any SMS leaves; OUI brings the welcome',
		run: async (world) => {
			await publishBoth(world);
			const call = callOf(world, '01');
			world.phones.trouble.delayMs = 1_500;
			const first = await till(world, call);
			assert.equal(first.status, 200);
			assert.deepEqual(textsTo(world, numberOf('01')), [], 'answered before the SMS');
			assert.match((await texts(world, '01', 1))[0], ASKS);
			world.phones.trouble.delayMs = 0;

			assert.deepEqual(await till(world, call), first, 'the same call, the same answer');
			const twice = callOf(world, '02');
			const both = await Promise.all([till(world, twice), till(world, twice)]);
			assert.deepEqual(both[0], both[1], 'also at the same moment');
			await texts(world, '02', 1);
			assert.equal((await rowOf(world, '02')).length, 1);

			await typeOnPhone(world, numberOf('01'), 'Oui !');
			assert.match((await texts(world, '01', 2))[1], WELCOME);
			await typeOnPhone(world, numberOf('01'), 'OUI');
			const older = callOf(world, '01', { time: '2026-01-05T10:00:00Z', first_name: 'Anne' });
			assert.equal((await till(world, older)).status, 200);
			const newer = callOf(world, '01', {
				time: new Date(world.clock.now()).toISOString(),
				postal_code: '35700',
			});
			assert.equal((await till(world, newer)).status, 200);
			const [row, ...others] = await rowOf(world, '01');
			assert.equal(others.length, 0, 'a known card keeps its row');
			assert.deepEqual(
				[row.first_name, row.postal_code, row.consent],
				['Aline', '35700', 'granted'],
				'updated by the later call, not by the earlier one',
			);
			await pause(1_000);
			assert.equal(textsTo(world, numberOf('01')).length, 2, 'asked once, welcomed once');
			assert.equal(textsTo(world, numberOf('02')).length, 1, 'asked once');
		},
	},
	{
		name: 'sign-up: calls without the key, without a card or from the future are refused',
		run: async (world) => {
			await publishBoth(world);
			const future = new Date(world.clock.now() + 3_600_000).toISOString();
			const answers = [
				await till(world, callOf(world, '09'), 'x'),
				await till(world, callOf(world, '09', { card: '' })),
				await till(world, callOf(world, '09', { time: future })),
				await till(world, callOf(world, '09', { phone: '01 99 00 54 61' })),
			];
			assert.deepEqual(
				answers.map(({ status }) => status),
				[403, 422, 422, 422],
			);
			assert.deepEqual(await rowOf(world, '09'), []);
		},
	},
	{
		name: 'sign-up: the web form asks only who ticked the box; the link needs its button',
		run: async (world) => {
			await publishBoth(world);
			const page = await (await fetch(`${world.n8n.url}/form/loyalty`)).text();
			const boxes = fieldsOf(page).filter(({ kind }) => kind === 'choices');
			const ticked = boxes.map(({ value }) => value);
			assert.deepEqual(ticked, ['[]'], 'no box is ticked beforehand');
			const fill = (last, box, trap) =>
				sendForm(world, 'loyalty', ['Aline', numberOf(last), '35000', '1980-02-03', box, trap]);
			await fill('11', true);
			await fill('12', false);
			await fill('13', true, 'https://spam.example');
			await sendForm(world, 'loyalty', ['Léo', numberOf('14'), '35000', '2015-02-03', true]);
			const [ask] = await texts(world, '11', 1);
			const phones = (await rowsOf(world, CLIENTS)).map(({ phone }) => phone);
			const kept = ['11', '12', '13', '14'].filter((last) => phones.includes(numberOf(last)));
			assert.deepEqual(kept, ['11', '12', '14'], 'the trap caught the robot');

			const [link] = /http\S+/.exec(ask);
			for (let previews = 0; previews < 2; previews++) {
				const preview = await fetch(link);
				assert.match(await preview.text(), /<button/);
			}
			assert.equal(textsTo(world, numberOf('11')).length, 1, 'a preview confirms nothing');
			assert.equal((await fetch(link, { method: 'POST' })).status, 200);
			assert.match((await texts(world, '11', 2))[1], WELCOME);
			for (const last of ['12', '13', '14'])
				assert.deepEqual(textsTo(world, numberOf(last)), [], `nothing to ${last}`);
		},
	},
];

// A contest: entries by the form, the draw, the winners' SMS, the purge.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { keys, listen, publishShipped, rowsOf, sendForm, textsTo, until } from './shipped.mjs';

const FILE = 'run-a-contest.json';
const SEED = 'Loto 28/11/2026 : 7 12 23 31 44';
const numberOf = (last) => `+337399793${String(last).padStart(2, '0')}`;
const PEOPLE = ['Zoé', 'Ali', 'Eva', 'Tom', 'Léa', 'Max'];

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** The draw as its documentation tells anyone to check it. */
function winnersOf(entries, seed, count) {
	const score = (entry) => sha256(`${seed}\n${entry}`);
	return [...entries].sort((a, b) => (score(a) < score(b) ? -1 : 1)).slice(0, count);
}

const enter = (world, name, number, more = {}) =>
	sendForm(world, 'contest', [name, number, true, more.marketing ?? false, more.trap]);

const draw = (world, code = keys().drawCode, seed = SEED) =>
	sendForm(world, 'contest-draw', [code, seed, '2', '1']);

export const contest = [
	{
		name: 'contest: one entry per number, the draw anyone can check, winners are told once',
		run: async (world) => {
			await listen(world);
			await publishShipped(world, FILE);
			for (const [i, name] of PEOPLE.entries())
				assert.match(await enter(world, name, numberOf(i), { marketing: i === 0 }), /Merci/);
			assert.match(await enter(world, 'Zoé bis', numberOf(0)), /Merci/);
			assert.match(await enter(world, 'Fixe', '01 99 00 54 61'), /pas enregistrée/);
			assert.match(await enter(world, 'Robot', numberOf(8), { trap: 'x' }), /pas enregistrée/);

			const entries = await rowsOf(world, 'sms_contest_entries');
			const numbers = entries.map(({ phone }) => phone).sort();
			assert.deepEqual(numbers, PEOPLE.map((_, i) => numberOf(i)).sort());
			assert.equal(entries.find(({ phone }) => phone === numberOf(0)).first_name, 'Zoé');
			const asked = world.phones.store.list().map(({ to }) => to);
			assert.deepEqual(asked, [numberOf(0)], 'only who ticked the box is asked to confirm');

			assert.match(await draw(world, 'wrong'), /Pas de tirage/);
			const expected = winnersOf(numbers, SEED, 3);
			const page = await draw(world);
			assert.match(page, /2 SMS envoyés/);
			assert.ok(page.includes(sha256(numbers.join('\n'))), `the fingerprint is shown: ${page}`);
			const drawn = (await rowsOf(world, 'sms_contest_entries')).filter(({ rank }) => rank);
			drawn.sort((a, b) => a.rank - b.rank);
			assert.deepEqual(
				drawn.map(({ phone, result }) => [phone, result]),
				expected.map((phone, i) => [phone, i < 2 ? 'winner' : 'substitute']),
			);
			const told = PEOPLE.map((_, i) => numberOf(i)).filter((number) =>
				textsTo(world, number).some((text) => /tiré au sort/.test(text)),
			);
			assert.deepEqual(told.sort(), expected.slice(0, 2).sort());

			assert.match(await draw(world, keys().drawCode, 'another seed'), /déjà eu lieu/);
			assert.match(await enter(world, 'Tard', numberOf(9)), /clos/);
		},
	},
	{
		name: 'contest: the purge deletes the entries and keeps seed and fingerprint',
		run: async (world) => {
			const [before] = await rowsOf(world, 'sms_contest_draws');
			const runs = await publishShipped(world, FILE, ({ nodes }) => {
				const named = (name) => nodes.find((one) => one.name === name).parameters;
				named('Every night').rule = { interval: [{ field: 'seconds', secondsInterval: 2 }] };
				const { assignments } = named('Settings').assignments;
				assignments.find(({ name }) => name === 'keep_days').value = 0;
			});
			await until('the entries are gone', async () => {
				const rows = await rowsOf(world, 'sms_contest_entries');
				return rows.length === 0;
			});
			const [{ purged_at, seed, fingerprint, entries }] = await until('it is noted', async () => {
				const rows = await rowsOf(world, 'sms_contest_draws');
				return rows[0]?.purged_at && rows;
			});
			await runs.unpublish();
			assert.ok(purged_at);
			assert.deepEqual(
				[seed, fingerprint, entries],
				[before.seed, before.fingerprint, before.entries],
			);
		},
	},
];

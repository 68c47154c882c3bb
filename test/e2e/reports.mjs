// Delivery reports are written to the ledger and start no execution.
import assert from 'node:assert/strict';
import { everyRow } from './ledger-reader.mjs';
import { listen, tell, until } from './shipped.mjs';
import { prepare } from './runs.mjs';
import { contacts, fictitious, send, triggers, workflow } from './workflows.mjs';

const REPORTS = 1_000;
const AT_ONCE = 20;

/** Executions are numbered without gaps: two of a known workflow show whether any other ran in between. */
async function executionNumber(runs) {
	const { id } = await runs.following(() => runs.post('e2e-count'));
	return Number(id);
}

const states = (world) => (everyRow(world.ledger).message ?? []).map(({ state }) => state);

export const reports = [
	{
		name: 'reports: 1,000 delivery reports start no execution and reach the ledger',
		run: async (world) => {
			await listen(world);
			world.phones.settings.trigger = undefined;
			const numbers = fictitious(3000, REPORTS);
			const chain = [triggers.webhook('e2e-reports'), contacts(numbers), send('e2e reports')];
			const sender = await prepare(world, workflow('e2e reports', chain), { published: true });
			const before = states(world).filter((state) => state === 'delivered').length;
			await sender.following(() => sender.post('e2e-reports'));
			const refs = world.phones.store.list().map(({ ref }) => ref);
			assert.equal(refs.length, REPORTS);

			const counter = workflow('e2e count', [triggers.webhook('e2e-count'), contacts([])]);
			const counting = await prepare(world, counter, { published: true });
			const first = await executionNumber(counting);
			const report = (ref) => ({ type: 'report', id: `${ref} d`, ref, status: 'delivered' });
			for (let from = 0; from < REPORTS; from += AT_ONCE) {
				const some = refs.slice(from, from + AT_ONCE);
				const statuses = await Promise.all(some.map((ref) => tell(world, [report(ref)])));
				assert.deepEqual([...new Set(statuses)], [200]);
			}
			assert.equal((await executionNumber(counting)) - first, 1, 'no execution in between');
			await until('all are delivered', () => {
				const now = states(world).filter((state) => state === 'delivered').length;
				return now - before === REPORTS;
			});
		},
	},
];

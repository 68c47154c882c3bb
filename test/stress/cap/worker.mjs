// One process: reserves all contacts in all campaigns, in an order of its own, and claims what it got; from where the one
// before it was killed.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { countFirst } from './broken-embedded.mjs';
import { openWith } from './engines.mjs';
import { BATCH, momentOf, orderOf, phone } from './world.mjs';

process.once('disconnect', () => process.exit(1));
process.once('message', async (job) => {
	const ledger = await openWith(createRequire(import.meta.url)(job.ledger), job.engine, job.place);
	// All start at one moment, else a quick process would be done before the others have opened the ledger.
	process.send({ ready: true });
	await once(process, 'message');
	const sending = job.broken?.worker === 'counts first' ? countFirst : reserveAndClaim;
	for (let turn = job.turn; turn < job.campaigns; turn++) {
		// Each process is in another campaign, so that campaigns compete for the same people.
		const campaign = (turn + job.worker * 7) % job.campaigns;
		const contacts = orderOf(job.contacts, job.worker, turn);
		for (let from = turn === job.turn ? job.from : 0; from < contacts.length; from += BATCH) {
			const started = performance.now();
			try {
				const page = contacts.slice(from, from + BATCH);
				await sending({ ...job, handle: ledger, turn }, campaign, page);
			} catch (error) {
				process.send({ error: `${error.code ?? ''} ${error.message}` });
			}
			process.send({ turn, from: from + BATCH, ms: performance.now() - started });
		}
	}
	await ledger.close();
	process.send({ done: true }, () => process.exit(0));
});

/** In the first turn and every second one without a reservation before, as a workflow without SMS Frequency Cap does. */
async function reserveAndClaim({ handle, worker, turn }, campaign, contacts) {
	const now = momentOf(campaign);
	const asked = {
		brand: 'default',
		campaign: `campaign ${campaign}`,
		purpose: 'marketing',
		live: true,
		now,
	};
	const entries = contacts.map((contact) => ({
		...{ to: phone(contact), occasion: 'once', parts: 1, cost: 49_000 },
	}));
	const places = turn % 2 === 1 ? await handle.reserve({ ...asked, entries }) : undefined;
	const granted = contacts.flatMap((contact, index) =>
		places?.[index].outcome === 'held'
			? []
			: [{ contact, entry: { ...entries[index], ref: places?.[index].ref } }],
	);
	if (granted.length === 0) return;
	const answers = await handle.claim({
		...asked,
		entries: granted.map(({ entry }) => entry),
		...{ gateway: 'sandbox', run: `process ${worker}`, leaseMs: 600_000 },
	});
	const claimed = answers.flatMap((answer, index) =>
		answer.outcome === 'claimed' ? [{ ref: answer.ref, contact: granted[index].contact }] : [],
	);
	// This is where an SMS would leave.
	process.send({ claimed: claimed.map(({ contact }) => `${campaign}:${contact}`) });
	await handle.settle(
		claimed.map(({ ref }) => ({ ref, outcome: 'accepted' })),
		now,
	);
}

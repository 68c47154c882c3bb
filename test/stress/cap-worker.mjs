// One process of cap.mjs: reserves all contacts in all campaigns, in an order of its own, and claims what it got.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

// Tuesday 6 October 2026, noon in Paris.
const NOW = Date.UTC(2026, 9, 6, 10);
const BATCH = 500;

process.once('message', async (job) => {
	const { openEmbeddedLedger } = createRequire(import.meta.url)(job.ledger);
	const ledger = await openEmbeddedLedger({ file: job.file });
	// All start at one moment, else a quick process would be done before the others have opened the file.
	process.send('ready');
	await once(process, 'message');
	const report = { claimed: [], busy: 0, slowestBatchMs: 0 };
	const send = job.locked ? reserveAndClaim : countThenWrite;
	for (let turn = 0; turn < job.campaigns; turn++) {
		// Each process is in another campaign, so that campaigns compete for the same people.
		const campaign = (turn + job.worker * 7) % job.campaigns;
		const contacts = shuffled(job.contacts);
		for (let from = 0; from < contacts.length; from += BATCH) {
			const started = performance.now();
			await send({ ...job, ledger }, campaign, contacts.slice(from, from + BATCH), report);
			report.slowestBatchMs = Math.max(report.slowestBatchMs, performance.now() - started);
		}
	}
	await ledger.close();
	process.send(report, () => process.exit(0));
});

// From the range ARCEP keeps for films and series.
const phone = (contact) => `+3363998${String(contact).padStart(4, '0')}`;
const request = (campaign, contacts) => ({
	brand: 'default',
	campaign: `campaign ${campaign}`,
	purpose: 'marketing',
	live: true,
	now: NOW,
	entries: contacts.map((contact) => ({ to: phone(contact), occasion: 'once' })),
});

async function reserveAndClaim({ ledger, worker }, campaign, contacts, report) {
	try {
		const asked = request(campaign, contacts);
		const verdicts = await ledger.reserve(asked);
		const granted = contacts.flatMap((contact, index) =>
			verdicts[index].outcome === 'reserved' ? [{ contact, ref: verdicts[index].ref }] : [],
		);
		const answers = await ledger.claim({
			...asked,
			entries: granted.map(({ contact, ref }) => ({ to: phone(contact), occasion: 'once', ref })),
			gateway: 'sandbox',
			run: `process ${worker}`,
			leaseMs: 600_000,
		});
		const claimed = answers.flatMap((answer, index) =>
			answer.outcome === 'claimed' ? [{ ref: answer.ref, contact: granted[index].contact }] : [],
		);
		await ledger.settle(
			claimed.map(({ ref }) => ({ ref, outcome: 'accepted' })),
			NOW,
		);
		report.claimed.push(...claimed.map(({ contact }) => `${campaign}:${contact}`));
	} catch (error) {
		if (error.code !== 'BUSY') throw error;
		report.busy++;
	}
}

/** What the ledger must never do: decide without the lock, then write. */
async function countThenWrite({ ledger, file }, campaign, contacts) {
	const verdicts = await ledger.reserve({ ...request(campaign, contacts), dryRun: true });
	const granted = contacts.filter((_, index) => verdicts[index].outcome === 'reserved');
	// Long enough for the others to count as well.
	await setTimeout(50);
	const key = Buffer.from(readFileSync(`${file}.key`, 'utf8').trim(), 'hex');
	const database = new DatabaseSync(file, { timeout: 20_000 });
	const addCampaign = database.prepare(
		'INSERT INTO campaign(brand_id, name, created_at) VALUES (1, ?, 0) ON CONFLICT DO NOTHING',
	);
	const addRecipient = database.prepare(
		'INSERT INTO recipient(brand_id, hmac, key_epoch) VALUES (1, ?, 1) ON CONFLICT DO NOTHING',
	);
	const addMessage =
		database.prepare(`INSERT INTO message(campaign_id, recipient_id, occasion, live, purpose, state, slot_at, ref, created_at, updated_at)
		SELECT c.id, r.id, 'once', 1, 'marketing', 'accepted', ${NOW}, lower(hex(randomblob(10))), ${NOW}, ${NOW}
		FROM campaign c, recipient r WHERE c.name = ? AND r.hmac = ? ON CONFLICT DO NOTHING`);
	database.exec('BEGIN IMMEDIATE');
	addCampaign.run(`campaign ${campaign}`);
	for (const contact of granted) {
		const hmac = createHmac('sha256', key).update(phone(contact)).digest();
		addRecipient.run(hmac);
		addMessage.run(`campaign ${campaign}`, hmac);
	}
	database.exec('COMMIT');
	database.close();
}

function shuffled(length) {
	const order = Array.from({ length }, (_, index) => index);
	for (let last = length - 1; last > 0; last--) {
		const other = Math.floor(Math.random() * (last + 1));
		[order[last], order[other]] = [order[other], order[last]];
	}
	return order;
}

// What the embedded ledger must never do: decide without the lock, then write.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { momentOf, phone } from './world.mjs';

const ADD_CAMPAIGN =
	'INSERT INTO campaign(brand_id, name, created_at) VALUES (1, ?, 0) ON CONFLICT DO NOTHING';
const ADD_RECIPIENT =
	'INSERT INTO recipient(brand_id, hmac, key_epoch) VALUES (1, ?, 1) ON CONFLICT DO NOTHING';
const ADD_MESSAGE = `INSERT INTO message(campaign_id, recipient_id, occasion, live, purpose, state, slot_at, ref, created_at, updated_at)
SELECT c.id, r.id, 'once', 1, 'marketing', 'accepted', ?1, lower(hex(randomblob(10))), ?1, ?1
FROM campaign c, recipient r WHERE c.name = ?2 AND r.hmac = ?3 ON CONFLICT DO NOTHING`;

export async function countFirst({ handle, place: { file } }, number, contacts) {
	const [campaign, now] = [`campaign ${number}`, momentOf(number)];
	const entries = contacts.map((contact) => ({ to: phone(contact), occasion: 'once' }));
	const asked = { brand: 'default', campaign, purpose: 'marketing', live: true, now, entries };
	const verdicts = await handle.reserve({ ...asked, dryRun: true });
	const granted = contacts.filter((_, index) => verdicts[index].outcome === 'reserved');
	// Long enough for the others to count as well.
	await setTimeout(50);
	const key = Buffer.from(readFileSync(`${file}.key`, 'utf8').trim(), 'hex');
	const database = new DatabaseSync(file, { timeout: 20_000 });
	const [addCampaign, addRecipient, addMessage] = [ADD_CAMPAIGN, ADD_RECIPIENT, ADD_MESSAGE].map(
		(sql) => database.prepare(sql),
	);
	database.exec('BEGIN IMMEDIATE');
	addCampaign.run(campaign);
	for (const contact of granted) {
		const hmac = createHmac('sha256', key).update(phone(contact)).digest();
		addRecipient.run(hmac);
		addMessage.run(now, campaign, hmac);
	}
	database.exec('COMMIT');
	database.close();
}

import { decideClaim, type ClaimAnswers } from '../claiming';
import type { LedgerKey } from '../key';
import type { ClaimEntry, ClaimRequest, ClaimVerdict } from '../ledger';
import { debit } from '../operations/campaigns';
import { next } from '../states';
import type { Database } from './database';
import { Run, type Batch, type Found } from './run';
import { json } from './transaction';
import { writeTaken, type Taken } from './write';

const ADD_ATTEMPTS = `INSERT INTO attempt(ref, message_id, n, gateway, account, call_ref, started_at)
SELECT j.ref, j.id, coalesce((SELECT max(a.n) FROM attempt a WHERE a.message_id = j.id), 0) + 1, ?::text, ?::text, j.call, ?::bigint
FROM jsonb_to_recordset(?::jsonb) AS j(ref text, id bigint, call text)`;

const FREE = `UPDATE message SET state = ?, slot_at = NULL, updated_at = ? WHERE id = ANY(?::bigint[]) AND state = 'reserved'`;

/** What one batch of claims comes to, before it is written. */
interface Plan {
	taken: Taken[];
	/** messages that leave the flow: their places go back at once, not when the reservation lapses */
	freed: number[];
	calls: Map<string, string | undefined>;
}

/** Claims in batches, each on the disk before its verdicts are returned and any call goes out. */
export async function claim(
	database: Database,
	key: LedgerKey,
	request: ClaimRequest,
): Promise<ClaimVerdict[]> {
	const run = new Run<ClaimEntry>(database, key, 'claim', request);
	return await run.inBatches(async (batch, entries) => {
		const plan: Plan = { taken: [], freed: [], calls: new Map() };
		const answers = answersOf(batch);
		const verdicts = entries.map((found) => claimOne(batch, request, found, plan, answers));
		await write(batch, request, plan);
		return verdicts;
	});
}

const answersOf = (batch: Batch): ClaimAnswers<Found<ClaimEntry>> => ({
	repeats: (found) => batch.repeats(found),
	decide: (found) => batch.decide(found),
	attempt: ({ row }, ref) => {
		const providerId = row && batch.facts.attempts.get(row.id)?.get(ref);
		return providerId === undefined ? undefined : { providerId };
	},
});

function claimOne(
	batch: Batch,
	request: ClaimRequest,
	found: Found<ClaimEntry>,
	plan: Plan,
	answers: ClaimAnswers<Found<ClaimEntry>>,
): ClaimVerdict {
	const { now, run, leaseMs } = request;
	const decision = decideClaim(request, found, answers);
	if (decision.does === 'free') plan.freed.push(decision.id);
	if (decision.does === 'plan') {
		batch.plannedCost += found.cost;
		batch.plan(found, now);
	}
	if (decision.does === 'claim') {
		const { ref } = decision.verdict;
		plan.taken.push({ found, ref, sending: { leaseUntil: batch.facts.clock + leaseMs, run } });
		plan.calls.set(ref, found.entry.call);
		batch.count(found, now);
		batch.debited += found.cost;
	}
	return decision.verdict;
}

async function write(batch: Batch, request: ClaimRequest, plan: Plan): Promise<void> {
	const { open, facts } = batch;
	const { gateway, account = null, now, live } = request;
	const freed = next('reserved', 'cancel') ?? 'reserved';
	if (plan.freed.length > 0) await open.run(FREE, freed, now, plan.freed);
	if (plan.taken.length === 0) return;
	const ids = await writeTaken(batch, plan.taken, request);
	const attempts = plan.taken.map(({ ref }) => ({
		ref,
		id: ids.get(ref) ?? null,
		call: plan.calls.get(ref) ?? null,
	}));
	await open.run(ADD_ATTEMPTS, gateway, account, now, json(attempts));
	if (facts.campaign.id !== undefined) {
		await open.perform(debit(facts.campaign.id, live, batch.debited));
	}
}

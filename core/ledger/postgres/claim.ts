import type { LedgerKey } from '../key';
import type { ClaimEntry, ClaimRequest, ClaimVerdict } from '../ledger';
import { debit } from '../operations/campaigns';
import { newRef } from '../ref';
import { isAccepted, next } from '../states';
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
		const verdicts = entries.map((found) => claimOne(batch, request, found, plan));
		await write(batch, request, plan);
		return verdicts;
	});
}

function claimOne(
	batch: Batch,
	request: ClaimRequest,
	found: Found<ClaimEntry>,
	plan: Plan,
): ClaimVerdict {
	const { entry, row, cost } = found;
	if (entry.ref !== undefined && !belongs(batch, request, found, entry.ref))
		return { outcome: 'held', reason: 'REF_MISMATCH' };
	if (batch.repeats(found)) return { outcome: 'held', reason: 'DUPLICATE' };
	const replayed = replay(batch, request, found);
	if (replayed) return replayed;
	const held = batch.decide(found);
	if (held) {
		if (row?.state === 'reserved' && !request.dryRun) plan.freed.push(row.id);
		return held;
	}
	if (request.dryRun) {
		batch.plannedCost += cost;
		batch.plan(found, request.now);
		return { outcome: 'claimed', ref: row?.ref ?? newRef(request.now) };
	}
	const ref = refOf(batch, request, found);
	const leaseUntil = batch.facts.clock + request.leaseMs;
	plan.taken.push({ found, ref, sending: { leaseUntil, run: request.run } });
	plan.calls.set(ref, entry.call);
	batch.count(found, request.now);
	batch.debited += cost;
	return { outcome: 'claimed', ref };
}

/** A claim is for a person: the reference must be that of this recipient, campaign, occasion and purpose. */
function belongs(
	{ facts }: Batch,
	{ purpose }: ClaimRequest,
	{ row }: Found<ClaimEntry>,
	ref: string,
): boolean {
	if (!row || row.purpose !== purpose) return false;
	// Or that of an earlier attempt of the same message.
	return row.ref === ref || facts.attempts.get(row.id)?.has(ref) === true;
}

/** Accepted by this very run, or by the one it retries: sent, not to be sent again. */
function replay(
	{ facts }: Batch,
	request: ClaimRequest,
	{ row }: Found<ClaimEntry>,
): ClaimVerdict | undefined {
	if (!row || row.run === null || !isAccepted(row.state)) return undefined;
	if (row.run !== request.run && !request.formerRuns?.includes(row.run)) return undefined;
	const providerId = facts.attempts.get(row.id)?.get(row.ref);
	return { outcome: 'replayed', ref: row.ref, ...(providerId ? { providerId } : {}) };
}

/** A reference stays with its message as long as no call has used it: a late answer must not move another attempt. */
function refOf({ facts }: Batch, { now }: ClaimRequest, { row, entry }: Found<ClaimEntry>): string {
	const kept = row?.state === 'reserved' || (row?.state === 'cancelled' && row.ref === entry.ref);
	const used = row && facts.attempts.get(row.id)?.has(row.ref);
	return kept && !used ? row.ref : newRef(now);
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

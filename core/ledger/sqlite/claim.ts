import { newRef } from '../ref';
import type { LedgerKey } from '../key';
import type { ClaimEntry, ClaimRequest, ClaimVerdict } from '../ledger';
import { isAccepted, next } from '../states';
import { Call, type Scope } from './call';
import type { Found } from './found';
import { debit } from '../operations/campaigns';
import type { Connection } from './connection';
import { take, type TakenMessage } from './take';
import { integer, textOrNull } from '../row';
import * as sql from './statements';

/** Claims in short transactions, each on the disk before its verdicts are returned and any call goes out. */
export async function claim(
	connection: Connection,
	key: LedgerKey,
	request: ClaimRequest,
): Promise<ClaimVerdict[]> {
	const call = new Call(connection, key, request, () => request.now);
	let scope: Scope<ClaimEntry>;
	return await connection.inBatches({
		mode: request.dryRun ? 'read' : 'durable',
		count: request.entries.length,
		cancelled: request.cancelled,
		prepare: (from, to) => call.prepare(from, to),
		begin: () => {
			scope = call.open();
			return (position) => claimOne(call, scope, request, position);
		},
		end: () => {
			if (scope.campaign.id !== undefined)
				connection.perform(debit(scope.campaign.id, request.live, scope.debited));
		},
	});
}

function claimOne(
	call: Call<ClaimEntry>,
	scope: Scope<ClaimEntry>,
	request: ClaimRequest,
	position: number,
): ClaimVerdict {
	const found = call.at(scope, position);
	const { entry, row } = found;
	if (entry.ref !== undefined && !belongs(call, found, entry.ref))
		return { outcome: 'held', reason: 'REF_MISMATCH' };
	if (call.repeats(found)) return { outcome: 'held', reason: 'DUPLICATE' };
	const replayed = replay(call, request, found);
	if (replayed) return replayed;

	const cost = entry.cost ?? row?.cost ?? 0;
	const held = call.decide(scope, found, { slotAt: request.now, cost });
	if (held) {
		free(call, request, found);
		return held;
	}
	if (request.dryRun) {
		call.plan(found, request.now, cost);
		return { outcome: 'claimed', ref: row?.ref ?? newRef(request.now) };
	}
	// A reference stays with its message as long as no call has used it.
	const unused = row?.state === 'reserved' || (row?.state === 'cancelled' && row.ref === entry.ref);
	const ref = unused ? row.ref : newRef(request.now);
	const { run, leaseMs } = request;
	const taken = take(call, scope, found, {
		...{ slotAt: request.now, ref },
		claim: { run, leaseMs },
	});
	scope.debited += cost;
	return { outcome: 'claimed', ref: begin(call, request, taken, entry.call) };
}

/** A claim is for a person: the reference must be that of this recipient, campaign, occasion and purpose. */
function belongs(call: Call<ClaimEntry>, { row }: Found<ClaimEntry>, ref: string): boolean {
	if (!row || row.purpose !== call.request.purpose) return false;
	if (row.ref === ref) return true;
	// The reference of an earlier attempt of the same message.
	const attempt = call.connection.statement(sql.FIND_ATTEMPT_MESSAGE).get(ref);
	return attempt !== undefined && integer(attempt, 'message_id') === row.id;
}

/** Accepted by this very run, or by the one it retries: sent, not to be sent again. */
function replay(
	call: Call<ClaimEntry>,
	request: ClaimRequest,
	{ row }: Found<ClaimEntry>,
): ClaimVerdict | undefined {
	if (!row || row.run === null || !isAccepted(row.state)) return undefined;
	if (row.run !== request.run && !request.formerRuns?.includes(row.run)) return undefined;
	const attempt = call.connection.statement(sql.FIND_PROVIDER_ID).get(row.ref);
	const providerId = attempt && textOrNull(attempt, 'provider_id');
	return { outcome: 'replayed', ref: row.ref, ...(providerId ? { providerId } : {}) };
}

/** A held message leaves the flow: its place goes back at once, not when the reservation lapses. */
function free(
	call: Call<ClaimEntry>,
	{ dryRun, now }: ClaimRequest,
	{ row }: Found<ClaimEntry>,
): void {
	const state = row?.state === 'reserved' ? next(row.state, 'cancel') : undefined;
	if (row && state && !dryRun) call.connection.statement(sql.FREE_MESSAGE).run(state, now, row.id);
}

/** The attempt of a message that is taken. Gives its reference. */
function begin(
	{ connection }: Call<ClaimEntry>,
	{ gateway, account, now }: ClaimRequest,
	{ id, ref }: TakenMessage,
	call: string | undefined,
): string {
	const addAttempt = connection.statement(sql.ADD_ATTEMPT);
	const rest = [gateway, account ?? null, call ?? null, now];
	if (addAttempt.run(ref, id, ...rest).changes > 0) return ref;
	// Each attempt has its own reference: a late answer about an earlier one must not move this one.
	const fresh = newRef(now);
	addAttempt.run(fresh, id, ...rest);
	connection.statement(sql.RENAME_MESSAGE).run(fresh, id);
	return fresh;
}

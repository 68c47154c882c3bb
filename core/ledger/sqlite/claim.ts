import { decideClaim, type ClaimAnswers } from '../claiming';
import type { LedgerKey } from '../key';
import type { ClaimEntry, ClaimRequest, ClaimVerdict } from '../ledger';
import { debit } from '../operations/campaigns';
import { textOrNull } from '../row';
import { next } from '../states';
import { Call, type Scope } from './call';
import type { Connection } from './connection';
import type { Found } from './found';
import { ADD_ATTEMPT, FIND_ATTEMPT_OF_MESSAGE, FREE_MESSAGE } from './statements';
import { take } from './take';

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
			const answers = answersOf(call, scope, request);
			return (position) => claimOne(call, scope, request, call.at(scope, position), answers);
		},
		end: () => {
			if (scope.campaign.id !== undefined)
				connection.perform(debit(scope.campaign.id, request.live, scope.debited));
		},
	});
}

const costOf = ({ entry, row }: Found<ClaimEntry>): number => entry.cost ?? row?.cost ?? 0;

const answersOf = (
	call: Call<ClaimEntry>,
	scope: Scope<ClaimEntry>,
	{ now }: ClaimRequest,
): ClaimAnswers<Found<ClaimEntry>> => ({
	repeats: (found) => call.repeats(found),
	decide: (found) => call.decide(scope, found, { slotAt: now, cost: costOf(found) }),
	attempt: ({ row, attempt }, ref) => {
		if (row?.ref === ref) return attempt;
		const earlier = row && call.connection.statement(FIND_ATTEMPT_OF_MESSAGE).get(ref, row.id);
		return earlier && { providerId: textOrNull(earlier, 'provider_id') };
	},
});

function claimOne(
	call: Call<ClaimEntry>,
	scope: Scope<ClaimEntry>,
	request: ClaimRequest,
	found: Found<ClaimEntry>,
	answers: ClaimAnswers<Found<ClaimEntry>>,
): ClaimVerdict {
	const { now, run, leaseMs, gateway, account } = request;
	const decision = decideClaim(request, found, answers);
	if (decision.does === 'free')
		call.connection
			.statement(FREE_MESSAGE)
			.run(next('reserved', 'cancel') ?? 'cancelled', now, decision.id);
	if (decision.does === 'plan') call.plan(found, now, costOf(found));
	if (decision.does === 'claim') {
		const { ref } = decision.verdict;
		const id = take(call, scope, found, { slotAt: now, ref, claim: { run, leaseMs } });
		call.connection
			.statement(ADD_ATTEMPT)
			.run(ref, id, gateway, account ?? null, found.entry.call ?? null, now);
		scope.debited += costOf(found);
	}
	return decision.verdict;
}

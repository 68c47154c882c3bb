import { withoutNumbers } from '../../consent/clean';
import { BY_HAND, freeableAt, resolveVerdict } from '../doubt';
import type { DoubtfulMessage, InDoubtQuery, ResolveRequest, ResolveVerdict } from '../ledger';
import { campaignKey, safeCode } from '../names';
import { checkClock } from './clock';
import { applyOutcome } from './outcome';
import { integer, integerOrNull, text, textOrNull, type Row } from '../row';
import { all, first, run, type Store, type Work } from '../work';
import { ADD_AUDIT, FIND_IN_DOUBT, FIND_START, findAttempt } from './attempts';

/** A page of messages in doubt, in the order of their calls. */
export async function inDoubt(store: Store, query: InDoubtQuery): Promise<DoubtfulMessage[]> {
	const { brand, campaign, account, startedBefore, after, limit, quietMs } = query;
	const key = campaign === undefined ? undefined : campaignKey(campaign);
	const filters = [brand, key, account].map((one) => one ?? null);
	return await store.transaction('read', function* () {
		const last = after === undefined ? undefined : yield* first(FIND_START, after);
		const from = [last ? integer(last, 'started_at') : -1, after ?? ''];
		const until = startedBefore ?? Number.MAX_SAFE_INTEGER;
		const rows = yield* all(FIND_IN_DOUBT, ...from, until, ...filters, limit);
		return rows.map((row) => doubtful(row, quietMs));
	});
}

function doubtful(row: Row, quietMs: InDoubtQuery['quietMs']): DoubtfulMessage {
	const optional = {
		segment: textOrNull(row, 'segment') ?? undefined,
		store: textOrNull(row, 'store') ?? undefined,
		parts: integerOrNull(row, 'parts') ?? undefined,
		cost: integerOrNull(row, 'cost') ?? undefined,
		currency: textOrNull(row, 'currency') ?? undefined,
	};
	return {
		ref: text(row, 'ref'),
		call: text(row, 'call'),
		gateway: text(row, 'gateway'),
		account: text(row, 'account'),
		brand: text(row, 'slug'),
		campaign: text(row, 'name'),
		occasion: text(row, 'occasion'),
		live: row.live === 1,
		...optional,
		startedAt: integer(row, 'started_at'),
		freeableAt: freeableAt(leaseOf(row), quietMs),
	};
}

const leaseOf = (row: Row) => ({
	leaseUntil: integerOrNull(row, 'lease_until'),
	gateway: text(row, 'gateway'),
});

/** Read and decided under the lock: what a report has settled in the meantime stays as it is. */
export async function resolve(store: Store, request: ResolveRequest): Promise<ResolveVerdict[]> {
	const actor = withoutNumbers(request.actor);
	return await store.inBatches({
		mode: request.dryRun ? 'read' : 'durable',
		count: request.refs.length,
		begin: function* () {
			yield* checkClock(request.now);
			return (index) => resolveOne(request.refs[index] ?? '', { ...request, actor });
		},
	});
}

function* resolveOne(ref: string, request: Omit<ResolveRequest, 'refs'>): Work<ResolveVerdict> {
	const attempt = yield* findAttempt(ref);
	const doubt = attempt?.state === 'in_doubt' && attempt.current_ref === ref;
	const verdict = resolveVerdict(doubt ? leaseOf(attempt) : undefined, request);
	if (!doubt || verdict.outcome !== 'resolved' || request.dryRun) return verdict;
	const { as, actor, now, code = BY_HAND } = request;
	const event = as === 'sent' ? 'reportAccepted' : 'reportRefused';
	yield* applyOutcome(attempt, { event, code }, now);
	yield* run(ADD_AUDIT, now, actor, as, ref, safeCode(code));
	return verdict;
}

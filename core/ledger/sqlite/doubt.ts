import { withoutNumbers } from '../../consent/clean';
import { BY_HAND, freeableAt, resolveVerdict } from '../doubt';
import type { DoubtfulMessage, InDoubtQuery, ResolveRequest, ResolveVerdict } from '../ledger';
import { campaignKey, safeCode } from '../names';
import { checkClock } from '../operations/clock';
import type { Connection } from './connection';
import { applyOutcome } from './outcome';
import { integer, integerOrNull, text, textOrNull, type Row } from '../row';
import * as sql from './statements';

/** A page of messages in doubt, in the order of their calls. */
export async function inDoubt(
	connection: Connection,
	query: InDoubtQuery,
): Promise<DoubtfulMessage[]> {
	const { brand, campaign, account, startedBefore, after, limit, quietMs } = query;
	const key = campaign === undefined ? undefined : campaignKey(campaign);
	const filters = [brand, key, account].map((one) => one ?? null);
	return await connection.transaction('read', () => {
		const last = after === undefined ? undefined : connection.statement(sql.FIND_START).get(after);
		const from = [last ? integer(last, 'started_at') : -1, after ?? ''];
		const rows = connection
			.statement(sql.FIND_IN_DOUBT)
			.all(...from, startedBefore ?? Number.MAX_SAFE_INTEGER, ...filters, limit);
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
export async function resolve(
	connection: Connection,
	request: ResolveRequest,
): Promise<ResolveVerdict[]> {
	const actor = withoutNumbers(request.actor);
	return await connection.inBatches({
		mode: request.dryRun ? 'read' : 'durable',
		count: request.refs.length,
		begin: () => {
			connection.perform(checkClock(request.now));
			return (index) => resolveOne(connection, request.refs[index] ?? '', { ...request, actor });
		},
	});
}

function resolveOne(
	connection: Connection,
	ref: string,
	request: Omit<ResolveRequest, 'refs'>,
): ResolveVerdict {
	const attempt = connection.statement(sql.FIND_ATTEMPT).get(ref);
	const doubt = attempt?.state === 'in_doubt' && attempt.current_ref === ref;
	const verdict = resolveVerdict(doubt ? leaseOf(attempt) : undefined, request);
	if (!doubt || verdict.outcome !== 'resolved' || request.dryRun) return verdict;
	const { as, actor, now, code = BY_HAND } = request;
	const event = as === 'sent' ? 'reportAccepted' : 'reportRefused';
	applyOutcome(connection, attempt, { event, code }, now);
	connection.statement(sql.ADD_AUDIT).run(now, actor, as, ref, safeCode(code));
	return verdict;
}

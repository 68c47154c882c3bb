import type { DoubtfulMessage, InDoubtQuery, ResolveRequest, ResolveVerdict } from '../ledger';
import { campaignKey } from '../names';
import type { Connection } from './connection';
import { applyOutcome } from './outcome';
import { integer, integerOrNull, text, textOrNull, type Row } from './row';
import { FIND_ATTEMPT } from './statements';

/** No lease is longer: whoever claimed it has given up by then, whatever its timeout was. */
const QUIET_MS = 10 * 60_000;

const IN_DOUBT = `SELECT a.ref, coalesce(a.call_ref, a.ref) AS call, a.gateway, coalesce(a.account, a.gateway) AS account,
	b.slug, c.name, m.occasion, m.live, m.segment, m.store, m.parts, m.cost, m.currency, a.started_at, m.lease_until
FROM message m JOIN attempt a ON a.ref = m.ref JOIN campaign c ON c.id = m.campaign_id JOIN brand b ON b.id = c.brand_id
WHERE m.state = 'in_doubt' AND (?1 IS NULL OR b.slug = ?1) AND (?2 IS NULL OR c.name = ?2)
	AND (?3 IS NULL OR coalesce(a.account, a.gateway) = ?3) AND (?4 IS NULL OR a.started_at < ?4)
	AND (?5 IS NULL OR a.ref > ?5)
ORDER BY a.ref LIMIT ?6`;

const ADD_AUDIT = 'INSERT INTO audit(at, actor, action, subject) VALUES (?, ?, ?, ?)';

/** References begin with their time, so that their order is the order of the calls. */
export async function inDoubt(
	connection: Connection,
	query: InDoubtQuery,
): Promise<DoubtfulMessage[]> {
	const { brand, campaign, account, startedBefore, after, limit } = query;
	const key = campaign === undefined ? undefined : campaignKey(campaign);
	const given = [brand, key, account, startedBefore, after].map((one) => one ?? null);
	return await connection.transaction('read', () =>
		connection
			.statement(IN_DOUBT)
			.all(...given, limit)
			.map(doubtful),
	);
}

function doubtful(row: Row): DoubtfulMessage {
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
		freeableAt: freeableAt(row),
	};
}

const freeableAt = (row: Row): number => (integerOrNull(row, 'lease_until') ?? 0) + QUIET_MS;

export async function resolve(
	connection: Connection,
	{ refs, as, actor, now }: ResolveRequest,
): Promise<ResolveVerdict[]> {
	return await connection.inBatches({
		mode: 'durable',
		count: refs.length,
		begin: () => (index) => resolveOne(connection, refs[index] ?? '', { as, actor, now }),
	});
}

function resolveOne(
	connection: Connection,
	ref: string,
	{ as, actor, now }: Omit<ResolveRequest, 'refs'>,
): ResolveVerdict {
	const attempt = connection.statement(FIND_ATTEMPT).get(ref);
	if (!attempt || attempt.state !== 'in_doubt' || attempt.current_ref !== attempt.ref) {
		return { outcome: 'not_in_doubt' };
	}
	const freeable = freeableAt(attempt);
	if (as === 'send_again' && now < freeable) return { outcome: 'too_early', freeableAt: freeable };
	const event = as === 'sent' ? 'reportAccepted' : 'reportRefused';
	applyOutcome(connection, attempt, { event, code: 'BY_HAND' }, now);
	connection.statement(ADD_AUDIT).run(now, actor, as, ref);
	return { outcome: 'resolved' };
}

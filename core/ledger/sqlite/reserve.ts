import { setImmediate } from 'node:timers/promises';
import type { LedgerKey } from '../key';
import type { ReserveEntry, ReserveRequest, ReserveVerdict } from '../ledger';
import { newRef } from '../ref';
import { Call, type Scope } from './call';
import type { Connection } from './connection';
import { hashOrder, leadingBits } from './hash-order';
import { take } from './take';

const HASHED_AT_ONCE = 5_000;
const SORTED_FROM = 1_000;

/** Reserves in short transactions; a dry run reads the same rows, decides the same and takes no lock. */
export async function reserve(
	connection: Connection,
	key: LedgerKey,
	request: ReserveRequest,
): Promise<ReserveVerdict[]> {
	const slotOf = ({ slotAt = request.now }: ReserveEntry) => slotAt;
	const call = new Call(connection, key, request, slotOf);
	const count = request.entries.length;
	const order = await writingOrder(call);
	if (order) call.order = order;
	const answers = await connection.inBatches({
		mode: request.dryRun ? 'read' : 'write',
		count,
		cancelled: request.cancelled,
		prepare: (from, to) => call.prepare(from, to),
		begin: () => {
			const scope = call.open();
			return (position) => reserveOne(call, scope, position);
		},
	});
	if (!order) return answers;
	// Sparse when the run was stopped: who was not reached has no verdict.
	const verdicts = new Array<ReserveVerdict>(answers.length < count ? 0 : count);
	answers.forEach((answer, n) => (verdicts[order(n)] = answer));
	return verdicts;
}

/** A budget is for the first entries of the list; else the order is the ledger's own, see `hashOrder`. */
async function writingOrder(
	call: Call<ReserveEntry>,
): Promise<((n: number) => number) | undefined> {
	const { connection, request } = call;
	const count = request.entries.length;
	if (request.dryRun || count < SORTED_FROM) return undefined;
	const { budget } = await connection.transaction('read', () => call.campaign());
	if (budget !== undefined) return undefined;
	const leading: number[] = [];
	while (leading.length < count) {
		const from = leading.length;
		call.prepare(from, Math.min(count, from + HASHED_AT_ONCE));
		for (const hash of call.hashes.slice(from)) leading.push(leadingBits(hash));
		await setImmediate();
	}
	return hashOrder(leading);
}

function reserveOne(
	call: Call<ReserveEntry>,
	scope: Scope<ReserveEntry>,
	position: number,
): ReserveVerdict {
	const { request } = call;
	const found = call.at(scope, position);
	const { entry, row } = found;
	if (call.repeats(found)) return { outcome: 'held', reason: 'DUPLICATE' };
	const slotAt = entry.slotAt ?? request.now;
	const cost = entry.cost ?? row?.cost ?? 0;
	const held = call.decide(scope, found, { slotAt, cost });
	if (held) return held;
	call.plan(found, slotAt, cost);
	if (request.dryRun) return { outcome: 'reserved' };
	const ref = row?.state === 'reserved' ? row.ref : newRef(request.now);
	take(call, scope, found, { slotAt, ref });
	return { outcome: 'reserved', ref };
}

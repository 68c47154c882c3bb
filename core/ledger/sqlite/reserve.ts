import type { LedgerKey } from '../key';
import type { ReserveRequest, ReserveVerdict } from '../ledger';
import { newRef } from '../ref';
import { Call, type Scope } from './call';
import type { Connection } from './connection';
import { take } from './take';

/** Reserves in short transactions; a dry run reads the same rows, decides the same and takes no lock. */
export async function reserve(
	connection: Connection,
	key: LedgerKey,
	request: ReserveRequest,
): Promise<ReserveVerdict[]> {
	const call = new Call(connection, key, request);
	return await connection.inBatches({
		mode: request.dryRun ? 'read' : 'write',
		count: request.entries.length,
		cancelled: request.cancelled,
		prepare: (from, to) => call.prepare(from, to),
		begin: () => {
			const scope = call.open();
			return (index) => reserveOne(call, scope, request, index);
		},
	});
}

function reserveOne(
	call: Call,
	scope: Scope,
	request: ReserveRequest,
	index: number,
): ReserveVerdict {
	const entry = request.entries[index];
	if (!entry) throw new RangeError(`There is no entry ${index}`);
	const found = call.find(scope, index, entry);
	if (call.repeats(found)) return { outcome: 'held', reason: 'DUPLICATE' };
	const slotAt = entry.slotAt ?? request.now;
	const cost = entry.cost ?? found.row?.cost ?? 0;
	const held = call.decide(scope, found, slotAt, cost);
	if (held) return held;
	call.plan(found, slotAt, cost);
	if (request.dryRun) return { outcome: 'reserved' };
	const ref = found.row?.state === 'reserved' ? found.row.ref : newRef(request.now);
	return { outcome: 'reserved', ref: take(call, scope, found, entry, slotAt, ref).ref };
}

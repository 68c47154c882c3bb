import type { LedgerKey } from '../key';
import type { ReserveRequest, ReserveVerdict } from '../ledger';
import { newRef } from '../ref';
import type { Database } from './database';
import { Run } from './run';
import { writeTaken, type Taken } from './write';

/** Reserves in batches of one short transaction each; a dry run reads the same rows, decides the same and locks nothing. */
export async function reserve(
	database: Database,
	key: LedgerKey,
	request: ReserveRequest,
): Promise<ReserveVerdict[]> {
	const run = new Run(database, key, 'reserve', request);
	return await run.inBatches(async (batch, entries) => {
		const taken: Taken[] = [];
		const verdicts = entries.map((found): ReserveVerdict => {
			if (batch.repeats(found)) return { outcome: 'held', reason: 'DUPLICATE' };
			const held = batch.decide(found);
			if (held) return held;
			batch.plannedCost += found.cost;
			if (request.dryRun) {
				batch.plan(found, found.slotAt);
				return { outcome: 'reserved' };
			}
			const ref = found.row?.state === 'reserved' ? found.row.ref : newRef(request.now);
			taken.push({ found, ref });
			batch.count(found, found.slotAt);
			return { outcome: 'reserved', ref };
		});
		await writeTaken(batch, taken, request);
		return verdicts;
	});
}

import { next } from '../states';
import { moveClock } from './clock';
import { integer } from '../row';
import { allFree, firstLocked, run, type Store } from '../work';
import { FIND_LEASE_PASSED, FIND_RESERVED_BY_REF, SET_IN_DOUBT } from './attempts';
import { FREE_MESSAGE } from './statements';

/** Gives back reservations; anything else stays as it is. */
export async function release(store: Store, refs: string[], now: number): Promise<number> {
	const released = await store.inBatches({
		mode: 'write',
		count: refs.length,
		begin: function* () {
			return function* (index) {
				const row = yield* firstLocked('message', FIND_RESERVED_BY_REF, refs[index] ?? '');
				if (!row) return 0;
				const state = next('reserved', 'cancel') ?? 'reserved';
				return yield* run(FREE_MESSAGE, state, now, integer(row, 'id'));
			};
		},
	});
	return released.reduce<number>((sum, one) => sum + one, 0);
}

const SWEEP_AT_ONCE = 500;

/** A message found in `sending` past its lease may have left: in doubt, never reserved again by itself. */
export async function sweep(store: Store, now: number): Promise<number> {
	for (let total = 0; ;) {
		const moved = await store.transaction('durable', function* () {
			const clock = yield* moveClock(now);
			const rows = yield* allFree('message', FIND_LEASE_PASSED, clock, SWEEP_AT_ONCE);
			const state = next('sending', 'leasePassed') ?? 'in_doubt';
			for (const row of rows) yield* run(SET_IN_DOUBT, state, now, integer(row, 'id'));
			return rows.length;
		});
		total += moved;
		if (moved < SWEEP_AT_ONCE) return total;
	}
}

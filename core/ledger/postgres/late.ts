import type { LedgerKey } from '../key';
import type { DeliveryEvent } from '../ledger';
import { attemptNamed, keyedName } from '../operations/named-attempt';
import { applyWaiting, report as keepReports, type Told } from '../operations/report';
import { text } from '../row';
import type { Work } from '../work';
import type { Database } from './database';
import { json } from './transaction';

/**
 * An answer tells the gateway's id while a report with that id comes in: neither transaction sees what the other has not yet
 * committed. So each of them looks once more after its own commit; whichever is later sees the other.
 */

export const AWAITED = `SELECT DISTINCT e.gateway, e.provider_id FROM jsonb_to_recordset(?::jsonb) AS j(gateway text, provider_id text)
JOIN event e ON e.gateway = j.gateway AND e.provider_id = j.provider_id WHERE e.applied_at IS NULL`;

interface Id {
	gateway: string;
	providerId: string;
}

const nameOf = ({ gateway, providerId }: Id): string => `${gateway}\n${providerId}`;

/** Those under whose id a report waits. */
async function awaited<T extends Id>(database: Database, ids: readonly T[]): Promise<T[]> {
	if (ids.length === 0) return [];
	const different = new Map(
		ids.map((id) => [nameOf(id), { gateway: id.gateway, provider_id: id.providerId }]),
	);
	const rows = await database.transaction(
		'read',
		async (open) => await open.all(AWAITED, json([...different.values()])),
	);
	const names = new Set(
		rows.map((row) =>
			nameOf({ gateway: text(row, 'gateway'), providerId: text(row, 'provider_id') }),
		),
	);
	return ids.filter((id) => names.has(nameOf(id)));
}

async function forEach<T>(
	database: Database,
	all: readonly T[],
	apply: (one: T) => Work<void>,
): Promise<void> {
	await database.store.inBatches({
		mode: 'durable',
		count: all.length,
		begin: function* () {
			return function* (index) {
				const one = all[index];
				if (one !== undefined) yield* apply(one);
			};
		},
	});
}

/** Applies the reports that came before the answers which told the gateway's ids. */
export async function applyLate(
	database: Database,
	told: readonly Told[],
	now: number,
): Promise<void> {
	await forEach(database, await awaited(database, told), (one) => applyWaiting(one, now));
}

/** As the shared operation, with another look at what came in at the same time. */
export async function report(
	database: Database,
	key: LedgerKey,
	events: DeliveryEvent[],
	now: number,
): Promise<void> {
	await keepReports(database.store, key, events, now);
	const ids = events.flatMap((event) =>
		event.providerId === undefined ? [] : [{ ...event, providerId: event.providerId }],
	);
	await forEach(database, await awaited(database, ids), function* (event) {
		const attempt = yield* attemptNamed(keyedName(key, event));
		if (attempt) yield* applyWaiting({ ...event, attempt }, now);
	});
}

import type { LedgerKey } from '../key';
import type { DeliveryEvent } from '../ledger';
import { safeCode } from '../names';
import type { MessageEvent } from '../states';
import type { Connection } from './connection';
import { forgetOldEvents } from '../operations/events';
import { attemptNamed, keyedName, onlyRefById, type KeyedName } from './named-attempt';
import { applyOutcome } from './outcome';
import { blob, integer, text, textOrNull, type Row } from '../row';
import * as sql from './statements';

const EVENT = new Map<string, MessageEvent>([
	['accepted', 'reportAccepted'],
	['refused', 'reportRefused'],
	['delivered', 'reportDelivered'],
	['undelivered', 'reportUndelivered'],
	['expired', 'reportExpired'],
] satisfies Array<[DeliveryEvent['status'], MessageEvent]>);

/** Keeps every report once, by its keyed hash, and applies those whose attempt is known. */
export async function report(
	connection: Connection,
	key: LedgerKey,
	events: DeliveryEvent[],
	now: number,
): Promise<void> {
	const names: KeyedName[] = [];
	await connection.inBatches({
		mode: 'durable',
		count: events.length,
		prepare: (from, to) => {
			for (const event of events.slice(Math.max(from, names.length), to))
				names.push(keyedName(key, event));
		},
		begin: () => (index) => {
			const [event, name] = [events[index], names[index]];
			if (event && name) reportOne(connection, key, { event, name }, now);
		},
		end: () => connection.perform(forgetOldEvents(now)),
	});
}

function reportOne(
	connection: Connection,
	key: LedgerKey,
	{ event, name }: { event: DeliveryEvent; name: KeyedName },
	now: number,
): void {
	const { gateway, ref, providerId, recipient } = name;
	const { status, code, at } = event;
	// A gateway's id of an event may hold the number.
	const hash = key.hash(`event:${gateway}\n${event.key}`);
	const kept = [ref, providerId, recipient].map((one) => one ?? null);
	const { changes } = connection
		.statement(sql.ADD_EVENT)
		.run(hash, gateway, ...kept, status, safeCode(code), at, now);
	if (changes === 0) return;
	const attempt = attemptNamed(connection, name);
	const moves = EVENT.get(status);
	if (!attempt || !moves) return;
	applyOutcome(connection, attempt, { event: moves, code, providerId }, now);
	connection.statement(sql.END_EVENT).run(now, hash);
	// The first to tell the gateway's id of this attempt: others that know nothing else may have come before.
	if (providerId !== undefined && attempt.provider_id === null)
		applyWaiting(connection, { gateway, providerId, attempt }, now);
}

/** An attempt whose id at the gateway has become known. */
export interface Told {
	gateway: string;
	providerId: string;
	/** a row of FIND_ATTEMPT */
	attempt: Row;
}

/** Reports that came before the answer which tells the gateway's id. To be called inside a transaction. */
export function applyWaiting(
	connection: Connection,
	{ gateway, providerId, attempt }: Told,
	now: number,
): void {
	const ref = text(attempt, 'ref');
	for (const event of connection
		.statement(sql.FIND_WAITING_EVENTS)
		.all(gateway, providerId, integer(attempt, 'id'))) {
		// Read anew: the event before has moved it.
		const current = connection.statement(sql.FIND_ATTEMPT).get(ref);
		const moves = EVENT.get(text(event, 'status'));
		const shared = event.recipient === null && onlyRefById(connection, gateway, providerId) !== ref;
		if (!current || !moves || shared) continue;
		const code = textOrNull(event, 'code') ?? undefined;
		applyOutcome(connection, current, { event: moves, code, providerId }, now);
		connection.statement(sql.END_EVENT).run(now, blob(event, 'key'));
	}
}

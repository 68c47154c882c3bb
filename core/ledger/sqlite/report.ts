import type { LedgerKey } from '../key';
import type { DeliveryEvent } from '../ledger';
import { safeCode } from '../names';
import { isRef } from '../ref';
import type { MessageEvent } from '../states';
import type { Connection } from './connection';
import { forgetOldEvents } from './events';
import { applyOutcome } from './outcome';
import { blob, text, textOrNull, type Row } from './row';
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
	await connection.inBatches({
		mode: 'durable',
		count: events.length,
		begin: () => (index) => {
			const event = events[index];
			if (event) reportOne(connection, key, event, now);
		},
		end: () => forgetOldEvents(connection, now),
	});
}

function reportOne(
	connection: Connection,
	key: LedgerKey,
	event: DeliveryEvent,
	now: number,
): void {
	// A gateway's id of an event may hold the number.
	const hash = key.hash(`event:${event.gateway}\n${event.key}`);
	// What a gateway sends back as our reference may be anything.
	const ref = event.ref !== undefined && isRef(event.ref) ? event.ref : null;
	const { changes } = connection
		.statement(sql.ADD_EVENT)
		.run(
			hash,
			event.gateway,
			ref,
			event.providerId ?? null,
			event.status,
			safeCode(event.code),
			event.at,
			now,
		);
	if (changes === 0) return;
	const attempt = findAttempt(connection, event.gateway, ref, event.providerId);
	const moves = EVENT.get(event.status);
	if (!attempt || !moves) return;
	const { code, providerId } = event;
	applyOutcome(connection, attempt, { event: moves, code, providerId }, now);
	connection.statement(sql.END_EVENT).run(now, hash);
}

/** By our reference, else by the gateway's id when it names exactly one attempt. */
function findAttempt(
	connection: Connection,
	gateway: string,
	ref: string | null,
	providerId: string | undefined,
): Row | undefined {
	const named = ref ?? onlyRef(connection, gateway, providerId);
	const attempt =
		named === undefined ? undefined : connection.statement(sql.FIND_ATTEMPT).get(named);
	return attempt?.gateway === gateway ? attempt : undefined;
}

function onlyRef(
	connection: Connection,
	gateway: string,
	id: string | undefined,
): string | undefined {
	if (id === undefined) return undefined;
	const [first, second] = connection.statement(sql.FIND_BY_PROVIDER_ID).all(gateway, id);
	return first && !second ? text(first, 'ref') : undefined;
}

/** Reports that came before the answer which tells the gateway's id. To be called inside a transaction. */
export function applyWaiting(
	connection: Connection,
	{ gateway, providerId }: { gateway: string; providerId: string },
	now: number,
): void {
	for (const event of connection.statement(sql.FIND_WAITING_EVENTS).all(gateway, providerId)) {
		const attempt = findAttempt(connection, gateway, textOrNull(event, 'ref'), providerId);
		const moves = EVENT.get(text(event, 'status'));
		if (!attempt || !moves) continue;
		const code = textOrNull(event, 'code') ?? undefined;
		applyOutcome(connection, attempt, { event: moves, code, providerId }, now);
		connection.statement(sql.END_EVENT).run(now, blob(event, 'key'));
	}
}

import type { LedgerKey } from '../key';
import type { DeliveryEvent } from '../ledger';
import { safeCode } from '../names';
import type { MessageEvent } from '../states';
import { forgetOldEvents } from './events';
import { attemptNamed, keyedName, onlyRefById, type KeyedName } from './named-attempt';
import { applyOutcome } from './outcome';
import { blob, integer, text, textOrNull, type Row } from '../row';
import { all, run, type Store, type Work } from '../work';
import { ADD_EVENT, END_EVENT, FIND_WAITING_EVENTS, findAttempt } from './attempts';

const EVENT = new Map<string, MessageEvent>([
	['accepted', 'reportAccepted'],
	['refused', 'reportRefused'],
	['delivered', 'reportDelivered'],
	['undelivered', 'reportUndelivered'],
	['expired', 'reportExpired'],
] satisfies Array<[DeliveryEvent['status'], MessageEvent]>);

/** Keeps every report once, by its keyed hash, and applies those whose attempt is known. */
export async function report(
	store: Store,
	key: LedgerKey,
	events: DeliveryEvent[],
	now: number,
): Promise<void> {
	const names: KeyedName[] = [];
	await store.inBatches({
		mode: 'durable',
		count: events.length,
		prepare: (from, to) => {
			for (const event of events.slice(Math.max(from, names.length), to))
				names.push(keyedName(key, event));
		},
		begin: function* () {
			return function* (index) {
				const [event, name] = [events[index], names[index]];
				if (event && name) yield* reportOne(key, { event, name }, now);
			};
		},
		end: () => forgetOldEvents(now),
	});
}

function* reportOne(
	key: LedgerKey,
	{ event, name }: { event: DeliveryEvent; name: KeyedName },
	now: number,
): Work<void> {
	const { gateway, ref, providerId, recipient } = name;
	const { status, code, at } = event;
	// A gateway's id of an event may hold the number.
	const hash = key.hash(`event:${gateway}\n${event.key}`);
	const kept = [ref, providerId, recipient].map((one) => one ?? null);
	const added = yield* run(
		ADD_EVENT,
		...[hash, gateway, ...kept],
		...[status, safeCode(code), at, now],
	);
	if (added === 0) return;
	const attempt = yield* attemptNamed(name);
	const moves = EVENT.get(status);
	if (!attempt || !moves) return;
	yield* applyOutcome(attempt, { event: moves, code, providerId }, now);
	yield* run(END_EVENT, now, hash);
	// The first to tell the gateway's id of this attempt: others that know nothing else may have come before.
	if (providerId !== undefined && attempt.provider_id === null)
		yield* applyWaiting({ gateway, providerId, attempt }, now);
}

/** An attempt whose id at the gateway has become known. */
export interface Told {
	gateway: string;
	providerId: string;
	/** a row of FIND_ATTEMPT */
	attempt: Row;
}

/** Reports that came before the answer which tells the gateway's id. To be called inside a transaction. */
export function* applyWaiting({ gateway, providerId, attempt }: Told, now: number): Work<void> {
	const ref = text(attempt, 'ref');
	for (const event of yield* all(
		FIND_WAITING_EVENTS,
		gateway,
		providerId,
		integer(attempt, 'id'),
	)) {
		// Read anew: the event before has moved it.
		const current = yield* findAttempt(ref);
		const moves = EVENT.get(text(event, 'status'));
		const shared = event.recipient === null && (yield* onlyRefById(gateway, providerId)) !== ref;
		if (!current || !moves || shared) continue;
		const code = textOrNull(event, 'code') ?? undefined;
		yield* applyOutcome(current, { event: moves, code, providerId }, now);
		yield* run(END_EVENT, now, blob(event, 'key'));
	}
}

import type { Status } from '../item';

/** The states a message of the ledger can be in. */
export type MessageState = Exclude<Status, 'ready' | 'held' | 'later'>;

/** What can happen to a message. `answer…` comes from the run that claimed it, `report…` from the gateway, later. */
export type MessageEvent =
	| 'reserve'
	| 'claim'
	| 'cancel'
	| 'leasePassed'
	| 'answerAccepted'
	| 'answerRefused'
	| 'answerInDoubt'
	| 'answerNotSent'
	| 'reportAccepted'
	| 'reportRefused'
	| 'reportDelivered'
	| 'reportUndelivered'
	| 'reportExpired';

type Moves = Partial<Record<MessageEvent, MessageState>>;

/** A success told by the gateway wins over whatever was believed, and blocks the next attempt. */
const SUCCESS: Moves = {
	answerAccepted: 'accepted',
	reportAccepted: 'accepted',
	reportDelivered: 'delivered',
};

const OPEN: Moves = {
	...SUCCESS,
	answerRefused: 'refused',
	reportRefused: 'refused',
	// Only an accepted message can fail on its way: it keeps counting against the cap.
	reportUndelivered: 'undelivered',
	reportExpired: 'expired',
};

/**
 * Every move a message may make; what is not here does not happen. `none` = no row yet.
 * That a reservation has not lapsed, a refusal was not for good, or a cap allows is checked by `decide`.
 */
export const TRANSITIONS: Record<MessageState | 'none', Moves> = {
	none: { reserve: 'reserved' },
	reserved: { reserve: 'reserved', claim: 'sending', cancel: 'cancelled', ...SUCCESS },
	sending: {
		...OPEN,
		// The gateway has taken the call, or it could not speak of it; its answer, still on the way, must not hide the refusal.
		reportRefused: 'undelivered',
		leasePassed: 'in_doubt',
		answerInDoubt: 'in_doubt',
		answerNotSent: 'reserved',
	},
	in_doubt: {
		...OPEN,
		// The owner outlived its lease and then learns that nothing left: not its own any more, free for whoever reserves it next.
		answerNotSent: 'refused',
	},
	accepted: {
		reportDelivered: 'delivered',
		reportUndelivered: 'undelivered',
		reportExpired: 'expired',
		// A gateway that takes its word back after it accepted: the message counts, it did not arrive.
		reportRefused: 'undelivered',
	},
	delivered: {},
	undelivered: {},
	expired: {},
	refused: { reserve: 'reserved', ...SUCCESS },
	cancelled: { reserve: 'reserved', ...SUCCESS },
};

export const MESSAGE_STATES = Object.keys(TRANSITIONS).filter(
	(state): state is MessageState => state !== 'none',
);

/** The state after `event`, or nothing when the event moves nothing. */
export function next(state: MessageState | 'none', event: MessageEvent): MessageState | undefined {
	return TRANSITIONS[state][event];
}

/** These may have reached a phone: they count against the cap and the budget. */
const SPENT: ReadonlySet<MessageState> = new Set([
	'sending',
	'in_doubt',
	'accepted',
	'delivered',
	'undelivered',
	'expired',
]);

export function isSpent(state: MessageState): boolean {
	return SPENT.has(state);
}

/** The gateway took it: a second message of the same key is never sent. */
export function isAccepted(state: MessageState): boolean {
	return isSpent(state) && state !== 'sending' && state !== 'in_doubt';
}

/** These hold a place in the cap (a reservation only until it lapses); the others give it back. */
export function holdsSlot(state: MessageState): boolean {
	return state === 'reserved' || isSpent(state);
}

/** A failure is believed only about the attempt in hand; an older one's must not free a message in flight. */
export function isSuccess(event: MessageEvent): boolean {
	return event === 'answerAccepted' || event === 'reportAccepted' || event === 'reportDelivered';
}

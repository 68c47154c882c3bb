import { toMicros } from '../money';
import { rfmGroup, type RfmGroup } from './rfm-groups';
import { sortInSteps } from './sort-in-steps';

/** What a client is scored by. `ContactPurchases` of a history is one. */
export interface RfmInput {
	/** whole days since the last purchase */
	recencyDays?: number;
	/** purchases */
	count: number;
	/** spent, in units of the currency */
	total: number;
}

/** From 1, the lowest fifth, to 5, the highest. */
export interface RfmScores {
	/** recency: 5 bought most recently */
	r: number;
	/** frequency: 5 buys most often */
	f: number;
	/** money: 5 spends most */
	m: number;
}

export interface Rfm extends RfmScores {
	group: RfmGroup;
}

/**
 * Recency, frequency and money of each client in fifths of the clients given, in their order; undefined for who never bought.
 *
 * Ties: equal values get equal scores, that of the middle of their places. With `lower` clients below a value, `equal`
 * clients at it and `all` clients, its score is 1 + ⌊5 · (lower + equal / 2) / all⌋. Without ties and with a multiple of five
 * clients these are the usual fifths; a single client, or clients all alike, score 3. Amounts are compared to the millionth.
 */
export function scoreRfm(clients: ReadonlyArray<RfmInput | undefined>): Array<Rfm | undefined> {
	const steps = scoringRfm(clients.length, (place) => clients[place]);
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return clients.map((_, place) => value(place));
	}
}

/** Clients looked at between two steps: some ms. */
const STEP = 5_000;

/**
 * `scoreRfm` in steps of some ms each, so that the caller can let others work in between. Answers for the place of a client:
 * three small figures are kept for each, no object.
 */
export function* scoringRfm(
	size: number,
	clientAt: (place: number) => RfmInput | undefined,
): Generator<void, (place: number) => Rfm | undefined, void> {
	const places: number[] = [];
	const recency: number[] = [];
	const frequency: number[] = [];
	const money: number[] = [];
	for (let place = 0; place < size; place++) {
		if (place % STEP === STEP - 1) yield;
		const { recencyDays, count = 0, total = 0 } = clientAt(place) ?? {};
		if (recencyDays === undefined || count <= 0) continue;
		places.push(place);
		recency.push(-recencyDays);
		frequency.push(count);
		money.push(toMicros(total));
	}
	const scores: Uint8Array[] = [];
	for (const values of [recency, frequency, money]) {
		const ofClients = yield* fifths(values);
		yield;
		const ofPlaces = new Uint8Array(size);
		for (const [client, place] of places.entries()) ofPlaces[place] = ofClients[client] ?? NEVER;
		scores.push(ofPlaces);
	}
	return (place) => {
		const [r = NEVER, f = NEVER, m = NEVER] = scores.map((of) => of[place]);
		return r === NEVER ? undefined : { r, f, m, group: rfmGroup({ r, f, m }) };
	};
}

/** Instead of a score, for who never bought. */
const NEVER = 0;

/** The score of each value among all of them. */
function* fifths(values: readonly number[]): Generator<void, Uint8Array, void> {
	const sorted = yield* sortInSteps(new Float64Array(values));
	/** Scores rise with the values: by score, the smallest value that has it. */
	const from = new Array<number>(6).fill(Infinity);
	for (let lower = 0, next: number; lower < sorted.length; lower = next) {
		const value = sorted[lower] ?? 0;
		next = lower + 1;
		while (sorted[next] === value) next++;
		// (lower + next) / 2 is the middle of the places; doubled, to stay with whole numbers.
		const score = 1 + Math.floor((5 * (lower + next)) / (2 * sorted.length));
		from[score] = Math.min(value, from[score] ?? Infinity);
	}
	yield;
	const scores = new Uint8Array(values.length);
	for (const [client, value] of values.entries())
		scores[client] = from.findLastIndex((smallest) => value >= smallest);
	return scores;
}

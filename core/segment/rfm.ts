import { toMicros } from '../money';
import { rfmGroup, type RfmGroup } from './rfm-groups';

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
		if (done === true) return value;
	}
}

/** Clients looked at between two steps: some ms. */
const STEP = 10_000;

/** `scoreRfm` in steps of some ms each, so that the caller can let others work in between. */
export function* scoringRfm(
	size: number,
	clientAt: (place: number) => RfmInput | undefined,
): Generator<void, Array<Rfm | undefined>, void> {
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
	const scored: Uint8Array[] = [];
	for (const values of [recency, frequency, money]) {
		yield;
		scored.push(fifths(values));
	}
	const [r = NONE, f = NONE, m = NONE] = scored;
	const found = new Array<Rfm | undefined>(size).fill(undefined);
	for (const [i, place] of places.entries()) {
		if (i % STEP === STEP - 1) yield;
		const scores = { r: r[i] ?? 3, f: f[i] ?? 3, m: m[i] ?? 3 };
		found[place] = { ...scores, group: rfmGroup(scores) };
	}
	return found;
}

const NONE = new Uint8Array();

/** The score of each value among all of them. */
function fifths(values: readonly number[]): Uint8Array {
	const sorted = Float64Array.from(values).sort();
	const scores = new Map<number, number>();
	for (let lower = 0, next: number; lower < sorted.length; lower = next) {
		const value = sorted[lower] ?? 0;
		next = lower + 1;
		while (sorted[next] === value) next++;
		// (lower + next) / 2 is the middle of the places; doubled, to stay with whole numbers.
		scores.set(value, 1 + Math.floor((5 * (lower + next)) / (2 * sorted.length)));
	}
	return Uint8Array.from(values, (value) => scores.get(value) ?? 0);
}

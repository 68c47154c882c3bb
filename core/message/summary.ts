import type { Encoding, Money, SmsMessage } from '../item';
import { toMicros } from '../money';
import { asMoney } from './cost';

export interface MessageSummary {
	messages: number;
	/** billed parts of all messages */
	parts: number;
	/** one sum per currency; empty when no price is known */
	cost: Money[];
	/** messages by number of parts, e.g. `{ 1: 1240, 2: 12 }` */
	byParts: Record<number, number>;
	encodings: Partial<Record<Encoding, number>>;
	longest?: SmsMessage;
	shortest?: SmsMessage;
	/** positions of up to `samples` messages spread over the list, the longest first */
	samples: number[];
}

/**
 * What sending all these messages means. Sums are made in whole micros, so that 1,240 × 0.049 is 60.76.
 * @param samples how many real texts to show
 */
export function summarise(messages: readonly SmsMessage[], samples = 3): MessageSummary {
	const byParts: Record<number, number> = {};
	const encodings: Partial<Record<Encoding, number>> = {};
	const micros = new Map<string, number>();
	let parts = 0;
	let [longest, shortest] = [0, 0];
	messages.forEach((message, index) => {
		parts += message.parts;
		byParts[message.parts] = (byParts[message.parts] ?? 0) + 1;
		encodings[message.encoding] = (encodings[message.encoding] ?? 0) + 1;
		if (message.cost) {
			const { amount, currency } = message.cost;
			micros.set(currency, (micros.get(currency) ?? 0) + toMicros(amount));
		}
		if (weight(message) > weight(messages[longest])) longest = index;
		if (weight(message) < weight(messages[shortest])) shortest = index;
	});
	return {
		messages: messages.length,
		parts,
		cost: [...micros].map(([currency, sum]) => asMoney(sum, currency)),
		byParts,
		encodings,
		...(messages.length > 0 && { longest: messages[longest], shortest: messages[shortest] }),
		samples: spread(messages.length, longest, samples),
	};
}

/** Bits on the air, so that a UCS-2 text of 80 units is longer than a GSM-7 text of 100. */
const weight = (message: SmsMessage | undefined): number =>
	message === undefined ? 0 : message.units * (message.encoding === 'GSM-7' ? 7 : 16);

function spread(length: number, longest: number, wanted: number): number[] {
	if (length === 0) return [];
	const positions = new Set([longest]);
	const step = Math.max(1, Math.floor(length / wanted));
	for (let at = 0; at < length && positions.size < wanted; at += step) positions.add(at);
	for (let at = 0; at < length && positions.size < wanted; at++) positions.add(at);
	return [...positions];
}

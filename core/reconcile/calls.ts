import type { Gateway, UnansweredCall } from '../gateway/gateway';
import type { DoubtfulMessage, QuietMs } from '../ledger';

/** The calls that messages in doubt left in, each once, in the order of the messages. */
export function unansweredCalls(
	messages: readonly DoubtfulMessage[],
): Array<UnansweredCall & { messages: DoubtfulMessage[] }> {
	const calls = new Map<string, UnansweredCall & { messages: DoubtfulMessage[] }>();
	for (const message of messages) {
		const { call, ref, startedAt } = message;
		const known = calls.get(call);
		if (!known) {
			calls.set(call, { call, refs: [ref], startedAt, messages: [message] });
			continue;
		}
		known.refs.push(ref);
		known.messages.push(message);
	}
	return [...calls.values()];
}

/** How long each gateway may take to list what it sent. */
export const quietPeriods = (gateways: readonly Gateway[]): QuietMs =>
	Object.fromEntries(gateways.flatMap(({ id, lookUp }) => (lookUp ? [[id, lookUp.quietMs]] : [])));

import type { SmsItem } from '../item';

/** More people than this in a run and one text to all of them is a mailing, whatever it is called. */
export const MOST_WITH_ONE_TEXT = 50;

/** The texts that a run's service messages would send to too many people. */
export function crowdedTexts(items: readonly SmsItem[]): ReadonlySet<string> {
	const people = new Map<string, Set<string>>();
	for (const { purpose, message, to } of items) {
		if (purpose !== 'transactional' || message === undefined || to === undefined) continue;
		const text = String(message.text).trim();
		const known = people.get(text);
		if (known === undefined) people.set(text, new Set([to]));
		else if (known.size <= MOST_WITH_ONE_TEXT) known.add(to);
	}
	const crowded = [...people].filter(([, numbers]) => numbers.size > MOST_WITH_ONE_TEXT);
	return new Set(crowded.map(([text]) => text));
}

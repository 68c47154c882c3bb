import type { SmsItem } from '../../core/item';
import { count } from './hints';

/** How many of them are of each segment, in the order met; contacts without a segment are not counted. */
export function countBySegment(contacts: readonly SmsItem[]): Record<string, number> {
	const counts = new Map<string, number>();
	for (const { segment } of contacts) {
		if (segment !== undefined) counts.set(segment, (counts.get(segment) ?? 0) + 1);
	}
	return Object.fromEntries(counts);
}

const MOST_NAMED = 20;

/** ". By segment: Gold 120, Silver 80, in none 5" of so many contacts; empty when nobody has a segment. */
export function segmentSentence(
	counts: ReadonlyArray<readonly [string, number]>,
	contacts: number,
): string {
	if (counts.length === 0) return '';
	const named = counts.slice(0, MOST_NAMED).map(([name, size]) => `${name} ${count(size)}`);
	const more = counts.length - named.length;
	const inNone = contacts - counts.reduce((sum, [, size]) => sum + size, 0);
	const rest = [
		...(more > 0 ? [`${more} more`] : []),
		...(inNone > 0 ? [`in none ${count(inNone)}`] : []),
	];
	return `. By segment: ${[...named, ...rest].join(', ')}`;
}

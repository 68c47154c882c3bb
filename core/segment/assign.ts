import type { Test } from './filter/conditions';
import type { Json } from './filter/field';

export type AssignTo = 'first' | 'all';

/** The positions of the segments a contact belongs to, or why that cannot be told and in which segment it showed. */
export type Assignment =
	{ segments: readonly number[] } | { trouble: unknown; segment: number; segments?: undefined };

/** Decides for one contact. @param itemIndex its position in the input, named in n8n's errors */
export type Assign = (json: Json, itemIndex: number) => Assignment;

/**
 * @param tests one for each segment, in the order of the segments
 * @param to `first`: the first segment that fits, later ones are not looked at; `all`: every one that fits
 */
export function assigner(tests: readonly Test[], to: AssignTo): Assign {
	const nowhere: Assignment = { segments: [] };
	const alone = tests.map((_, position): Assignment => ({ segments: [position] }));
	return (json, itemIndex) => {
		const found: number[] = [];
		for (const [position, test] of tests.entries()) {
			try {
				if (!test(json, itemIndex)) continue;
			} catch (trouble) {
				return { trouble, segment: position };
			}
			if (to === 'first') return alone[position] ?? nowhere;
			found.push(position);
		}
		return found.length === 0 ? nowhere : { segments: found };
	};
}

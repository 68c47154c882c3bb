/**
 * By which wire each segment leaves. n8n wires by position: when a segment is removed, those below it move up, each to the
 * wire of the one above. Its contacts would then get another segment's message.
 */
export interface Wire {
	/** what tells the segment from the others, whatever its position */
	segment: string;
	/** what the wires lead to; empty where there is none, or where this run does not look */
	to: readonly string[];
}

export interface Strayed {
	/** position of the segment */
	place: number;
	/** position at which its wire belonged to another segment */
	before: number;
}

/**
 * The segments that leave by a wire that was another's when the wires last held. A wire drawn anew is not strayed, nor is a
 * segment that got another name: one that is not known stands where one is gone, and none is missing.
 */
export function strayedWires(now: readonly Wire[], before: readonly Wire[]): Strayed[] {
	const placesBefore = new Map(before.map(({ segment }, place) => [segment, place]));
	const present = new Set(now.map(({ segment }) => segment));
	const isMissingOne = now.length < before.length;
	return now.flatMap(({ segment, to }, place) => {
		const known = placesBefore.get(segment);
		const former = before[place];
		const mayBeRenamed = !isMissingOne && (former === undefined || !present.has(former.segment));
		if (known === place || (known === undefined && mayBeRenamed)) return [];
		const own = known === undefined ? [] : (before[known]?.to ?? []);
		const foreign = before.findIndex(
			(other) =>
				other.segment !== segment &&
				to.some((node) => !own.includes(node) && other.to.includes(node)),
		);
		return foreign === -1 ? [] : [{ place, before: foreign }];
	});
}

/** What to remember of wires that hold: a run of a part of the workflow does not see all of them. */
export function rememberedWires(now: readonly Wire[], before: readonly Wire[]): Wire[] {
	return now.map(({ segment, to }) => ({
		segment,
		to: to.length > 0 ? to : (before.find((one) => one.segment === segment)?.to ?? []),
	}));
}

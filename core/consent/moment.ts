const ISO = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const DATE_LENGTH = 10;
const HOUR_MS = 3_600_000;
/** A date or time without zone is that of the person's place: up to this far behind UTC. */
const FARTHEST_BEHIND_MS = 12 * HOUR_MS;

export const isIsoDate = (text: string): boolean => ISO.test(text);

/** ms UTC; NaN for none or what is no ISO date, since `01/02/2026` would be read as the American 2 January. */
export function readMoment(at: string | undefined): { given: number; zoned: boolean } {
	const match = ISO.exec(at ?? '');
	if (match === null) return { given: Number.NaN, zoned: false };
	const zoned = match[1] !== undefined;
	const local = match[0].length > DATE_LENGTH && !zoned;
	return { given: Date.parse(local ? `${match[0]}Z` : match[0]), zoned };
}

/** The last moment that a date may stand for, ms UTC: a refusal of a day holds until that day has ended everywhere. */
export function latestMoment(at: string | undefined): number {
	const { given, zoned } = readMoment(at);
	if (zoned) return given;
	const wholeDay = at?.length === DATE_LENGTH ? 24 * HOUR_MS : 0;
	return given + wholeDay + FARTHEST_BEHIND_MS;
}

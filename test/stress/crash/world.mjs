// Who is written to, and the time: what coordinator and workers of the crash harness must agree on.

export const CAMPAIGNS = ['spring', 'summer', 'autumn', 'winter'];
/** Most SMS per person in any 30 days. Most people are in more campaigns than that. */
export const CAP = 2;
export const CAP_DAYS = 30;

/**
 * The nodes' clock runs this much faster than the machine's, so that their minutes (a lease, the longest time from claim
 * to call) pass in seconds, all in the same proportion.
 */
export const SPEED = 20;
/** A Tuesday, 10:00 in Paris: no round is long enough to leave the sending hours. */
const TUESDAY = Date.UTC(2026, 10, 24, 9);

/** @param began ms UTC of the machine */
export const fastClock =
	(began, speed = SPEED) =>
	() =>
		Math.round(TUESDAY + (Date.now() - began) * speed);

/** From the range ARCEP keeps for films and series. */
export const numberOf = (person) => `+3363998${String(person).padStart(4, '0')}`;

/** Of `people`, `contacts` in each campaign: which campaigns each person is in is different for each. */
export function memberships(people, contacts) {
	return CAMPAIGNS.map(() =>
		shuffled(people)
			.slice(0, contacts)
			.sort((a, b) => a - b),
	);
}

export function shuffled(length) {
	const order = Array.from({ length }, (_, index) => index);
	for (let last = length - 1; last > 0; last--) {
		const other = Math.floor(Math.random() * (last + 1));
		[order[last], order[other]] = [order[other], order[last]];
	}
	return order;
}

export const oneOf = (list) => list[Math.floor(Math.random() * list.length)];

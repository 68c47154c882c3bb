// Judges a run by what is in the tables, with the cap's rules written the slow way.
import { CAP, ZONE } from './world.mjs';

const DAY = 24 * 3_600_000;
const MONTH = new Intl.DateTimeFormat('en-CA', {
	timeZone: ZONE,
	year: 'numeric',
	month: '2-digit',
});

/** Where every contact must end: the rolling rule allows less than the two months together. */
export const PER_CONTACT = CAP.perDays.max;

function isOver(slots) {
	const months = Map.groupBy(slots, (slot) => MONTH.format(slot));
	const inWindow = (start) =>
		slots.filter((slot) => slot >= start && slot < start + CAP.perDays.days * DAY).length;
	return (
		[...months.values()].some((month) => month.length > CAP.perMonth) ||
		slots.some((slot) => inWindow(slot) > CAP.perDays.max)
	);
}

/** @param read `{ slots: [recipient, ms UTC][], again }` as the tables have it */
export function judge({ slots, again }, { processes, claimed, errors, kills }) {
	const perContact = [...Map.groupBy(slots, ([recipient]) => recipient).values()].map((all) =>
		all.map(([, slot]) => slot),
	);
	const surfaced = (pattern) => errors.filter((error) => pattern.test(error)).length;
	return {
		processes,
		reserved: slots.length,
		over_cap: perContact.filter(isOver).length,
		duplicates: Math.max(again, claimed.length - new Set(claimed).size),
		deadlocks: surfaced(/40P01|deadlock|BUSY/i),
		errors: errors.length,
		kills,
		at_cap: perContact.filter((all) => all.length === PER_CONTACT).length,
	};
}

export const keepsAll = (result, { contacts }) =>
	result.at_cap === contacts &&
	result.reserved === contacts * PER_CONTACT &&
	['over_cap', 'duplicates', 'deadlocks', 'errors'].every((name) => result[name] === 0);

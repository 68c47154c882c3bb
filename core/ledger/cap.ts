import type { Cap } from './ledger';
import { monthOf } from './month';

/** One limit: at most `max` messages in any span of `ms`, or in each calendar month of `zone`. */
export type CapRule = { max: number; ms: number } | { max: number; zone: string };

const HOUR = 3_600_000;
/** A rolling day is 24 hours, whatever the clocks do. */
const DAY = 24 * HOUR;
const LONGEST_MONTH = 31 * DAY + HOUR;

/** The rules of all the caps together: a node's cap is added to the brand's, so it can only tighten it. */
export function capRules(zone: string, ...caps: Array<Cap | undefined>): CapRule[] {
	return caps.flatMap((cap) => [
		...(cap?.perMonth === undefined ? [] : [{ max: cap.perMonth, zone }]),
		...(cap?.perDays === undefined ? [] : [{ max: cap.perDays.max, ms: cap.perDays.days * DAY }]),
		// "At least 48 hours apart" is "at most one in any 48 hours".
		...(cap?.minGapHours ? [{ max: 1, ms: cap.minGapHours * HOUR }] : []),
	]);
}

/** How far back from a slot other slots can matter, in milliseconds. */
export function capReach(rules: CapRule[]): number {
	return Math.max(0, ...rules.map((rule) => ('ms' in rule ? rule.ms : LONGEST_MONTH)));
}

/**
 * Whether one more message at `at` keeps every rule, given the `slots` already held (any order).
 * Windows look both ways: a later slot counts too.
 */
export function capAllows(rules: CapRule[], slots: number[], at: number): boolean {
	return rules.every((rule) => {
		if (rule.max < 1) return false;
		if (slots.length < rule.max) return true;
		if ('zone' in rule) {
			const { start, end } = monthOf(at, rule.zone);
			return slots.filter((slot) => start <= slot && slot < end).length < rule.max;
		}
		return windowAllows(rule, slots, at);
	});
}

function windowAllows(rule: { max: number; ms: number }, slots: number[], at: number): boolean {
	const near = [...slots.filter((slot) => Math.abs(slot - at) < rule.ms), at];
	near.sort((a, b) => a - b);
	return near.every((first, index) => {
		const oneTooMany = near[index + rule.max];
		return oneTooMany === undefined || oneTooMany - first >= rule.ms;
	});
}

/** The first moment from `at` on when the rules would allow a message; nothing if they never do. */
export function nextAllowed(rules: CapRule[], slots: number[], at: number): number | undefined {
	// Time only opens a rule when a slot leaves its window or a month begins.
	const openings = rules.flatMap((rule) =>
		'ms' in rule
			? slots.map((slot) => slot + rule.ms)
			: [at, ...slots].map((slot) => monthOf(slot, rule.zone).end),
	);
	return [at, ...openings]
		.filter((moment) => moment >= at)
		.sort((a, b) => a - b)
		.find((moment) => capAllows(rules, slots, moment));
}

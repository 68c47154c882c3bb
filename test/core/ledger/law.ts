import type { Cap } from '../../../core/ledger';
import { DAY, HOUR } from './scene';

const MONTH = new Intl.DateTimeFormat('en-CA', {
	timeZone: 'Europe/Paris',
	year: 'numeric',
	month: '2-digit',
});

/**
 * The cap written the slow way, to judge the engine by: whether a message at `at` beside `others` breaks it.
 * The month is asked of Intl, windows by trying each start.
 */
export function breaksCap(cap: Cap, others: number[], at: number): boolean {
	const slots = [...others, at];
	const inMonth = slots.filter((slot) => MONTH.format(slot) === MONTH.format(at)).length;
	const windowBroken = (ms: number, max: number) =>
		slots
			.filter((start) => start <= at && at < start + ms)
			.some((start) => slots.filter((slot) => slot >= start && slot < start + ms).length > max);
	return (
		inMonth > (cap.perMonth ?? Infinity) ||
		windowBroken((cap.perDays?.days ?? 0) * DAY, cap.perDays?.max ?? Infinity) ||
		windowBroken((cap.minGapHours ?? 0) * HOUR, 1)
	);
}

/** Whether a whole set of messages keeps the cap. */
export function keepsCap(cap: Cap, slots: number[]): boolean {
	return slots.every((at, index) => !breaksCap(cap, slots.toSpliced(index, 1), at));
}

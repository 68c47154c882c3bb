import { isHoliday } from './holidays';
import { dateOfDay, localTime } from './local-time';
import { ABROAD, PRESETS, type Preset, type Timetable, type Weekday } from './presets';
import type { Country, Territory } from './territories';
import { both, isOpen, nextOpen, WEEKDAYS, weekOf, type Week } from './week';

/** What a node or a brand may add to a preset. Whatever is absent stays the preset's. */
export interface OwnHours {
	days?: readonly Weekday[];
	/** `HH:MM`, on the recipient's clock */
	from?: string;
	/** `HH:MM`, not included; `24:00` is midnight */
	to?: string;
	/** false keeps public holidays out where the preset allows them */
	holidays?: false;
}

/** Plain data. A moment is allowed when the preset and each of `own` allow it, so `own` can only tighten. */
export interface SendingHours {
	readonly preset: Preset;
	readonly own: readonly OwnHours[];
}

export function isPreset(name: string): name is Preset {
	return Object.hasOwn(PRESETS, name);
}

function ownWeek({ days = WEEKDAYS, from = '00:00', to = '24:00', holidays }: OwnHours): Week {
	return weekOf([{ days, from, to }], holidays ?? true);
}

/** The legal timetable of a country before anything of one's own; what pages and hints show. */
export function timetable(preset: Preset, country: Country): Timetable {
	return country === 'FR' ? PRESETS[preset] : ABROAD[country];
}

const COMPILED = new WeakMap<SendingHours, Map<Country, Week>>();

function compiled(hours: SendingHours, country: Country): Week {
	const weeks = COMPILED.get(hours) ?? new Map<Country, Week>();
	COMPILED.set(hours, weeks);
	const known = weeks.get(country);
	if (known !== undefined) return known;
	const legal = timetable(hours.preset, country);
	const week = hours.own.map(ownWeek).reduce(both, weekOf(legal.spans, legal.holidays));
	weeks.set(country, week);
	return week;
}

/**
 * The preset's hours, narrowed by one's own. `own` never loosens: only what both allow stays.
 * @throws RangeError for an unknown preset, a malformed time, or when nothing is left in France
 */
export function tighten(base: string | SendingHours, own?: OwnHours): SendingHours {
	const start = typeof base === 'string' ? named(base) : base;
	const hours = { preset: start.preset, own: own === undefined ? start.own : [...start.own, own] };
	if (!compiled(hours, 'FR').spans.some((spans) => spans.length > 0)) {
		throw new RangeError('These sending hours leave no moment at which an SMS may be sent');
	}
	return hours;
}

function named(preset: string): SendingHours {
	if (isPreset(preset)) return { preset, own: [] };
	throw new RangeError(`Unknown sending hours "${preset}": ${Object.keys(PRESETS).join(', ')}`);
}

/** Whether an SMS may reach the territory at `at` (ms UTC). */
export function isAllowed(at: number, territory: Territory, hours: SendingHours): boolean {
	return isOpen(at, territory, compiled(hours, territory.country));
}

/**
 * The first moment at or after `at` (ms UTC) at which an SMS may reach the territory; `Infinity` when its hours never open
 * (own hours on a Sunday in a country that allows none).
 */
export function nextAllowed(at: number, territory: Territory, hours: SendingHours): number {
	if (!Number.isFinite(at)) throw new RangeError('Not a moment: the time is missing');
	return nextOpen(at, territory, compiled(hours, territory.country));
}

/** Allowed at `at`, but worth a word: what the preset warns of (a Sunday, a public holiday) in that territory. */
export function warnings(
	at: number,
	territory: Territory,
	hours: SendingHours,
): Array<'sunday' | 'holiday'> {
	const [zone = 'UTC'] = territory.timeZones;
	const { day, weekday } = localTime(at, zone);
	const found = { sunday: weekday === 7, holiday: isHoliday(territory.id, dateOfDay(day)) };
	return (timetable(hours.preset, territory.country).warn ?? []).filter((kind) => found[kind]);
}

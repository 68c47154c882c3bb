import type { Language } from '../reasons';
import { timetable, type SendingHours } from './sending-hours';
import type { Weekday } from './presets';

const WORDS = {
	fr: {
		locale: 'fr-FR',
		daily: 'tous les jours',
		days: (first: string, last: string) => `du ${first} au ${last}`,
		noHolidays: 'hors jours fériés',
		tightened: 'resserrées pour cette marque',
		ignored: 'ignorées, car rien ne part vers un téléphone',
	},
	en: {
		locale: 'en-GB',
		daily: 'every day',
		days: (first: string, last: string) => `${first} to ${last}`,
		noHolidays: 'no public holidays',
		tightened: 'tightened for this brand',
		ignored: 'ignored, since nothing leaves for a phone',
	},
};

/** The hours that hold in France in one line, e.g. `08:00–20:00, du lundi au samedi, hors jours fériés`. */
export function describeHours(hours: SendingHours | 'ignore', language: Language): string {
	const words = WORDS[language];
	if (hours === 'ignore') return words.ignored;
	const { spans, holidays } = timetable(hours.preset, 'FR');
	const shown = spans.map(({ days, from, to }) => {
		const [first = 1, last = 7] = [days[0], days.at(-1)];
		const when =
			days.length === 7
				? words.daily
				: words.days(dayName(first, words.locale), dayName(last, words.locale));
		return `${from}–${to}, ${when}`;
	});
	return [
		...shown,
		...(holidays ? [] : [words.noHolidays]),
		...(hours.own.length > 0 ? [words.tightened] : []),
	].join(', ');
}

/** 2 November 2026 is a Monday. */
const dayName = (day: Weekday, locale: string): string =>
	new Date(Date.UTC(2026, 10, 1 + day)).toLocaleDateString(locale, {
		weekday: 'long',
		timeZone: 'UTC',
	});

import type { Country } from './territories';

/** Legal sending hours as data: dated, with source. A change of charter is a change of a row. */

/** 1 = Monday … 7 = Sunday */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** On these days from `from` up to, not including, `to`; `HH:MM` on the recipient's clock. */
export interface Span {
	readonly days: readonly Weekday[];
	readonly from: string;
	readonly to: string;
}

export interface Timetable {
	readonly spans: readonly Span[];
	/** whether public holidays are allowed */
	readonly holidays: boolean;
	/** allowed, but worth a word to the marketer */
	readonly warn?: ReadonlyArray<'sunday' | 'holiday'>;
	/** as of this date */
	readonly asOf: string;
	readonly source: string;
}

const MON_FRI: readonly Weekday[] = [1, 2, 3, 4, 5];
const MON_SAT: readonly Weekday[] = [...MON_FRI, 6];
const DAILY: readonly Weekday[] = [...MON_SAT, 7];

/** What a brand chooses for France. */
export const PRESETS = {
	strict: {
		spans: [{ days: MON_SAT, from: '08:00', to: '20:00' }],
		holidays: false,
		asOf: '2026-11-21',
		source: 'OVH guide (2026-01-07), SMSFactor, Octopush, Sarbacane, tyntec: the narrowest in use',
	},
	brevo: {
		spans: [{ days: MON_SAT, from: '08:00', to: '22:00' }],
		holidays: false,
		asOf: '2026-11-21',
		source: 'Brevo, help article 11884482521234',
	},
	'af2m-2026': {
		spans: [{ days: DAILY, from: '08:00', to: '21:30' }],
		holidays: true,
		warn: ['sunday', 'holiday'],
		asOf: '2026-03-01',
		source: 'AF2M, Charte Business Messaging 2026: Sundays and holidays tolerated, not recommended',
	},
} as const satisfies Record<string, Timetable>;

export type Preset = keyof typeof PRESETS;

const NONE_FOUND = 'no statute found; usual hours';

const abroad = (days: readonly Weekday[], from: string, to: string, source: string): Timetable => ({
	spans: [{ days, from, to }],
	holidays: false,
	asOf: '2026-11-21',
	source,
});

/** Every other country: the same whatever preset the brand chose for France. */
export const ABROAD: Record<Exclude<Country, 'FR'>, Timetable> = {
	BE: abroad(MON_SAT, '09:00', '20:00', `${NONE_FOUND} (Ometria blocks 20:00–09:00)`),
	CH: abroad(MON_SAT, '08:00', '20:00', NONE_FOUND),
	LU: abroad(MON_SAT, '08:00', '20:00', NONE_FOUND),
	DE: abroad(MON_SAT, '08:00', '20:00', `${NONE_FOUND}; inside Klaviyo's 08:00–21:00`),
	ES: abroad(MON_FRI, '09:00', '21:00', 'LGDCU art. 96.2, written for calls'),
	IT: abroad(MON_SAT, '08:00', '22:00', 'Twilio guidelines: no SMS 22:00–08:00 and on Sundays'),
	NL: abroad(MON_SAT, '08:00', '20:00', `${NONE_FOUND}; inside Klaviyo's 08:00–21:00`),
	GB: { ...abroad(DAILY, '08:00', '20:00', NONE_FOUND), holidays: true },
	US: {
		spans: [
			{ days: MON_SAT, from: '09:00', to: '20:00' },
			{ days: [7], from: '12:00', to: '20:00' },
		],
		holidays: true,
		asOf: '2026-11-21',
		source: '47 CFR 64.1200(c)(1), tightened to the hours of most stricter states',
	},
	CA: { ...abroad(DAILY, '09:00', '20:00', NONE_FOUND), holidays: true },
	'*': abroad(MON_SAT, '09:00', '20:00', NONE_FOUND),
};

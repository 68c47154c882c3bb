import type { E164 } from '../item';

/** A place with a French mobile numbering of its own. Its clock and holidays are the calendar's affair. */
export interface Numbering {
	/** ISO 3166 */
	country: string;
	/** without `+` */
	callingCode: string;
}

const place = (country: string, callingCode: string): Numbering => ({ country, callingCode });

const MAINLAND = place('FR', '33');
const GUADELOUPE = place('GP', '590');
const MARTINIQUE = place('MQ', '596');
const GUYANE = place('GF', '594');
const REUNION = place('RE', '262');
const MAYOTTE = place('YT', '262');
const SAINT_PIERRE = place('PM', '508');

/** Outside the French numbering plan: the calling code alone tells them (ARCEP; rules §1.6). */
const BY_CALLING_CODE = new Map(
	[place('NC', '687'), place('PF', '689'), place('WF', '681')].map((own) => [own.callingCode, own]),
);

/** Countries that dial one another with the ten digits of the French plan; BL and MF share Guadeloupe's numbers. */
export const FRENCH_PLAN: ReadonlySet<string> = new Set([
	...[MAINLAND, GUADELOUPE, MARTINIQUE, GUYANE, REUNION, MAYOTTE, SAINT_PIERRE].map(
		({ country }) => country,
	),
	'BL',
	'MF',
]);

/** Overseas mobile ranges by the first digits after the 0 (rules §1.6, ARCEP 2018-0881). */
const OVERSEAS_MOBILE: Array<[prefixes: string[], territory: Numbering]> = [
	[['690', '691', ...range(70900, 70904)], GUADELOUPE],
	[['696', '697', ...range(70910, 70913)], MARTINIQUE],
	[['694', ...range(70930, 70933)], GUYANE],
	[['692', '693', ...range(70920, 70923)], REUNION],
	[['639', ...range(70935, 70937)], MAYOTTE],
	[['7084', '7085'], SAINT_PIERRE],
];

const BY_PREFIX = new Map(
	OVERSEAS_MOBILE.flatMap(([prefixes, territory]) =>
		prefixes.map((prefix) => [prefix, territory] as const),
	),
);

function range(from: number, to: number): string[] {
	return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}

/** The overseas territory of a nine-digit national mobile number (no leading 0), e.g. `692123456` → La Réunion. */
export function overseasOf(national: string): Numbering | undefined {
	return (
		BY_PREFIX.get(national.slice(0, 3)) ??
		BY_PREFIX.get(national.slice(0, 4)) ??
		BY_PREFIX.get(national.slice(0, 5))
	);
}

/** Calling code by the first three digits of a landline overseas; Saint-Pierre's own numbers have six digits after 508. */
const LANDLINES = new Map([
	['262', '+262'],
	['263', '+262'],
	['269', '+262'],
	['508', '+'],
	['590', '+590'],
	['594', '+594'],
	['596', '+596'],
]);

/** The international form of nine national digits of an overseas exchange, e.g. `590201234` → `+590590201234`. */
export function overseasLandline(national: string): string | undefined {
	const start = LANDLINES.get(national.slice(0, 3));
	return start === undefined ? undefined : start + national;
}

/** The French territory a mobile number belongs to, undefined for any other country. Guadeloupe stands for BL and MF too. */
export function frenchNumberingOf(e164: E164): Numbering | undefined {
	const digits = e164.slice(1);
	if (digits.startsWith('33')) return MAINLAND;
	if (digits.startsWith('508')) return SAINT_PIERRE;
	const code = digits.slice(0, 3);
	const territory = BY_CALLING_CODE.get(code) ?? overseasOf(digits.slice(3));
	return territory?.callingCode === code ? territory : undefined;
}

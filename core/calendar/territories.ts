import type { E164 } from '../item';

/**
 * Where a recipient lives, as far as public holidays and clocks go: read from the number, made exact by the postal code.
 * French territories carry the names of the official list of public holidays (etalab/jours-feries-france).
 */
export const FRENCH_TERRITORIES = [
	'metropole',
	'alsace-moselle',
	'guadeloupe',
	'martinique',
	'guyane',
	'la-reunion',
	'mayotte',
	'saint-barthelemy',
	'saint-martin',
	'saint-pierre-et-miquelon',
	'nouvelle-caledonie',
	'polynesie-francaise',
	'wallis-et-futuna',
] as const;

export type FrenchTerritory = (typeof FRENCH_TERRITORIES)[number];

export const COUNTRIES = ['BE', 'CH', 'LU', 'DE', 'ES', 'IT', 'NL', 'GB', 'US', 'CA'] as const;

/** `*` = any other country */
export type Country = 'FR' | (typeof COUNTRIES)[number] | '*';

export interface Territory {
	readonly id: FrenchTerritory | Exclude<Country, 'FR'>;
	/** whose sending hours hold */
	readonly country: Country;
	/**
	 * IANA zones the recipient may be in. More than one where the number does not tell (US, Canada):
	 * a moment then has to be allowed in each of them, so that nobody in the country is woken.
	 */
	readonly timeZones: readonly string[];
}

const FRENCH_ZONES: Record<FrenchTerritory, string> = {
	metropole: 'Europe/Paris',
	'alsace-moselle': 'Europe/Paris',
	guadeloupe: 'America/Guadeloupe',
	martinique: 'America/Martinique',
	guyane: 'America/Cayenne',
	'la-reunion': 'Indian/Reunion',
	mayotte: 'Indian/Mayotte',
	'saint-barthelemy': 'America/St_Barthelemy',
	'saint-martin': 'America/Marigot',
	'saint-pierre-et-miquelon': 'America/Miquelon',
	'nouvelle-caledonie': 'Pacific/Noumea',
	// The Marquesas (+0:30) and Gambier (+1:00) cannot be told from the number: Tahiti, where nearly all live.
	'polynesie-francaise': 'Pacific/Tahiti',
	'wallis-et-futuna': 'Pacific/Wallis',
};

const COUNTRY_ZONES: Record<Exclude<Country, 'FR'>, readonly string[]> = {
	BE: ['Europe/Brussels'],
	CH: ['Europe/Zurich'],
	LU: ['Europe/Luxembourg'],
	DE: ['Europe/Berlin'],
	ES: ['Europe/Madrid'],
	IT: ['Europe/Rome'],
	NL: ['Europe/Amsterdam'],
	GB: ['Europe/London'],
	US: ['America/New_York', 'America/Los_Angeles'],
	CA: ['America/St_Johns', 'America/Vancouver'],
	// No zone is known for the rest of the world: the clock of the sender's country.
	'*': ['Europe/Paris'],
};

const french = (id: FrenchTerritory): Territory => ({
	id,
	country: 'FR',
	timeZones: [FRENCH_ZONES[id]],
});
const abroad = (
	country: Exclude<Country, 'FR'>,
	timeZones = COUNTRY_ZONES[country],
): Territory => ({ id: country, country, timeZones });

const FRANCE = new Map(FRENCH_TERRITORIES.map((id) => [id, french(id)]));
const ABROAD = new Map((['*', ...COUNTRIES] as const).map((id) => [id, abroad(id)]));

/** One frozen object a territory, so that it can key a map. */
export function territory(id: Territory['id']): Territory {
	const found = [...FRANCE.values(), ...ABROAD.values()].find((row) => row.id === id);
	if (found === undefined) throw new RangeError(`Unknown territory: ${id}`);
	return found;
}

/** Canadian area codes in service (North American Numbering Plan); +1 alone is the United States. */
const CANADA =
	'204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942';

/** By the digits after `+`, longest first. Overseas patterns: libphonenumber metadata, national numbers of the ARCEP plan. */
const BY_PREFIX = new Map<string, Territory>([
	['33', territory('metropole')],
	['590', territory('guadeloupe')],
	['596', territory('martinique')],
	['594', territory('guyane')],
	['262', territory('la-reunion')],
	['262639', territory('mayotte')],
	['262269', territory('mayotte')],
	...['26270935', '26270936', '26270937'].map((p): [string, Territory] => [
		p,
		territory('mayotte'),
	]),
	['508', territory('saint-pierre-et-miquelon')],
	['687', territory('nouvelle-caledonie')],
	['689', territory('polynesie-francaise')],
	['681', territory('wallis-et-futuna')],
	['32', territory('BE')],
	['41', territory('CH')],
	['352', territory('LU')],
	['49', territory('DE')],
	['34', territory('ES')],
	['39', territory('IT')],
	['31', territory('NL')],
	['44', territory('GB')],
	['1', territory('US')],
	['1907', abroad('US', ['America/Anchorage'])],
	['1808', abroad('US', ['Pacific/Honolulu'])],
	...CANADA.split(' ').map((code): [string, Territory] => [`1${code}`, territory('CA')]),
]);
const ANYWHERE = territory('*');
const PREFIX_LENGTHS = [...new Set([...BY_PREFIX.keys()].map((key) => key.length))].sort(
	(a, b) => b - a,
);

/** By the first figures of a French postal code, longest first. 977 and 978 are INSEE's codes, found in real files. */
const BY_POSTAL_CODE: ReadonlyArray<readonly [string, Territory]> = [
	['97133', territory('saint-barthelemy')],
	['97150', territory('saint-martin')],
	['971', territory('guadeloupe')],
	['972', territory('martinique')],
	['973', territory('guyane')],
	['974', territory('la-reunion')],
	['975', territory('saint-pierre-et-miquelon')],
	['976', territory('mayotte')],
	['977', territory('saint-barthelemy')],
	['978', territory('saint-martin')],
	['986', territory('wallis-et-futuna')],
	['987', territory('polynesie-francaise')],
	['988', territory('nouvelle-caledonie')],
	['57', territory('alsace-moselle')],
	['67', territory('alsace-moselle')],
	['68', territory('alsace-moselle')],
];

function byNumber(digits: string): Territory {
	for (const length of PREFIX_LENGTHS) {
		const found = BY_PREFIX.get(digits.slice(0, length));
		if (found !== undefined) return found;
	}
	return ANYWHERE;
}

/**
 * The territory of a recipient. A French number takes the territory of its postal code when that is overseas; Alsace-Moselle
 * needs a postal code (57, 67, 68) on a mainland number. Postal codes of other countries are not read: they mean something else.
 */
export function territoryOf(to: E164, postalCode?: string): Territory {
	const found = byNumber(to.slice(1));
	if (found.country !== 'FR' || postalCode === undefined) return found;
	const code = String(postalCode).replace(/\s/g, '');
	if (!/^\d{5}$/.test(code)) return found;
	const row = BY_POSTAL_CODE.find(([prefix]) => code.startsWith(prefix));
	if (row === undefined) return found;
	return row[1].id === 'alsace-moselle' && found.id !== 'metropole' ? found : row[1];
}

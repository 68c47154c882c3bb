import { countryOf } from '../contact/phone';
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

/** By the country of the number; British islands follow Great Britain. BL and MF share Guadeloupe's numbers. */
const BY_COUNTRY: ReadonlyMap<string, Territory> = new Map<string, Territory>([
	['FR', territory('metropole')],
	['GP', territory('guadeloupe')],
	['MQ', territory('martinique')],
	['GF', territory('guyane')],
	['RE', territory('la-reunion')],
	['YT', territory('mayotte')],
	['PM', territory('saint-pierre-et-miquelon')],
	['NC', territory('nouvelle-caledonie')],
	['PF', territory('polynesie-francaise')],
	['WF', territory('wallis-et-futuna')],
	['GG', territory('GB')],
	['IM', territory('GB')],
	['JE', territory('GB')],
	...COUNTRIES.map((country): [string, Territory] => [country, territory(country)]),
]);

/** American states far from the others, by area code. */
const FAR_STATES: ReadonlyMap<string, Territory> = new Map([
	['+1907', abroad('US', ['America/Anchorage'])],
	['+1808', abroad('US', ['Pacific/Honolulu'])],
]);
const ANYWHERE = territory('*');

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

const byNumber = (to: E164): Territory =>
	FAR_STATES.get(to.slice(0, 5)) ?? BY_COUNTRY.get(countryOf(to) ?? '*') ?? ANYWHERE;

/**
 * The territory of a recipient. A French number takes the territory of its postal code when that is overseas; Alsace-Moselle
 * needs a postal code (57, 67, 68) on a mainland number. Postal codes of other countries are not read: they mean something else.
 */
export function territoryOf(to: E164, postalCode?: string): Territory {
	const found = byNumber(to);
	if (found.country !== 'FR' || postalCode === undefined) return found;
	const code = String(postalCode).replace(/\s/g, '');
	if (!/^\d{5}$/.test(code)) return found;
	const row = BY_POSTAL_CODE.find(([prefix]) => code.startsWith(prefix));
	if (row === undefined) return found;
	return row[1].id === 'alsace-moselle' && found.id !== 'metropole' ? found : row[1];
}

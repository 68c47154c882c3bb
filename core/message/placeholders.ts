import type { SmsItem } from '../item';
import { cleanName } from './names';

/** What the campaign itself says, given in the node: the same for all contacts, or worked out by contact. */
export type CampaignFields = Readonly<Record<string, unknown>>;

export interface Placeholder {
	/** as written between braces */
	name: string;
	/** French name of the same */
	alias: string;
	/** a value as a contact would read it */
	example: string;
	/** where the value comes from, for people */
	from: string;
	/** its value on an item of the suite; absent for campaign fields */
	read?: (sms: SmsItem) => unknown;
}

const row = (
	name: string,
	alias: string,
	example: string,
	from: string,
	read?: Placeholder['read'],
): Placeholder => ({ name, alias, example, from, read });

/** Titles as a French letter writes them; nothing for a gender that is not known. */
const TITLES = { female: 'Madame', male: 'Monsieur' } as const;

/** The one table of placeholders. A file column of the same (cleaned) name serves when the contact lacks the value. */
export const PLACEHOLDERS: readonly Placeholder[] = [
	row('first_name', 'prenom', 'Marie', 'contact', ({ contact }) => contact?.firstName),
	row('last_name', 'nom', 'Durand', 'contact', ({ contact }) => contact?.lastName),
	row('title', 'civilite', 'Madame', 'contact', ({ contact }) =>
		contact?.gender === undefined ? undefined : TITLES[contact.gender],
	),
	row('city', 'ville', 'Lyon', 'contact', ({ contact }) => contact?.city),
	row('postal_code', 'code_postal', '69002', 'contact', ({ contact }) => contact?.postalCode),
	row('loyalty_tier', 'niveau', 'Gold', 'contact', ({ contact }) => contact?.loyaltyTier),
	row('points', 'points', '240', 'contact', ({ contact }) => contact?.points),
	row('interests', 'interets', 'cuisine, jardin', 'contact', ({ contact }) => contact?.interests),
	row('purchases', 'achats', '7', 'contact', ({ contact }) => contact?.purchases?.count),
	row('last_purchase', 'dernier_achat', '2026-09-12', 'contact', ({ contact }) =>
		contact?.purchases?.lastAt?.slice(0, 10),
	),
	row('store', 'magasin', 'Lyon Bellecour', 'store', ({ contact }) => contact?.store?.name),
	row(
		'store_address',
		'adresse_magasin',
		'12 rue de la Barre',
		'store',
		({ contact }) => contact?.store?.address,
	),
	row(
		'opening_hours',
		'horaires',
		'10h-19h',
		'store',
		({ contact }) => contact?.store?.openingHours,
	),
	row('store_distance', 'distance_magasin', '4', 'store', ({ contact }) =>
		contact?.store?.distanceKm === undefined ? undefined : Math.round(contact.store.distanceKm),
	),
	row('segment', 'segment', 'Gold', 'segment', ({ segment }) => segment),
	row('brand', 'enseigne', 'Maison Lumen', 'brand'),
	row('offer', 'offre', '-20 %', 'campaign'),
	row('offer_start', 'debut_offre', '26 nov.', 'campaign'),
	row('offer_end', 'fin_offre', '28 nov.', 'campaign'),
	row('code', 'code', 'LUMEN20', 'campaign'),
	row('link', 'lien', 'lumen.example/vp', 'campaign'),
	row(
		'confirm_link',
		'lien_confirmation',
		'lumen.example/c?confirm=a1b2',
		'SMS Consent',
		({ confirmation }) => confirmation?.link,
	),
	row('stop', 'stop', 'STOP au 36000', 'STOP footer'),
];

const BY_NAME = new Map(
	PLACEHOLDERS.flatMap((placeholder) => [
		[placeholder.name, placeholder] as const,
		[placeholder.alias, placeholder] as const,
	]),
);

/** Both names of every placeholder, for "did you mean". */
export const PLACEHOLDER_NAMES: readonly string[] = [...BY_NAME.keys()];

/** The placeholder of that name in either language, whatever its case and accents. */
export const findPlaceholder = (name: string): Placeholder | undefined =>
	BY_NAME.get(cleanName(name));

/** One line naming the placeholders, for the notice in the node. */
export const placeholderList = (): string => PLACEHOLDERS.map(({ name }) => `{${name}}`).join(' ');

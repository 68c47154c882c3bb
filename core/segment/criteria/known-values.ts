import type { Language } from '../../reasons';
import { CLIENT_TYPES, type ClientType } from '../client-type';
import { RFM_GROUPS, type RfmGroup } from '../rfm-groups';
import type { Trait } from './rule';

const GROUPS_IN_FRENCH: Record<RfmGroup, string> = {
	champions: 'champions',
	loyal: 'fidèles',
	potential_loyalists: 'bientôt fidèles',
	new: 'nouveaux',
	promising: 'prometteurs',
	need_attention: 'à surveiller',
	about_to_sleep: 'en train de décrocher',
	at_risk: 'à risque',
	cannot_lose: 'à ne pas perdre',
	hibernating: 'en sommeil',
	lost: 'perdus',
};

const TYPES_IN_FRENCH: Record<ClientType, string> = {
	privileged: 'privilégié',
	lapsed: 'inactif',
	new: 'nouveau',
	opportunist: 'opportuniste',
	high_potential: 'à fort potentiel',
	regular: 'régulier',
};

/** Traits with words of our own, and how people call them; any other word can fit nobody. */
export const KNOWN_VALUES: Partial<Record<Trait, Record<Language, Record<string, string>>>> = {
	kind: {
		en: { client: 'client', prospect: 'prospect' },
		fr: { client: 'client', prospect: 'prospect' },
	},
	gender: { en: { female: 'woman', male: 'man' }, fr: { female: 'femme', male: 'homme' } },
	rfm: { en: RFM_GROUPS, fr: GROUPS_IN_FRENCH },
	type: { en: CLIENT_TYPES, fr: TYPES_IN_FRENCH },
};

/** A value of the suite as people call it; other words as they are. */
export const calledIn =
	(trait: Trait, language: Language) =>
	(value: string): string => {
		const known = KNOWN_VALUES[trait]?.[language] ?? {};
		return (Object.hasOwn(known, value) ? known[value] : undefined) ?? value;
	};

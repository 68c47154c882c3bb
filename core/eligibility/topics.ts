import type { Language } from '../reasons';

/**
 * Topics that operators, gateways or the law keep out of SMS, as of November 2026. Patterns are matched against words without accents, case and
 * punctuation (words.ts), so `l'e-cigarette` reads `l e cigarette`. They name the thing itself, not words that retailers use as well
 * (the Casino supermarkets, "votez pour votre magasin", "place de l'Église"): what is missed here the gateway still moderates.
 */
export interface Topic {
	id: string;
	name: Record<Language, string>;
	pattern: string;
	source: string;
}

const GATEWAYS = 'Bird (France), Brevo help 11884482521234, Twilio France short code practices';

export const TOPICS: readonly Topic[] = [
	{
		id: 'energy-renovation',
		name: { fr: 'travaux de rénovation énergétique', en: 'home energy renovation' },
		pattern:
			'renovations? energetiques?|ma ?prime ?renov\\w*|isolation (?:des combles|(?:a|pour) (?:1|un) euros?)|(?<!linges? (?:a |avec )?)pompes? a chaleur(?! (?:de |pour )?(?:votre |la )?piscines?)|panneaux? (?:solaires?|photovoltaiques?)(?! (?:portables?|pliables?|camping))|passoires? thermiques?|bilan energetique (?:gratuit )?(?:de|du) (?:votre )?(?:logement|maison)',
		source: 'law 2025-594 of 30 June 2025, consumer code L223-1; smsmode and AFOC on SMS',
	},
	{
		id: 'home-adaptation',
		name: {
			fr: "adaptation du logement à l'âge ou au handicap",
			en: 'home adaptation for age or disability',
		},
		pattern:
			'ma ?prime ?adapt\\w*|adaptation (?:du|de votre|de) logement|monte escaliers?|douches? seniors?',
		source: 'law 2025-594 of 30 June 2025',
	},
	{
		id: 'training-account',
		name: { fr: 'compte personnel de formation (CPF)', en: 'training account (CPF)' },
		pattern: 'cpf|comptes? (?:personnels? de )?formation|droits (?:a la |de )?formation',
		source: 'law 2022-1587 of 19 December 2022, labour code L6323-8-1',
	},
	{
		id: 'gambling',
		name: { fr: "jeux d'argent", en: 'gambling' },
		pattern:
			'casinos? (?:en ligne|online)|online casinos?|bonus casino|machines? a sous|slot machines?|paris sportifs|pari(?:ez|er) en ligne|(?:jeux?|mises?) d argent|pokers? (?:en ligne|online)|online poker|free ?spins?|sports? betting|bookmakers?',
		source: GATEWAYS,
	},
	{
		id: 'adult',
		name: { fr: 'contenu pour adultes', en: 'adult content' },
		pattern:
			'porno\\w*|pornstars?|sex ?shops?|sex ?toys?|sexcams?|escort ?girls?|plans? cul|rencontres? coquines?|films? x(?! men)|onlyfans|striptease',
		source: GATEWAYS,
	},
	{
		id: 'drugs',
		name: { fr: 'drogues et cannabis', en: 'drugs and cannabis' },
		pattern: 'cannabis|cbd|thc|marijuana|haschich|hashish|cocaine|mdma|beuh',
		source: GATEWAYS,
	},
	{
		id: 'tobacco',
		name: { fr: 'tabac et vapotage', en: 'tobacco and vaping' },
		pattern:
			'(?:e|vapo) ?cigarettes?|cigarettes? electroniques?|e ?liquides?|vapoteuses?|vape ?shops?|puffs? (?:jetables?|vape)|(?:cartouches?|paquets?) de (?:cigarettes|tabac)|tabac a (?:rouler|chauffer)|snus',
		source: 'public health code L3512-4 and L3513-4 (no advertising)',
	},
	{
		id: 'politics',
		name: { fr: 'politique', en: 'politics' },
		pattern:
			'elections? (?:municipales?|presidentielles?|legislatives?|europeennes?|regionales?|departementales?|senatoriales?)|campagne electorale|votez (?:pour )?(?:la |notre |ma )liste|candidate?s? (?:a|aux) (?:la mairie|l election|(?:elections )?(?:municipales|legislatives|europeennes|regionales))|meeting (?:politique|electoral)|parti politique',
		source: GATEWAYS,
	},
	{
		id: 'religion',
		name: { fr: 'religion', en: 'religion' },
		pattern:
			'denier (?:du culte|de l eglise)|dons? (?:a|pour) (?:l eglise|la mosquee|la paroisse|le temple|la synagogue)|(?:groupe|veillee|chaine) de priere|jesus (?:christ|vous|t)|(?:messe|culte) (?:du|de ce) dimanche|(?:la )?parole de dieu',
		source: GATEWAYS,
	},
];

/** One expression for all: most texts need a single scan that finds nothing. */
const ANY = new RegExp(`(?<!\\S)(?:${TOPICS.map(({ pattern }) => pattern).join('|')})(?!\\S)`, 'u');
const EACH = TOPICS.map((topic) => ({
	topic,
	pattern: new RegExp(`(?<!\\S)(?:${topic.pattern})(?!\\S)`, 'u'),
}));

/** The topic a text may not speak of; `words` as `wordsOf` gives them. */
export function forbiddenTopic(words: string): Topic | undefined {
	if (!ANY.test(words)) return undefined;
	return EACH.find(({ pattern }) => pattern.test(words))?.topic;
}

/** Why a contact is not written to: the one list of the suite, with its sentence in the brand's language. */

export type Language = 'fr' | 'en';

type Sentences = Record<Language, string>;

const SENTENCES = {
	INVALID_NUMBER: {
		en: 'The phone number cannot be read: {value}',
		fr: 'Numéro de téléphone illisible : {value}',
	},
	NOT_MOBILE: {
		en: 'Not a mobile number, it cannot receive an SMS',
		fr: 'Pas un numéro de mobile, ne peut pas recevoir de SMS',
	},
	DUPLICATE: {
		en: 'The same number is already in this run',
		fr: 'Le même numéro est déjà présent dans cet envoi',
	},
	SUPPRESSED: {
		en: 'Asked to receive no more SMS (STOP)',
		fr: 'A demandé à ne plus recevoir de SMS (STOP)',
	},
	NO_CONSENT: {
		en: 'No consent to receive marketing SMS',
		fr: 'Pas de consentement à recevoir des SMS publicitaires',
	},
	CONSENT_EXPIRED: {
		en: 'The consent is too old ({at})',
		fr: 'Le consentement est trop ancien ({at})',
	},
	MINOR: { en: 'Under 15 years old', fr: 'A moins de 15 ans' },
	OUT_OF_ZONE: { en: 'Outside the zone of the campaign', fr: 'Hors de la zone de la campagne' },
	NOT_IN_SEGMENT: {
		en: 'Fits no segment of the campaign',
		fr: 'Dans aucun segment de la campagne',
	},
	BAD_SENDER: {
		en: 'The sender name "{sender}" is not allowed: 3 to 11 letters and digits, not digits only',
		fr: "Le nom d'expéditeur « {sender} » n'est pas permis : 3 à 11 lettres et chiffres, pas uniquement des chiffres",
	},
	FORBIDDEN_TOPIC: {
		en: 'The text speaks of a topic that operators forbid: {topic}',
		fr: 'Le texte aborde un sujet interdit par les opérateurs : {topic}',
	},
	PUBLIC_SHORTENER: {
		en: 'The text holds a public short link that operators block: {link}',
		fr: 'Le texte contient un lien raccourci public, bloqué par les opérateurs : {link}',
	},
	STOP_MISSING: {
		en: 'A marketing text must say how to refuse further SMS (STOP)',
		fr: 'Un SMS publicitaire doit dire comment refuser les suivants (STOP)',
	},
	TOO_LONG: {
		en: '{parts} billed parts, more than the {max} allowed',
		fr: '{parts} SMS facturés, plus que les {max} autorisés',
	},
	MISSING_FIELD: {
		en: 'No value for {field} and no default text',
		fr: 'Aucune valeur pour {field} et pas de texte par défaut',
	},
	OUTSIDE_HOURS: {
		en: 'Outside the sending hours',
		fr: "En dehors des heures d'envoi",
	},
	CAPPED: {
		en: 'Already at the most messages allowed for this period',
		fr: 'A déjà reçu le nombre maximum de messages sur la période',
	},
	ALREADY_SENT: {
		en: 'Already received this campaign',
		fr: 'A déjà reçu cette campagne',
	},
	IN_PROGRESS: {
		en: 'Is being written to by another run of this campaign',
		fr: 'Un autre envoi de cette campagne est en cours pour ce contact',
	},
	IN_DOUBT: {
		en: 'A first attempt may have arrived; check before sending again',
		fr: 'Un premier envoi est peut-être arrivé ; à vérifier avant de renvoyer',
	},
	REF_MISMATCH: {
		en: 'Number, campaign or gateway changed after the frequency cap',
		fr: 'Le numéro, la campagne ou la passerelle a changé après le plafond de fréquence',
	},
	CONSENT_PENDING: {
		en: 'The consent is not confirmed yet',
		fr: "Le consentement n'est pas encore confirmé",
	},
	CONTROL_GROUP: {
		en: 'Kept in the control group',
		fr: 'Gardé dans le groupe témoin',
	},
	CAMPAIGN_PAUSED: { en: 'The campaign is paused', fr: 'La campagne est en pause' },
	CAMPAIGN_CANCELLED: { en: 'The campaign is cancelled', fr: 'La campagne est annulée' },
	BUDGET_SPENT: {
		en: 'The budget of the campaign is spent',
		fr: 'Le budget de la campagne est épuisé',
	},
} satisfies Record<string, Sentences>;

export type Reason = keyof typeof SENTENCES;

export const REASONS = Object.keys(SENTENCES) as Reason[];

/** The sentence for a reason; `{name}` in it is filled from `values`, a missing value leaves an empty text. */
export function explain(
	reason: Reason,
	language: Language,
	values: Record<string, string | number> = {},
): string {
	return SENTENCES[reason][language].replace(/\{(\w+)\}/g, (_, name: string) =>
		String(values[name] ?? ''),
	);
}

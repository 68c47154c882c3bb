import { checkConsent, consentRules, isMinor } from '../../eligibility/consent';
import type { SmsContact, SmsItem } from '../../item';
import { explain, type Language, type Reason } from '../../reasons';
import { postalAnswer, type PostalZone } from '../zone/postal';

/** What may be asked to be known of a prospect, in the words of both languages. */
export const KNOWABLE = {
	age: { en: 'age', fr: 'âge' },
	city: { en: 'city', fr: 'ville' },
	firstName: { en: 'first name', fr: 'prénom' },
	gender: { en: 'gender', fr: 'civilité' },
	interests: { en: 'interests', fr: "centres d'intérêt" },
	lastName: { en: 'last name', fr: 'nom' },
	postalCode: { en: 'postal code', fr: 'code postal' },
} as const satisfies Partial<Record<keyof SmsContact, Record<Language, string>>>;

export type Knowable = keyof typeof KNOWABLE;

export interface Qualification {
	/** absent = anywhere */
	zone?: PostalZone;
	mustBeKnown: readonly Knowable[];
	/** a consent whose origin (contest, web form …) is not told cannot be proven */
	originNeeded: boolean;
	/** 0 = of any age, dated or not */
	consentMaxAgeMonths: number;
}

/**
 * Three years are what the CNIL allows for keeping somebody who never bought, from collection or the person's last sign of
 * life. The sender must be able to prove the consent himself, also when a partner collected it (SAN-2025-001), so its
 * origin is needed. The postal code tells which store to invite to.
 */
export const QUALIFICATION: Qualification = {
	mustBeKnown: ['postalCode'],
	originNeeded: true,
	consentMaxAgeMonths: 36,
};

export interface NotQualified {
	reason: Reason;
	/** one sentence a marketer understands */
	detail: string;
}

const OWN_SENTENCES = {
	origin: {
		en: 'Nobody knows how the consent was given (contest, web form …)',
		fr: 'Origine du consentement inconnue (jeu, formulaire…)',
	},
	missing: { en: 'Missing: {fields}', fr: 'Il manque : {fields}' },
	place: {
		en: 'The postal code is not known, so neither whether in the zone',
		fr: 'Code postal inconnu : impossible de savoir si dans la zone',
	},
} as const satisfies Record<string, Record<Language, string>>;

/** Said of a prospect whose yes is known, but not how it was given. */
export const noOrigin = (language: Language): string => OWN_SENTENCES.origin[language];

export interface Moment {
	/** ms UTC */
	now: number;
	/** ISO date of the brand */
	today: string;
	language: Language;
}

/**
 * Why a prospect is not qualified for a first SMS; undefined when it is. In this order: consent, its origin and age, the
 * person's age, what must be known, the zone. Clients and contacts that are held already are not judged.
 * @throws ZoneError when the zone cannot be used
 */
export function qualifier(
	rules: Qualification,
	{ now, today, language }: Moment,
): (sms: SmsItem) => NotQualified | undefined {
	const consent = consentRules({ language, consentMaxAgeMonths: rules.consentMaxAgeMonths }, now);
	const inZone = rules.zone && postalAnswer(rules.zone);
	const why = (reason: Reason, detail = explain(reason, language)): NotQualified => ({
		reason,
		detail,
	});
	return (sms) => {
		if (sms.status === 'held' || sms.contact?.kind === 'client') return undefined;
		const refused = checkConsent(sms, consent);
		if (refused) return why(refused.reason, refused.detail);
		if (rules.originNeeded && sms.consent?.origin === undefined) {
			return why('NO_CONSENT', noOrigin(language));
		}
		if (isMinor(sms.contact, today)) return why('MINOR');
		const missing = rules.mustBeKnown.filter((field) => !isKnown(sms.contact, field));
		if (missing.length > 0) return why('MISSING_FIELD', missingSentence(missing, language));
		const inside = inZone ? inZone(sms.contact ?? {}) : true;
		if (inside) return undefined;
		const unknown = inside === undefined ? OWN_SENTENCES.place[language] : undefined;
		return why('OUT_OF_ZONE', unknown);
	};
}

function isKnown(contact: SmsContact | undefined, field: Knowable): boolean {
	const value = contact?.[field];
	return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}

const missingSentence = (fields: readonly Knowable[], language: Language): string =>
	OWN_SENTENCES.missing[language].replace('{fields}', () =>
		fields.map((field) => KNOWABLE[field][language]).join(', '),
	);

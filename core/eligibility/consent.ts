import { DateTime } from 'luxon';
import { isIsoDate, readMoment } from '../consent/moment';
import { ageAt } from '../contact/dates';
import type { SmsContact, SmsItem } from '../item';
import { explain, type Language, type Reason } from '../reasons';
import type { EligibilityRules, HeldVerdict, Verdict } from './rules';

/** Consent alone from this age (French data-protection act, art. 45). */
export const AGE_OF_CONSENT = 15;
/** A date or time without zone is that of the person's place, which is up to this far ahead of UTC. */
const FARTHEST_AHEAD_MS = 14 * 3_600_000;
/** Clocks of tills and forms are not exact. */
const CLOCK_SKEW_MS = 5 * 60_000;

const OWN_SENTENCES = {
	future: {
		en: 'The consent is dated in the future ({at})',
		fr: 'Le consentement est daté dans le futur ({at})',
	},
	undated: {
		en: 'The consent has no date, so its age cannot be shown',
		fr: "Le consentement n'est pas daté, son ancienneté ne peut pas être établie",
	},
	neverBought: {
		en: 'Counted as an existing customer, but never bought anything',
		fr: "Compté comme client existant, mais n'a jamais rien acheté",
	},
} satisfies Record<string, Record<Language, string>>;

/** What `checkConsent` may answer, and no other check. */
const REASONS: ReadonlySet<Reason> = new Set(['CONSENT_PENDING', 'NO_CONSENT', 'CONSENT_EXPIRED']);

/** Whether a fresh check held the contact for its consent. */
export const isForConsent = (verdict: Verdict): boolean =>
	verdict.outcome === 'held' && REASONS.has(verdict.reason);

const held = (reason: Reason, detail: string): HeldVerdict => ({ outcome: 'held', reason, detail });

export interface ConsentRules {
	language: Language;
	now: number;
	/** ms UTC; consents given before it have expired. Absent = consents do not age */
	oldestAt?: number;
}

/** Read once for a batch. */
export function consentRules(
	{
		language,
		consentMaxAgeMonths: months,
	}: Pick<EligibilityRules, 'language' | 'consentMaxAgeMonths'>,
	now: number,
): ConsentRules {
	return { language, now, ...(months && { oldestAt: oldestConsent(now, months) }) };
}

/** The moment before which a consent has expired: `months` calendar months before `now`. */
export function oldestConsent(now: number, months: number): number {
	return DateTime.fromMillis(now, { zone: 'utc' }).minus({ months }).toMillis();
}

/**
 * Whether the item itself shows a valid consent to marketing (art. L34-5 CPCE). The ledger's opt-outs come on top: an item
 * never lifts one. Existing customers need a purchase, an account is not one (CNIL).
 */
export function checkConsent(item: SmsItem, rules: ConsentRules): HeldVerdict | undefined {
	const { consent } = item;
	if (consent?.pending === true && consent.status !== 'withdrawn') {
		return held('CONSENT_PENDING', explain('CONSENT_PENDING', rules.language));
	}
	if (consent?.status !== 'granted') {
		return held('NO_CONSENT', explain('NO_CONSENT', rules.language));
	}
	if (consent.basis === 'existing_customer' && item.contact?.kind === 'prospect') {
		return held('NO_CONSENT', OWN_SENTENCES.neverBought[rules.language]);
	}
	return checkDate(consent.at, rules);
}

function checkDate(at: string | undefined, rules: ConsentRules): HeldVerdict | undefined {
	const { language, now, oldestAt } = rules;
	const { given, zoned } = readMoment(at);
	if (Number.isNaN(given)) {
		if (oldestAt === undefined) return undefined;
		return held('CONSENT_EXPIRED', OWN_SENTENCES.undated[language]);
	}
	if (given > now + (zoned ? CLOCK_SKEW_MS : FARTHEST_AHEAD_MS)) {
		return held(
			'NO_CONSENT',
			OWN_SENTENCES.future[language].replace('{at}', () => at ?? ''),
		);
	}
	if (oldestAt === undefined || given >= oldestAt) return undefined;
	return held('CONSENT_EXPIRED', explain('CONSENT_EXPIRED', language, { at: at ?? '' }));
}

/** Known to be under 15 on `day` (ISO date): by birth date, else by the age the file gives. */
export function isMinor(contact: SmsContact | undefined, day: string): boolean {
	if (contact === undefined) return false;
	const born = String(contact.birthDate ?? '');
	const exact = isIsoDate(born) ? ageAt(born, day) : undefined;
	const age = exact ?? contact.age;
	return age !== undefined && age < AGE_OF_CONSENT;
}

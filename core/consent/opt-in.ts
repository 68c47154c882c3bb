import { ageAt, readDate } from '../contact';
import { isMinor } from '../eligibility/consent';
import type { HeldVerdict } from '../eligibility/rules';
import type { E164, SmsContact } from '../item';
import type { ConsentProof, ConsentStatement } from '../ledger/consent-ledger';
import { explain, type Language } from '../reasons';

/** What a person said, as a till, a form or a list tells it. */
export interface OptIn extends Omit<ConsentStatement, 'proof'> {
	to: E164;
	proof: ConsentProof;
	contact?: SmsContact;
}

const SKEW_MS = 5 * 60_000;
const DAY_LENGTH = 10;
/** It is tomorrow already in some of the places the purchase may be dated by. */
const FARTHEST_AHEAD_MS = 14 * 3_600_000;

const NO_SALE = {
	en: 'Counted as an existing customer, but no purchase is shown',
	fr: "Compté comme client existant, mais aucun achat n'est établi",
} satisfies Record<Language, string>;
const NO_AGE = {
	en: 'The birth date cannot be read, so nobody knows whether the person is 15',
	fr: 'La date de naissance est illisible : rien ne dit que la personne a 15 ans',
} satisfies Record<Language, string>;
const FUTURE = {
	en: 'The consent is dated in the future',
	fr: 'Le consentement est daté dans le futur',
} satisfies Record<Language, string>;

/** Why an opt-in is not recorded at all: too young or of an age nobody can read, no sale behind it, or dated in the future. */
export function refuseOptIn(
	{ basis, at, proof, contact }: OptIn,
	{ language, now }: { language: Language; now: number },
): HeldVerdict | undefined {
	const held = (reason: HeldVerdict['reason'], detail: string): HeldVerdict => ({
		...{ outcome: 'held', reason, detail },
	});
	const today = new Date(now).toISOString().slice(0, DAY_LENGTH);
	if (isMinor(contact, today)) {
		return held('MINOR', explain('MINOR', language));
	}
	if (contact?.birthDate !== undefined && !showsAge(contact.birthDate, today)) {
		return held('NO_CONSENT', NO_AGE[language]);
	}
	if (at > now + SKEW_MS) return held('NO_CONSENT', FUTURE[language]);
	// An account is not a purchase (CNIL): soft opt-in is for real customers (art. L34-5 CPCE).
	const sold = isPastDay(proof.evidence?.lastPurchaseAt, now) || contact?.kind === 'client';
	if (basis === 'existing_customer' && !sold) return held('NO_CONSENT', NO_SALE[language]);
	return undefined;
}

/** A birth date to come, or of 120 years ago, is a slip: it shows no age. */
function showsAge(birthDate: string, today: string): boolean {
	const born = readDate(birthDate)?.slice(0, DAY_LENGTH);
	return born !== undefined && ageAt(born, today) !== undefined;
}

/** A purchase is shown by its day: "none", or a day to come, shows nothing. */
function isPastDay(text: string | undefined, now: number): boolean {
	const day = readDate(text)?.slice(0, DAY_LENGTH);
	const today = new Date(now + FARTHEST_AHEAD_MS).toISOString().slice(0, DAY_LENGTH);
	return day !== undefined && day <= today;
}

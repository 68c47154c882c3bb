import { nextAllowed } from '../calendar/sending-hours';
import { territoryOf, type Territory } from '../calendar/territories';
import { isE164 } from '../contact/phone';
import type { Purpose, SmsItem } from '../item';
import { explain, type Reason } from '../reasons';
import { checkConsent, consentRules, isMinor, type ConsentRules } from './consent';
import { checkText } from './content';
import { crowdedTexts, MOST_WITH_ONE_TEXT } from './crowd';
import type { EligibilityRules, HeldVerdict, Verdict } from './rules';
import { isSenderAllowed } from './sender';

/** French landline, VoIP, service and toll-free numbers: the check of last resort, SMS Contacts reads numbers properly. */
const FRENCH_LANDLINE = /^\+33[1-589]/;

const OWN_SENTENCES = {
	sendAt: { en: 'Planned for later', fr: 'Prévu plus tard' },
	crowd: {
		en: 'A service message may not go to more than {most} people with one text; send it as marketing',
		fr: "Un même message de service ne peut pas partir à plus de {most} personnes ; l'envoyer comme SMS publicitaire",
	},
	neverOpen: {
		en: 'The sending hours never open for this country',
		fr: "Les heures d'envoi ne s'ouvrent jamais pour ce pays",
	},
};

/** Read once for the batch. */
interface Batch {
	rules: EligibilityRules;
	consent: ConsentRules;
	now: number;
	/** ISO date of `now` */
	today: string;
	senderHeld?: HeldVerdict;
	/** the text read last: where all contacts get the same one it is read once */
	last?: { text: string; purpose: Purpose; verdict: HeldVerdict | undefined };
	/** the next allowed moment, once per territory */
	moments: Map<Territory, number>;
}

const ALLOWED: Verdict = { outcome: 'allowed' };

type Check = (item: SmsItem, batch: Batch) => HeldVerdict | undefined;

export const purposeOf = (item: SmsItem): Purpose => item.purpose ?? 'marketing';

function held(reason: Reason, batch: Batch, values?: Record<string, string | number>): HeldVerdict {
	return { outcome: 'held', reason, detail: explain(reason, batch.rules.language, values) };
}

/**
 * The order, fixed (rules §8): the first that objects gives the reason. After these come the hours, then the ledger
 * (opt-out, once, campaign state, budget, cap), which also finds duplicates.
 */
const CHECKS: readonly Check[] = [
	stillHeld,
	checkNumber,
	onMarketing((item, { consent }) => checkConsent(item, consent)),
	onMarketing(checkAge),
	(_, { senderHeld }) => senderHeld,
	checkMessage,
	checkParts,
];

function onMarketing(check: Check): Check {
	return (item, batch) => (purposeOf(item) === 'marketing' ? check(item, batch) : undefined);
}

function stillHeld(item: SmsItem, batch: Batch): HeldVerdict | undefined {
	if (item.status !== 'held' || item.reason === undefined) return undefined;
	const verdict = held(item.reason, batch);
	return item.detail === undefined ? verdict : { ...verdict, detail: item.detail };
}

function checkNumber({ to }: SmsItem, batch: Batch): HeldVerdict | undefined {
	if (!isE164(to)) return held('INVALID_NUMBER', batch, { value: to ?? '' });
	return FRENCH_LANDLINE.test(to) ? held('NOT_MOBILE', batch) : undefined;
}

function checkAge({ contact }: SmsItem, batch: Batch): HeldVerdict | undefined {
	return isMinor(contact, batch.today) ? held('MINOR', batch) : undefined;
}

function checkMessage(item: SmsItem, batch: Batch): HeldVerdict | undefined {
	if (item.message === undefined) return undefined;
	const { last, rules } = batch;
	const text = String(item.message.text);
	const purpose = purposeOf(item);
	if (last?.text === text && last.purpose === purpose) return last.verdict;
	const verdict = checkText(text, purpose, rules) ?? checkCrowd(text, purpose, rules);
	batch.last = { text, purpose, verdict };
	return verdict;
}

function checkCrowd(
	text: string,
	purpose: Purpose,
	{ crowded, language }: EligibilityRules,
): HeldVerdict | undefined {
	if (purpose === 'marketing' || !crowded?.has(text.trim())) return undefined;
	const detail = OWN_SENTENCES.crowd[language].replace('{most}', String(MOST_WITH_ONE_TEXT));
	return { outcome: 'held', reason: 'FORBIDDEN_TOPIC', detail };
}

function checkParts({ message }: SmsItem, batch: Batch): HeldVerdict | undefined {
	const { maxParts: max } = batch.rules;
	if (message === undefined || max === undefined || message.parts <= max) return undefined;
	return held('TOO_LONG', batch, { parts: message.parts, max });
}

/** Only marketing waits for the hours; *Send At* holds for both. */
function checkTime(item: SmsItem, batch: Batch): Verdict {
	const { rules, now } = batch;
	const planned = Math.max(now, rules.sendAt ?? now);
	const at = purposeOf(item) === 'marketing' ? momentFor(item, planned, batch) : planned;
	if (at <= now) return ALLOWED;
	const reason = 'OUTSIDE_HOURS';
	if (at === Infinity) {
		return { outcome: 'held', reason, detail: OWN_SENTENCES.neverOpen[rules.language] };
	}
	const detail =
		planned > now ? OWN_SENTENCES.sendAt[rules.language] : explain(reason, rules.language);
	return { outcome: 'later', reason, nextAllowedAt: at, detail };
}

function momentFor(item: SmsItem, planned: number, { rules, moments }: Batch): number {
	if (rules.hours === 'ignore' || item.to === undefined) return planned;
	const territory = territoryOf(item.to, item.contact?.postalCode);
	const known = moments.get(territory);
	if (known !== undefined) return known;
	const moment = nextAllowed(planned, territory, rules.hours);
	moments.set(territory, moment);
	return moment;
}

/**
 * The check of one contact after the other under rules read once: for callers that pause between chunks of a big batch
 * (100,000 contacts take about 0.4 s).
 * @param now ms UTC
 */
export function contactCheck(rules: EligibilityRules, now: number): (item: SmsItem) => Verdict {
	const { sender } = rules;
	const batch: Batch = {
		rules,
		consent: consentRules(rules, now),
		now,
		today: new Date(now).toISOString().slice(0, 10),
		moments: new Map(),
	};
	if (!rules.shortCodeSender && !isSenderAllowed(sender)) {
		batch.senderHeld = held('BAD_SENDER', batch, { sender });
	}
	return (item) => firstHeld(item, batch) ?? checkTime(item, batch);
}

/**
 * Everything that can be decided without the ledger, in one fixed order; verdicts come in the order of the items.
 * Items without a message yet pass the checks of text and parts.
 * @param now ms UTC
 */
export function checkContacts(
	items: readonly SmsItem[],
	rules: EligibilityRules,
	now: number,
): Verdict[] {
	const crowded = rules.crowded ?? crowdedTexts(items);
	return items.map(contactCheck({ ...rules, crowded }, now));
}

function firstHeld(item: SmsItem, batch: Batch): HeldVerdict | undefined {
	for (const check of CHECKS) {
		const verdict = check(item, batch);
		if (verdict !== undefined) return verdict;
	}
	return undefined;
}

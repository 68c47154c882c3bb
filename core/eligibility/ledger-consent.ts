import { setImmediate } from 'node:timers/promises';
import { asItem, latestConsent } from '../consent/latest';
import { isE164 } from '../contact/phone';
import type { E164, SmsConsent, SmsItem } from '../item';
import type { Ledger } from '../ledger/ledger';
import { explain } from '../reasons';
import { checkConsent, consentRules, isForConsent, isMinor } from './consent';
import type { EligibilityRules, HeldVerdict, Verdict } from './rules';

type ConsentQuestion = {
	ledger: Ledger;
	/** slug */
	brand: string;
	rules: Pick<EligibilityRules, 'language' | 'consentMaxAgeMonths'>;
	/** ms UTC */
	now: number;
};

const CHUNK = 2_000;

/**
 * The items that their own consent holds, by position, with what the ledger knows instead. All are looked up in one batch;
 * an item that shows a valid consent needs no look-up, the ledger's reservation compares it with its own statements.
 * @param verdicts of the items as they came
 */
export async function consentsOfLedger(
	items: readonly SmsItem[],
	verdicts: readonly Verdict[],
	{ ledger, brand }: Pick<ConsentQuestion, 'ledger' | 'brand'>,
): Promise<Map<number, SmsItem>> {
	const unproven: Array<{ index: number; to: E164 }> = [];
	verdicts.forEach((verdict, index) => {
		if (!isForConsent(verdict)) return;
		const { to, status } = items[index] ?? {};
		// What an earlier node held stays held.
		if (status !== 'held' && isE164(to)) unproven.push({ index, to });
	});
	const known = new Map<number, SmsItem>();
	if (unproven.length === 0) return known;
	const stored = await ledger.consentOf(
		brand,
		unproven.map(({ to }) => to),
	);
	unproven.forEach(({ index }, position) => {
		const [item, statement] = [items[index], stored[position]];
		const consent = latestConsent(item?.consent, statement);
		// Says more than that the item shows no consent, and is known already.
		if (item && statement?.suppressed) known.set(index, suppressed(item));
		else if (item && consent && consent !== item.consent) known.set(index, proven(item, consent));
	});
	return known;
}

const suppressed = (item: SmsItem): SmsItem => ({
	...item,
	...{ status: 'held', reason: 'SUPPRESSED', detail: undefined },
});

/** A sale shown when the consent was recorded makes a client, whatever the file at hand knows of purchases. */
function proven(item: SmsItem, consent: SmsConsent): SmsItem {
	const isSale = consent.basis === 'existing_customer' && item.contact?.kind === 'prospect';
	const contact = isSale && item.contact ? { ...item.contact, kind: 'client' as const } : undefined;
	return { ...item, consent, ...(contact && { contact }) };
}

export interface Standing {
	/** the latest statement among ledger and item */
	consent?: SmsConsent;
	/** why the person may not receive marketing SMS; nothing when they may */
	held?: HeldVerdict;
}

/** Whether each person may receive marketing SMS as far as STOP, consent and age go, in the order of the items. */
export async function consentStandings(
	items: readonly SmsItem[],
	question: ConsentQuestion,
): Promise<Standing[]> {
	const { ledger, brand, rules, now } = question;
	const asked = consentRules(rules, now);
	const today = new Date(now).toISOString().slice(0, 10);
	const numbered = items.flatMap(({ to }) => (isE164(to) ? [to] : []));
	await setImmediate();
	const found = await ledger.consentOf(brand, numbered);
	const stored = new Map(numbered.map((to, position) => [to, found[position]]));
	await setImmediate();
	const say = (reason: 'SUPPRESSED' | 'MINOR'): HeldVerdict => ({
		outcome: 'held',
		reason,
		detail: explain(reason, rules.language),
	});
	const standingOf = (item: SmsItem): Standing => {
		const statement = item.to && stored.get(item.to);
		const stopped = statement?.suppressed === true;
		const consent = stopped ? asItem(statement) : latestConsent(item.consent, statement);
		const effective = consent ? proven(item, consent) : item;
		const held =
			(stopped ? say('SUPPRESSED') : undefined) ??
			checkConsent(effective, asked) ??
			(isMinor(item.contact, today) ? say('MINOR') : undefined);
		return { ...(consent && { consent }), ...(held && { held }) };
	};
	const standings: Standing[] = [];
	for (const item of items) {
		if (standings.length > 0 && standings.length % CHUNK === 0) await setImmediate();
		standings.push(standingOf(item));
	}
	return standings;
}

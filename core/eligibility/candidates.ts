import { setImmediate } from 'node:timers/promises';
import { fileGrant } from '../consent/latest';
import type { Purpose, SmsItem } from '../item';
import type { Cap, ClaimRequest, Held, Ledger } from '../ledger/ledger';
import { toMicros } from '../money';
import { explain, type Language } from '../reasons';
import { contactCheck, purposeOf } from './check';
import { crowdedTexts } from './crowd';
import { consentsOfLedger } from './ledger-consent';
import type { EligibilityRules, HeldVerdict, Verdict } from './rules';

/** What reserving and claiming have in common. */
export interface LedgerRequest {
	ledger: Ledger;
	rules: EligibilityRules;
	/** slug */
	brand: string;
	campaign: string;
	/** false for the sandbox */
	live: boolean;
	/** `once`, `2026-11`, `2026`, or the order, appointment or sign-up that the message is about */
	occasion: (item: SmsItem, index: number) => string;
	/** of a claim: reference of the HTTP call that the item will leave in with others; absent: a call of its own */
	callOf?: (index: number) => string | undefined;
	/** tighter than the brand's, never looser */
	cap?: Cap;
	/** how long an unused reservation holds its place */
	ttlMs?: number;
	/** ms UTC */
	now: number;
	/** decides the same and writes nothing */
	dryRun?: boolean;
	/** asked between batches; what was not reached is `unreached` */
	cancelled?: () => boolean;
}

/** The run was stopped before this contact: nothing was decided or written for it. */
export interface Unreached {
	outcome: 'unreached';
}

export const UNREACHED: Unreached = { outcome: 'unreached' };

export type Entry = ClaimRequest['entries'][number];

/** A contact that the checks leave to the ledger, with its place in the input. */
export interface Candidate {
	index: number;
	purpose: Purpose;
	verdict: Exclude<Verdict, HeldVerdict>;
	entry: Entry;
}

/** Few enough that no turn of the event loop takes long. */
const CHUNK = 1_000;
const SETTLED_AT_ONCE = 10_000;
/** Occasions that say when, not what: no reason for a service message. */
const CALENDAR = /^(once|\d{4}(-\d{2}){0,2})$/;

const NO_OCCASION: Record<Language, string> = {
	en: 'No occasion: the order, appointment or sign-up that the message is about',
	fr: "Pas d'occasion : la commande, le rendez-vous ou l'inscription dont parle le message",
};

/** The verdicts of all items without the ledger, and those it has to decide about. */
export async function findCandidates(
	items: readonly SmsItem[],
	request: LedgerRequest,
): Promise<{ verdicts: Verdict[]; candidates: Candidate[] }> {
	const rules = { ...request.rules, crowded: request.rules.crowded ?? crowdedTexts(items) };
	const check = contactCheck(rules, request.now);
	const verdicts: Verdict[] = [];
	for (const item of items) {
		if (verdicts.length % CHUNK === CHUNK - 1) await setImmediate();
		verdicts.push(check(item));
	}
	const inLedger = await consentsOfLedger(items, verdicts, request);
	const candidates: Candidate[] = [];
	for (let index = 0; index < items.length; index++) {
		if (index % CHUNK === CHUNK - 1) await setImmediate();
		const item = items[index];
		const known = inLedger.get(index);
		const checked = known ? check(known) : verdicts[index];
		if (item === undefined || checked === undefined) continue;
		verdicts[index] = checked;
		if (checked.outcome === 'held') continue;
		const purpose = purposeOf(item);
		const occasion = request.occasion(item, index).trim();
		const verdict = needsOccasion(checked, purpose, occasion, request.rules.language);
		verdicts[index] = verdict;
		if (verdict.outcome === 'held' || item.to === undefined) continue;
		const slotAt = verdict.outcome === 'later' ? verdict.nextAllowedAt : request.now;
		const shown = purpose === 'marketing' && !inLedger.has(index);
		// A consent that the item shows is for the ledger to compare with its own and to write down on first use.
		const consent = shown ? fileGrant(item.consent) : undefined;
		const call = request.callOf?.(index);
		const entry = entryOf(item, { to: item.to, occasion, slotAt, consent, call });
		candidates.push({ index, purpose, verdict, entry });
	}
	return { verdicts, candidates };
}

/** A service message is free of consent, hours and cap, so it must be about something. */
function needsOccasion(
	verdict: Verdict,
	purpose: Purpose,
	occasion: string,
	language: Language,
): Verdict {
	const missing = occasion === '' || (purpose === 'transactional' && CALENDAR.test(occasion));
	if (!missing) return verdict;
	return { outcome: 'held', reason: 'MISSING_FIELD', detail: NO_OCCASION[language] };
}

/** With what the ledger keeps of a message for the campaign's figures: no number, name or text. */
function entryOf(
	{ ref, segment, contact, message }: SmsItem,
	{
		to,
		occasion,
		slotAt,
		consent,
		call,
	}: Pick<Entry, 'to' | 'occasion' | 'slotAt' | 'consent' | 'call'>,
): Entry {
	const cost = message?.cost;
	return {
		to,
		occasion,
		slotAt,
		consent,
		call,
		ref,
		segment,
		store: contact?.store?.id,
		parts: message?.parts,
		cost: cost && toMicros(cost.amount),
		currency: cost?.currency,
	};
}

/** One ledger call per purpose, since only marketing is counted; `settle` gets each candidate with its verdict. */
export async function byPurpose<T>(
	candidates: readonly Candidate[],
	ask: (purpose: Purpose, entries: Entry[]) => Promise<T[]>,
	settle: (candidate: Candidate, verdict: T | undefined) => void,
): Promise<void> {
	for (const purpose of ['marketing', 'transactional'] as const) {
		const group = candidates.filter((candidate) => candidate.purpose === purpose);
		if (group.length === 0) continue;
		const verdicts = await ask(
			purpose,
			group.map(({ entry }) => entry),
		);
		let settled = 0;
		for (const candidate of group) {
			if (settled % SETTLED_AT_ONCE === SETTLED_AT_ONCE - 1) await setImmediate();
			settle(candidate, verdicts[settled++]);
		}
	}
}

/** The ledger's refusal with its sentence. */
export function heldByLedger({ reason, nextAllowedAt }: Held, language: Language): HeldVerdict {
	return {
		outcome: 'held',
		reason,
		detail: explain(reason, language),
		...(nextAllowedAt !== undefined && { nextAllowedAt }),
	};
}

/** The part of a ledger request that does not depend on the entries. */
export function ledgerRequest(request: LedgerRequest, purpose: Purpose) {
	const { brand, campaign, live, cap, ttlMs, now, dryRun, cancelled } = request;
	return { brand, campaign, live, purpose, cap, ttlMs, now, dryRun, cancelled };
}

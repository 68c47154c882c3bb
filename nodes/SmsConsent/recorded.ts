import { confirmLink } from '../../core/consent/link';
import type { OptIn } from '../../core/consent/opt-in';
import type { SmsItem } from '../../core/item';
import type { ConsentVerdict } from '../../core/ledger';
import { explain, type Language } from '../../core/reasons';
import { heldPatch, isoOf } from '../shared/held-detail';
import { AFRESH, stopped, type Outcome, type Person } from './operation';

/** Double opt-in. */
export interface AskSettings {
	/** of an SMS Trigger; empty: the person answers the SMS */
	address: string;
	pendingMs: number;
}

/** Shown in a test run, which writes nothing: the page knows no such token. */
const TEST_TOKEN = 'test-run-nothing-recorded';
/** Confirmation messages are counted apart from the campaign that they make possible. */
const ASK_CAMPAIGN = 'double opt-in';

const OWN_SENTENCES = {
	olderThanStop: {
		en: 'Recorded, but the STOP is newer than this consent and stays',
		fr: 'Enregistré, mais le STOP est plus récent que ce consentement et reste valable',
	},
	askedToday: {
		en: 'Was asked to confirm in the last 24 hours; a number is asked once a day',
		fr: 'Une confirmation a déjà été demandée dans les dernières 24 heures ; une seule par jour et par numéro',
	},
} satisfies Record<string, Record<Language, string>>;

/** What becomes of the item of someone whose opt-in the ledger has answered. */
export function recordedOutcome(
	said: OptIn & Person,
	verdict: ConsentVerdict | undefined,
	ask: AskSettings | undefined,
): Outcome | undefined {
	if (verdict === undefined) return undefined;
	const { to, brand, basis, source, at } = said;
	const { slug, language } = brand;
	if (verdict.outcome === 'held') {
		const { reason } = verdict;
		const detail =
			reason === 'CAPPED' ? OWN_SENTENCES.askedToday[language] : explain(reason, language);
		const held = heldPatch({ ...verdict, detail }, brand);
		return { sms: { ...AFRESH, to, brand: slug, ...held } };
	}
	const { ref } = verdict;
	const shown = { basis, source, at: isoOf(at), ...(ref !== undefined && { ref }) };
	if (ask) {
		const consent = { status: 'unknown' as const, pending: true as const, ...shown };
		return { sms: { ...AFRESH, to, brand: slug, consent, ...asked(verdict, ask, at) } };
	}
	if (verdict.suppressed) {
		const detail = OWN_SENTENCES.olderThanStop[language];
		return stopped(said, { status: 'withdrawn', ...shown }, detail);
	}
	return { sms: { ...AFRESH, to, brand: slug, consent: { status: 'granted', ...shown } } };
}

/** The item as SMS Message and SMS Send take it: a service message about this very sign-up. */
function asked(
	{ ref, token = TEST_TOKEN, expiresAt }: Extract<ConsentVerdict, { outcome: 'recorded' }>,
	{ address }: AskSettings,
	at: number,
): Partial<SmsItem> {
	return {
		purpose: 'transactional',
		campaign: ASK_CAMPAIGN,
		occasion: `opt-in ${ref ?? isoOf(at)}`,
		confirmation: {
			token,
			...(address !== '' && { link: confirmLink(address, token) }),
			...(expiresAt !== undefined && { expiresAt: isoOf(expiresAt) }),
		},
	};
}

import { isColdProspect } from '../../contact/cold-prospect';
import type { SmsItem } from '../../item';
import { explain, type Language, type Reason } from '../../reasons';
import { noOrigin } from './qualify';

/** raw = as the file has it, cleaned = with a number that can be written to, qualified = for a first SMS. */
export type StageName = 'raw' | 'cleaned' | 'qualified';

export interface Stage {
	stage: StageName;
	/** of them clients, who are treated as such and need no qualification … */
	clients: number;
	/** … and cold prospects */
	prospects: number;
	/** who did not come this far from the stage before, most first */
	left: Left[];
}

export interface Left {
	reason: Reason;
	/** the reason in words, without what differs from one contact to the next */
	why: string;
	contacts: number;
}

const CLEANING: ReadonlySet<Reason> = new Set(['INVALID_NUMBER', 'NOT_MOBILE', 'DUPLICATE']);

/** Own words where the sentence of the reason speaks of one contact or of a text. */
const WORDS: Partial<Record<Reason, Record<Language, string>>> = {
	INVALID_NUMBER: {
		en: 'The phone number cannot be read',
		fr: 'Numéro de téléphone illisible',
	},
	DUPLICATE: { en: 'The same number is in the file already', fr: 'Numéro déjà dans le fichier' },
	CONSENT_EXPIRED: {
		en: 'The consent is too old or has no date',
		fr: 'Consentement trop ancien ou sans date',
	},
	MISSING_FIELD: {
		en: 'Something that must be known is missing',
		fr: 'Il manque une information demandée',
	},
};

/** What came of a prospect file, from what SMS Contacts let out by both outputs. */
export function stagesOf(people: Iterable<SmsItem>, language: Language): Stage[] {
	const raw = stage('raw');
	const cleaned = stage('cleaned');
	const qualified = stage('qualified');
	for (const sms of people) {
		add(raw, sms);
		const { reason } = sms;
		const held = sms.status === 'held' && reason !== undefined;
		if (held && CLEANING.has(reason)) {
			leave(cleaned, sms, reason, language);
			continue;
		}
		add(cleaned, sms);
		if (held) leave(qualified, sms, reason, language);
		else add(qualified, sms);
	}
	return [raw, cleaned, qualified].map(({ left, ...counts }) => ({
		...counts,
		left: [...left.values()].sort((a, b) => b.contacts - a.contacts),
	}));
}

interface Counting extends Omit<Stage, 'left'> {
	left: Map<string, Left>;
}

const stage = (name: StageName): Counting => ({
	stage: name,
	clients: 0,
	prospects: 0,
	left: new Map(),
});

function add(counting: Counting, sms: SmsItem): void {
	if (isColdProspect(sms)) counting.prospects++;
	else if (sms.contact?.kind === 'client') counting.clients++;
}

function leave(counting: Counting, sms: SmsItem, reason: Reason, language: Language): void {
	const ownWords = sms.detail === noOrigin(language) ? sms.detail : WORDS[reason]?.[language];
	const why = ownWords ?? explain(reason, language);
	const found = counting.left.get(why);
	if (found) found.contacts++;
	else counting.left.set(why, { reason, why, contacts: 1 });
}

import { isStopCode, mentionedCode } from '../message/stop-mention';
import type { Purpose } from '../item';
import { explain, type Language } from '../reasons';
import { firstLink, publicShortLink } from './links';
import { looksPromotional } from './promotion';
import type { EligibilityRules, HeldVerdict } from './rules';
import { forbiddenTopic } from './topics';
import { wordsOf } from './words';

const OWN_SENTENCES = {
	linkFromShortCode: {
		en: 'The text holds a link ({link}), which operators block when the sender is a short code',
		fr: "Le texte contient un lien ({link}), bloqué par les opérateurs quand l'expéditeur est un numéro court",
	},
	empty: {
		en: 'The text says nothing, or nothing but how to refuse SMS',
		fr: 'Le texte est vide, ou ne contient que la mention STOP',
	},
	promotion: {
		en: 'A service message may not promote anything; send it as marketing',
		fr: "Un message de service ne peut rien promouvoir ; l'envoyer comme SMS publicitaire",
	},
} satisfies Record<string, Record<Language, string>>;

/** "Répondez STOP" is enough when the sender can be answered (rules §1.2). */
const REPLY = /\b(?:r[ée]pond(?:ez|re)|reply|text|envoyez)\s+["'«]?\s?stop\b/i;
/** AF2M 2026 accepts an address to unsubscribe as well. */
const UNSUBSCRIBE =
	/\b(?:d[ée]sabo(?:nnement)?|d[ée]sinscription|se d[ée]sabonner|unsub(?:scribe)?|opt-?out|(?<!non[\s-])stop)\s?:?\s*(?:https?:\/\/|www\.|[a-z0-9-]+\.[a-z]{2,}\/)\S+/i;

/** Whether a text tells how to refuse further SMS; a blank such as "STOP au 36xxx" does not. */
export function hasStopFooter(
	text: string,
	rules: Pick<EligibilityRules, 'stopCode' | 'shortCodeSender'>,
): boolean {
	if (isStopCode(mentionedCode(text) ?? '')) return true;
	const own = rules.stopCode ?? '';
	if (isStopCode(own) && mentionedCode(text, own) === own) return true;
	return UNSUBSCRIBE.test(text) || (rules.shortCodeSender === true && REPLY.test(text));
}

/** Why a text may not be sent, without the number it goes to: topic, short link, link from a short code, service or footer. */
export function checkText(
	text: string,
	purpose: Purpose,
	rules: EligibilityRules,
): HeldVerdict | undefined {
	const { language } = rules;
	if (text.trim() === '') {
		return { outcome: 'held', reason: 'MISSING_FIELD', detail: OWN_SENTENCES.empty[language] };
	}
	const words = wordsOf(text);
	const topic = forbiddenTopic(words);
	if (topic) {
		const detail = explain('FORBIDDEN_TOPIC', language, { topic: topic.name[language] });
		return { outcome: 'held', reason: 'FORBIDDEN_TOPIC', detail };
	}
	const short = publicShortLink(text);
	if (short !== undefined) {
		const detail = explain('PUBLIC_SHORTENER', language, { link: short });
		return { outcome: 'held', reason: 'PUBLIC_SHORTENER', detail };
	}
	const link = rules.shortCodeSender ? firstLink(text) : undefined;
	if (link !== undefined) {
		const detail = OWN_SENTENCES.linkFromShortCode[language].replace('{link}', () => link);
		return { outcome: 'held', reason: 'BAD_SENDER', detail };
	}
	return purpose === 'marketing' ? checkFooter(text, rules) : checkService(text, words, language);
}

function checkFooter(text: string, rules: EligibilityRules): HeldVerdict | undefined {
	if (rules.stopFooter === 'gateway' || hasStopFooter(text, rules)) return undefined;
	const detail = explain('STOP_MISSING', rules.language);
	return { outcome: 'held', reason: 'STOP_MISSING', detail };
}

function checkService(text: string, words: string, language: Language): HeldVerdict | undefined {
	if (!looksPromotional(text, words) && mentionedCode(text) === undefined) return undefined;
	return { outcome: 'held', reason: 'FORBIDDEN_TOPIC', detail: OWN_SENTENCES.promotion[language] };
}

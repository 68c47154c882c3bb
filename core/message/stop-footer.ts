import type { Purpose } from '../item';
import type { Language } from '../reasons';
import { TemplateError } from './template-error';

/** Who writes the STOP footer, and with which code. The gateway owns the code: it is never invented here. */
export interface StopFooterSettings {
	/** the brand's code for the gateway, e.g. `36180` */
	code?: string;
	addedBy: 'us' | 'gateway';
}

export interface StopFooter {
	/** `STOP au 36180`, for the `{stop}` placeholder; empty when no footer is ours to write */
	mention: string;
	/** added to the text as counted, not as sent: what the gateway will add */
	reserved: string;
	/** The text with its footer: there once, whole, on a line of its own. */
	addTo(text: string): string;
}

const NONE: StopFooter = { mention: '', reserved: '', addTo: (text) => text };

/** How French readers know it ("STOP au 36xxx", rules.md §1.2); 13 septets, 14 with the new line before it. */
const MENTION: Record<Language, (code: string) => string> = {
	fr: (code) => `STOP au ${code}`,
	en: (code) => `STOP to ${code}`,
};

/** Short codes have 4 to 6 digits; the French ones five. */
export const isStopCode = (code: string): boolean => /^\d{4,6}$/.test(code);

/** Codes as people leave them blank: 36xxx, 36XYZ, XXXXX, [STOP_CODE], <#shortcode#>. */
const BLANK_CODE = '3[68][x-z*•]{3}|x{5}|\\[stop_code\\]|<#shortcode#>';
const LEAD =
	'(?<!non[\\s-])\\bstop(?:\\s?sms)?\\s*:?\\s*(?:(?:par sms )?(?:au|à|a|to|sur)\\s+(?:le\\s+)?)?';

const mentionOf = (codes: string): RegExp => new RegExp(`(${LEAD})(${codes})(?![\\w])`, 'iu');
const BLANK = mentionOf(BLANK_CODE);
const GIVEN = mentionOf('3[68]\\d{3}');

/** The code that a text tells people to send STOP to; a blank such as `36XYZ` included. */
export function mentionedCode(text: string, code?: string): string | undefined {
	const own = code === undefined ? null : mentionOf(code).exec(text);
	return (own ?? GIVEN.exec(text) ?? BLANK.exec(text))?.[2];
}

/**
 * The STOP footer of a campaign. Marketing always has one, transactional texts none.
 * A text that already tells how to stop keeps its own words (a blank code is filled in) and gets no second one.
 * @throws TemplateError when it is ours to write and the brand has no code for the gateway
 */
export function stopFooter(
	purpose: Purpose,
	language: Language,
	{ code, addedBy }: StopFooterSettings,
): StopFooter {
	if (purpose === 'transactional') return NONE;
	if (code !== undefined && !isStopCode(code)) {
		throw new TemplateError(
			`The STOP code "${code}" is not a short number such as 36180`,
			"Correct the brand's STOP code with SMS Campaign, Brand; the gateway supplies it.",
		);
	}
	if (addedBy === 'gateway') return addedByGateway(MENTION[language](code ?? '36000'));
	if (code === undefined) {
		throw new TemplateError(
			'The brand has no STOP code for this gateway, so people could not refuse further SMS',
			"Set the brand's STOP code with SMS Campaign, Brand; the gateway supplies it.",
		);
	}
	const mention = MENTION[language](code);
	return { mention, reserved: '', addTo: (text) => withMention(text, mention, code) };
}

function withMention(text: string, mention: string, code: string): string {
	const filled = text.replace(BLANK, (_, lead: string) => lead + code);
	if (mentionedCode(filled, code) !== undefined) return filled;
	return `${filled.trimEnd()}\n${mention}`;
}

/** A mention at the end of the text would be there twice on the phone: the gateway writes its own. */
function addedByGateway(mention: string): StopFooter {
	const atEnd = new RegExp(`\\s*${LEAD}(?:\\d{4,6}|${BLANK_CODE})\\s*$`, 'iu');
	return {
		mention: '',
		reserved: `\n${mention}`,
		addTo: (text) => text.replace(atEnd, ''),
	};
}

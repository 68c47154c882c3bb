import type { GatewayFooter } from '../gateway/gateway';
import type { Purpose } from '../item';
import type { Language } from '../reasons';
import {
	blankFiller,
	isStopCode,
	mentionedCode,
	withOneMention,
	withoutMentions,
} from './stop-mention';
import { TemplateError } from './template-error';

/** Who writes the STOP footer, and with which code. The gateway owns the code: it is never invented here. */
export interface StopFooterSettings {
	/** the brand's code for the gateway, e.g. `36180` */
	code?: string;
	/** the brand's codes with all its gateways: a text may have been written for another one */
	codes?: readonly string[];
	addedBy: 'us' | 'gateway';
	/** with `gateway`: what it writes */
	gatewayFooter?: GatewayFooter;
	/** name of the gateway, for people */
	gatewayName?: string;
}

export interface StopFooter {
	/** `STOP au 36180`, for the `{stop}` placeholder; empty when no footer is ours to write */
	mention: string;
	/** added to the text as counted, not as sent: what the gateway will add */
	reserved: string;
	/** The text with its footer: there once, whole, on a line of its own. */
	addTo(text: string): string;
}

/** How a text that is already written goes to the gateway. */
export interface AsSent {
	textOf(text: string): string;
	/** counted behind the text: what the gateway will add */
	reserved: string;
	/** the same for people: `36xxx` where only the gateway knows the code */
	shown: string;
}

const NONE: StopFooter = { mention: '', reserved: '', addTo: (text) => text };

/** How French readers know it ("STOP au 36xxx", rules.md §1.2); 13 septets, 14 with the new line before it. */
const MENTION: Record<Language, (code: string) => string> = {
	fr: (code) => `STOP au ${code}`,
	en: (code) => `STOP to ${code}`,
};

/** Stands for a code that only the gateway knows; as long as one. */
const UNKNOWN_CODE = '36000';

/** The policy of a gateway for a brand: the one place that puts the two together. */
export function stopSettings(
	{ stopCodes }: { stopCodes: Readonly<Record<string, string>> },
	gateway: {
		id: string;
		displayName: string;
		capabilities: { stopFooter: 'us' | 'gateway'; gatewayFooter?: GatewayFooter };
	},
): StopFooterSettings {
	const { stopFooter: addedBy, gatewayFooter } = gateway.capabilities;
	return {
		code: stopCodes[gateway.id],
		codes: Object.values(stopCodes),
		addedBy,
		gatewayFooter,
		gatewayName: gateway.displayName,
	};
}

/**
 * The STOP footer of a campaign. Marketing always has one, transactional texts none.
 * A text that already tells how to stop keeps its own words (a blank code is filled in) and gets no second one; where the
 * gateway writes the footer, the text's own words are taken out, for they would be there twice on the phone.
 * @throws TemplateError when it is ours to write and the brand has no code for the gateway
 */
export function stopFooter(
	purpose: Purpose,
	language: Language,
	settings: StopFooterSettings,
): StopFooter {
	const { code, codes, addedBy } = settings;
	if (purpose === 'transactional') return NONE;
	if (code !== undefined && !isStopCode(code)) {
		throw new TemplateError(
			`The STOP code "${code}" is not a short number such as 36180`,
			"Correct the brand's STOP code with SMS Campaign, Brand; the gateway supplies it.",
		);
	}
	if (addedBy === 'gateway') {
		const { reserved, textOf } = asSent(purpose, language, settings);
		return { mention: '', reserved, addTo: textOf };
	}
	if (code === undefined) {
		throw new TemplateError(
			'The brand has no STOP code for this gateway, so people could not refuse further SMS',
			"Set the brand's STOP code with SMS Campaign, Brand; the gateway supplies it.",
		);
	}
	const mention = MENTION[language](code);
	const fill = blankFiller(code, mention, codes);
	return { mention, reserved: '', addTo: (text) => withMention(fill(text), mention, code) };
}

function withMention(filled: string, mention: string, code: string): string {
	const once = withOneMention(filled, [code]);
	if (mentionedCode(once, code) !== undefined) return once;
	return `${once.trimEnd()}\n${mention}`;
}

/**
 * A text that is already written, however it was made or edited, as it goes to the gateway: never with two footers.
 * A footer of ours that is missing is not added: SMS Send holds that text (STOP_MISSING).
 */
export function asSent(
	purpose: Purpose,
	language: Language,
	{ code, codes = [], addedBy, gatewayFooter }: StopFooterSettings,
): AsSent {
	if (purpose === 'transactional') return { textOf: (text) => text, reserved: '', shown: '' };
	const known = code === undefined ? codes : [code, ...codes];
	if (addedBy === 'us') {
		return { textOf: (text) => withOneMention(text, known), reserved: '', shown: '' };
	}
	const own = code !== undefined && isStopCode(code) ? code : undefined;
	const adds = gatewayFooter?.adds ?? `\n${MENTION[language](UNKNOWN_CODE)}`;
	const withCode = (digits: string) => adds.replace(/\d{4,6}/, digits);
	return {
		textOf: (text) => withoutMentions(text, known),
		reserved: own === undefined ? adds : withCode(own),
		shown: withCode(own ?? '36xxx'),
	};
}

/** The footer in words for people. Empty: it is ours to write and the brand has no code yet. */
export function footerInWords(language: Language, settings: StopFooterSettings): string {
	const { code, addedBy } = settings;
	if (addedBy === 'us') return code === undefined ? '' : MENTION[language](code);
	return asSent('marketing', language, settings).shown.trim();
}

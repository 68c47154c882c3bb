import type { Purpose, SmsMessage } from '../item';
import type { Language, Reason } from '../reasons';
import { asMoney, costMicros, type Prices } from './cost';
import { indexColumns, type MessageSource } from './fields';
import { countParts, type PartCount } from './parts';
import { rewrite, type RewriteMode } from './rewrite';
import { scopeReader } from './scope';
import { stopFooter, type StopFooterSettings } from './stop-footer';
import { mentionedCode } from './stop-mention';
import { parseTemplate } from './template';

export interface ComposerOptions {
	template: string;
	/** names of the file's columns, those of every item together */
	columns: Iterable<string>;
	/** names of campaign fields besides those of the table */
	campaignFields?: Iterable<string>;
	purpose: Purpose;
	language: Language;
	brandName: string;
	/** a placeholder without value and default: hold the contact, or print nothing */
	missing: 'hold' | 'empty';
	rewrite: RewriteMode;
	/** most billed parts of a text */
	maxParts: number;
	stop: StopFooterSettings;
	prices?: Prices;
}

/** `savedParts`: how many parts fewer than without the rewrite. */
export type Composed =
	| { message: SmsMessage; savedParts: number }
	| { held: Reason; values: Record<string, string | number>; message?: SmsMessage };

export interface Composer {
	(source: MessageSource): Composed;
	/** what a person should look at before sending, e.g. a STOP code that is not the brand's */
	warnings: string[];
}

/**
 * Makes the text of each contact: fields, STOP footer, rewrite, count, cost. A text is never cut: too long is held (TOO_LONG),
 * with the message so that it can be read.
 * @throws TemplateError before anything is composed: syntax, unknown placeholder, no STOP code
 */
export function composer(options: ComposerOptions): Composer {
	const { maxParts } = options;
	const prices = pricesOf(options);
	const template = parseTemplate(options.template);
	const footer = stopFooter(options.purpose, options.language, options.stop);
	const scopeOf = scopeReader(
		template.names,
		indexColumns(options.columns),
		options.campaignFields,
		{
			stop: footer.mention,
			brand: options.brandName,
		},
	);
	const count = (text: string): PartCount => countParts(text + footer.reserved);

	const compose = (source: MessageSource): Composed => {
		const { text, missing } = template.render(scopeOf(source));
		// Where the gateway adds the footer {stop} prints nothing, and that is right.
		const needed = missing.filter((name) => name.toLowerCase() !== 'stop');
		if (needed.length > 0 && options.missing === 'hold') return missingField(needed);
		const trimmed = text.trim();
		if (trimmed === '') return missingField(template.names);
		const whole = footer.addTo(trimmed);
		if (whole === '') return missingField(template.names);
		const { text: sent, changes } = rewrite(whole, options.rewrite, count);
		const counted = count(sent);
		const micros = costMicros(counted.parts, source.sms.to, prices);
		const message: SmsMessage = { text: sent, ...counted };
		if (micros !== undefined && prices) message.cost = asMoney(micros, prices.currency);
		if (changes.length > 0) message.rewritten = changes;
		if (counted.parts > maxParts) {
			return { held: 'TOO_LONG', values: { parts: counted.parts, max: maxParts }, message };
		}
		return { message, savedParts: changes.length === 0 ? 0 : count(whole).parts - counted.parts };
	};
	return Object.assign(compose, { warnings: warningsOf(options) });
}

/** Where no country has a price, none need be looked for. */
const pricesOf = ({ prices }: ComposerOptions): Prices | undefined =>
	prices && Object.keys(prices.perPart).length > 0 ? prices : undefined;

/** Every field is named, so that the file can be mended at once. */
const missingField = (names: string[]): Composed => ({
	held: 'MISSING_FIELD',
	values: { field: names.map((name) => `{${name}}`).join(', ') || 'Template' },
});

function warningsOf({ template, purpose, stop }: ComposerOptions): string[] {
	if (purpose === 'transactional') return [];
	const code = mentionedCode(template, stop.code);
	if (code !== undefined && stop.addedBy === 'gateway') {
		const who = stop.gatewayName ?? 'The gateway';
		return [
			`${who} adds the STOP footer itself, so the one of the template is left out. Take it out of the template, or write {stop}.`,
		];
	}
	if (code === undefined || code === stop.code || !/^\d+$/.test(code)) return [];
	return [
		`The template tells people to send STOP to ${code}, but the brand's code for this gateway is ${stop.code ?? 'not set'}. Write {stop} and the right one is put there.`,
	];
}

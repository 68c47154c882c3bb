import type { GatewayFooter, OutboundSms } from './gateway';

/**
 * The text to hand to a gateway that puts its STOP footer in the place of a placeholder: marketing texts end with it,
 * once, even where the author wrote it already; service messages never carry it, as it makes them marketing (Brevo).
 */
export function textWithPlaceholder(
	{ text, purpose }: Pick<OutboundSms, 'text' | 'purpose'>,
	{ placeholder = '' }: GatewayFooter,
): string {
	const mention = placeholder.trim();
	if (mention === '') return text;
	if (purpose === 'transactional') return text.replaceAll(mention, '').trimEnd();
	return text.includes(mention) ? text : `${text}${placeholder}`;
}

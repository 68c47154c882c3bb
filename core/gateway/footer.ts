import type { GatewayFooter, OutboundSms } from './gateway';

/**
 * The text to hand to a gateway that puts its STOP footer in the place of a placeholder, whose last word stands for the
 * code. Marketing texts carry it once, at the end unless the author wrote it; service messages never do, as it would make
 * them marketing (Brevo).
 */
export function textWithPlaceholder(
	{ text, purpose }: Pick<OutboundSms, 'text' | 'purpose'>,
	{ placeholder = '' }: GatewayFooter,
): string {
	const mention = placeholder.trim();
	const code = mention.split(' ').at(-1) ?? '';
	if (code === '') return text;
	if (purpose === 'transactional') {
		return text.includes(code) ? text.replaceAll(mention, '').replaceAll(code, '').trim() : text;
	}
	return text.includes(code) ? text : `${text}${placeholder}`;
}

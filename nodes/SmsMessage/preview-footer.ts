import { hasStopFooter } from '../../core/eligibility/content';
import type { Gateway } from '../../core/gateway/gateway';
import type { SmsItem, SmsMessage } from '../../core/item';
import type { Brand } from '../../core/ledger';
import { asSent, footerInWords, stopSettings } from '../../core/message/stop-footer';
import type { Language } from '../../core/reasons';
import type { Preview } from './preview-html';

export interface FooterView {
	/** who adds it, and how it reads */
	stopFooter: NonNullable<Preview['stopFooter']>;
	/** The message as it reads on the phone. */
	onPhone(sms: Pick<SmsItem, 'purpose'>, message: SmsMessage): SmsMessage;
	/** Whether SMS Send would hold the text because nobody adds a footer to it. */
	lacks(sms: Pick<SmsItem, 'purpose'>, message: SmsMessage): boolean;
}

/** The STOP footer of a brand with a gateway, for people to look at. */
export function footerView(
	brand: Pick<Brand, 'stopCodes'>,
	language: Language,
	gateway: Gateway,
): FooterView {
	const settings = stopSettings(brand, gateway);
	const { textOf, shown } = asSent('marketing', language, settings);
	const { code: stopCode, addedBy } = settings;
	const text = footerInWords(language, settings);
	return {
		stopFooter:
			addedBy === 'us' ? { text, addedBy } : { text, addedBy, gateway: gateway.displayName },
		onPhone: ({ purpose }, message) =>
			purpose === 'transactional' ? message : { ...message, text: textOf(message.text) + shown },
		lacks: ({ purpose }, message) =>
			purpose !== 'transactional' && addedBy === 'us' && !hasStopFooter(message.text, { stopCode }),
	};
}

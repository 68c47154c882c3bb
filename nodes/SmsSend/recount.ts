import type { Gateway } from '../../core/gateway/gateway';
import type { Purpose, SmsItem } from '../../core/item';
import type { Brand } from '../../core/ledger';
import { asMoney, costMicros } from '../../core/message/cost';
import { countParts } from '../../core/message/parts';
import { asSent, stopSettings, type AsSent } from '../../core/message/stop-footer';
import type { MessageGroup } from '../shared/message-groups';
import { pause } from '../shared/pause';

/** Texts counted between two turns of the event loop. */
const COUNTED_AT_ONCE = 10_000;

/** Puts a contact with its message as it leaves in the place of each whose message has to be counted again. */
export async function recountAll(
	contacts: SmsItem[],
	groups: readonly MessageGroup[],
	gateway: Gateway,
): Promise<void> {
	for (const { brand, indexes } of groups) {
		const stop = stopSettings(brand, gateway);
		const sent: Sent = {
			marketing: asSent('marketing', brand.language, stop),
			transactional: asSent('transactional', brand.language, stop),
		};
		let counted = 0;
		for (const index of indexes) {
			if (++counted % COUNTED_AT_ONCE === 0) await pause();
			const contact = contacts[index] ?? {};
			const message = recounted(contact, brand, sent);
			if (message) contacts[index] = { ...contact, message };
		}
	}
}

/** The brand's STOP footer with the gateway, settled once a group. */
type Sent = Record<Purpose, AsSent>;

/**
 * The message of a contact whose text was changed after SMS Message, or written for another gateway: with the STOP footer
 * there once on the phone, counted and priced anew with what the gateway adds. Budget and cost must be those of what
 * leaves. Nothing when text and figures are right.
 */
function recounted({ message, to, purpose = 'marketing' }: SmsItem, brand: Brand, sent: Sent) {
	if (typeof message?.text !== 'string') return undefined;
	const { textOf, reserved } = purpose === 'transactional' ? sent.transactional : sent.marketing;
	const text = textOf(message.text);
	const { encoding, units, parts } = countParts(text + reserved);
	const counted = encoding === message.encoding && units === message.units;
	if (counted && parts === message.parts && text === message.text) return undefined;
	const { cost, ...rest } = message;
	const micros = costMicros(parts, to, { perPart: brand.prices, currency: brand.currency });
	const price = micros === undefined ? cost : asMoney(micros, brand.currency);
	return { ...rest, text, encoding, units, parts, ...(price && { cost: price }) };
}

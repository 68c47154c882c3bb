import type { INodeExecutionData } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { SmsItem, SmsMessage } from '../../core/item';
import type { Brand } from '../../core/ledger';
import { asMoney, costMicros } from '../../core/message/cost';
import { countParts } from '../../core/message/parts';
import { readSms } from '../shared/items';
import type { MessageGroup } from '../shared/message-groups';
import { pause } from '../shared/pause';

/** Texts counted between two turns of the event loop. */
const COUNTED_AT_ONCE = 10_000;

/** The messages that have to be counted again, by position. */
export async function recountAll(
	items: readonly INodeExecutionData[],
	groups: readonly MessageGroup[],
	gateway: Gateway,
): Promise<ReadonlyMap<number, SmsMessage>> {
	const found = new Map<number, SmsMessage>();
	for (const { brand, indexes } of groups) {
		for (const [n, index] of indexes.entries()) {
			if (n % COUNTED_AT_ONCE === COUNTED_AT_ONCE - 1) await pause();
			const message = recounted(readSms(items[index]?.json ?? {}), brand, gateway);
			if (message) found.set(index, message);
		}
	}
	return found;
}

/**
 * The message of a contact whose text was changed after SMS Message, counted and priced anew: budget and cost must be
 * those of what leaves. Nothing when the figures are right. Where the gateway writes the STOP footer, what it adds is
 * part of the count that SMS Message made, and the text alone does not tell it.
 */
function recounted(
	{ message, to }: SmsItem,
	brand: Brand,
	{ capabilities }: Gateway,
): SmsMessage | undefined {
	if (!message || capabilities.stopFooter !== 'us') return undefined;
	const { encoding, units, parts } = countParts(message.text);
	const { cost, ...rest } = message;
	if (encoding === message.encoding && units === message.units && parts === message.parts) {
		return undefined;
	}
	const micros = costMicros(parts, to, { perPart: brand.prices, currency: brand.currency });
	const price = micros === undefined ? cost : asMoney(micros, brand.currency);
	return { ...rest, encoding, units, parts, ...(price && { cost: price }) };
}

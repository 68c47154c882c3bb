import { countryOf } from '../contact/phone';
import type { E164, Money } from '../item';
import { fromMicros } from '../money';

/** Price of one part by ISO 3166 country (`*` = any other), in micros (millionths) of `currency`. */
export interface Prices {
	perPart: Readonly<Record<string, number>>;
	currency: string;
}

/** What `parts` parts to this number cost, in micros; undefined when no price is known for its country. */
export function costMicros(
	parts: number,
	to: E164 | undefined,
	prices: Prices | undefined,
): number | undefined {
	if (!prices) return undefined;
	const country = to === undefined ? undefined : countryOf(to);
	const price = priceOf(prices, country ?? '*') ?? priceOf(prices, '*');
	return price === undefined ? undefined : parts * price;
}

const priceOf = ({ perPart }: Prices, country: string): number | undefined =>
	Object.hasOwn(perPart, country) ? perPart[country] : undefined;

export const asMoney = (micros: number, currency: string): Money => ({
	amount: fromMicros(micros),
	currency,
});

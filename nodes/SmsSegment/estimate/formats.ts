import type { Brand } from '../../../core/ledger';
import type { Estimated } from '../../../core/segment/estimate/response';
import type { Language } from '../../../core/reasons';

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-US' };

/** Figures as people of the brand write them. */
export function formats({ language, currency }: Pick<Brand, 'language' | 'currency'>) {
	const locale = LOCALES[language];
	const number = (value: number): string =>
		value.toLocaleString(locale, { maximumFractionDigits: 0 });
	const percent = (share: number): string =>
		share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 2 });
	/** A total is read in cents; above a thousand nobody reads them. */
	const price = (amount: number): string =>
		amount.toLocaleString(locale, {
			style: 'currency',
			currency,
			maximumFractionDigits: Math.abs(amount) >= 1_000 ? 0 : 2,
		});
	const ratio = (value: number): string =>
		value.toLocaleString(locale, { maximumFractionDigits: 1 });
	const spread = ({ low, mid, high }: Estimated, say: (value: number) => string): string =>
		low === high ? say(mid) : `${say(mid)} (${say(low)} – ${say(high)})`;
	return { number, percent, price, ratio, spread };
}

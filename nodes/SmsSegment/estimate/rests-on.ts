import { ESTIMATE_WORDS } from '../../../core/segment/estimate/words';
import type { Figures, SegmentLine, Shown } from './show';
import { formats } from './formats';

/** For each figure one sentence on where it comes from, in the brand's language. */
export function restsOn(
	{ lines, whole }: Figures,
	{ brand, settings, shares }: Shown,
): Record<string, string> {
	const words = ESTIMATE_WORDS[brand.language];
	const { percent, price } = formats(brand);
	const size = (kind: SegmentLine['kind']): number =>
		total(
			lines.filter((one) => one.kind === kind),
			({ line }) => line.size,
		);
	const unpriced = total(lines, ({ costs }) => costs.unpriced);
	const cost = words.price(
		total(lines, ({ costs }) => costs.messages),
		total(lines, ({ costs }) => costs.assumed),
		settings.parts,
		price(whole.fileCost),
	);
	const each = (say: (one: SegmentLine) => string): string => {
		const said = Map.groupBy(lines, say);
		const [only] = said.keys();
		if (said.size === 1) return only ?? '';
		const called = (those: readonly SegmentLine[]): string => {
			const kinds = new Set(those.map(({ kind }) => kind));
			const alike = lines.filter(({ kind }) => kinds.has(kind)).length === those.length;
			return alike
				? titled([...kinds].map((kind) => words.kind[kind]).join(', '))
				: those.map(({ name, kind }) => `${name} (${words.kind[kind]})`).join(', ');
		};
		return [...said]
			.map(([sentence, those]) => `${called(those)}${words.colon}${sentence}`)
			.join(' ');
	};
	return {
		size: words.size(size('client'), size('prospect')),
		reach: words.decided,
		readers: words.readers,
		cost: cost + (unpriced > 0 ? words.noPrice(unpriced) : ''),
		basket: each(({ line: { basket } }) => words.basketOf(basket)),
		response: each(({ kind, line: { basis } }) =>
			basis === undefined
				? ''
				: words.response(basis, percent(basis.prior.rate), kind === 'prospect'),
		),
		range: words.range,
		value: words.value(percent(settings.buyers), percent(settings.marginRate)),
		breakEven: words.paysFrom,
		...(shares && { order: words.order(settings.clientsFirst) }),
	};
}

const total = <T>(list: readonly T[], of: (one: T) => number): number =>
	list.reduce((sum, one) => sum + of(one), 0);

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

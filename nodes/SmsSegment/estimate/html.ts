import type { Share } from '../../../core/segment/estimate/budget';
import type { Line } from '../../../core/segment/estimate/line';
import { ESTIMATE_WORDS } from '../../../core/segment/estimate/words';
import { escape, section, table, tag, type Row } from '../../shared/html';
import { formats } from './formats';
import { restsOn } from './rests-on';
import type { Figures, Shown } from './show';

/** The estimate as a fragment for a form page, the total first; everything that comes from data is escaped. */
export function estimateHtml(figures: readonly Figures[], shown: Shown): string {
	const total = figures.at(-1);
	const segments = figures.slice(0, -1);
	const shownFirst = segments.length > 1 && total ? [total, ...segments] : segments;
	return [
		...shownFirst.map((one) => section(one.name, segmentTables(one, shown))),
		shown.shares
			? section(ESTIMATE_WORDS[shown.brand.language].spend, budgetTable(shown.shares, shown))
			: '',
		total ? basisOf(total, shown) : '',
	].join('');
}

function segmentTables({ whole, lines }: Figures, shown: Shown): string {
	const words = ESTIMATE_WORDS[shown.brand.language];
	const kinds = new Set(lines.map(({ kind }) => kind));
	const apart =
		lines.length > 1 && kinds.size > 1 && new Set(lines.map(({ name }) => name)).size === 1;
	return apart
		? lines
				.map(({ kind, line }) => tag('sub', escape(words.kind[kind])) + figuresTable(line, shown))
				.join('')
		: tag('sub', escape(words.kind[whole.kind])) + figuresTable(whole, shown);
}

function figuresTable(line: Line, { brand }: Shown): string {
	const words = ESTIMATE_WORDS[brand.language];
	const { number, percent, price, ratio, spread } = formats(brand);
	const { value, basket } = line;
	const paysFrom = (rate: number): string => (rate > 1 ? words.neverPays : percent(rate));
	const lost = line.rows
		.filter((row) => row.lost > 0)
		.map((row): Row => [`− ${words.steps[row.step]}`, number(row.lost)]);
	return table([
		[words.contacts, number(line.size)],
		...lost,
		[words.reach, number(line.reach)],
		[words.parts, number(line.parts)],
		[words.cost, price(line.smsCost + line.fileCost)],
		[words.answers, spread(line.answers, number)],
		...(basket ? [[words.basket, price(basket.amount)] as const] : []),
		...(value
			? [
					[words.revenue, spread(value.revenue, price)] as const,
					[words.margin, spread(value.margin, price)] as const,
					[words.profit, spread(value.profit, price)] as const,
				]
			: []),
		...(value?.returnOnCost
			? [[words.returnOnCost, spread(value.returnOnCost, ratio)] as const]
			: []),
		...(value?.breakEven === undefined
			? []
			: [[words.breakEven, paysFrom(value.breakEven)] as const]),
	]);
}

function budgetTable(shares: readonly Share[], { brand }: Shown): string {
	const words = ESTIMATE_WORDS[brand.language];
	const { number, price } = formats(brand);
	return table(
		shares.map(({ name, kind, contacts, cost, because }, position): Row => {
			const label = `${position + 1}. ${name} (${words.kind[kind]})`;
			const figures = `${number(contacts)} · ${price(cost)}`;
			return [label, because ? `${figures} · ${words.because[because]}` : figures];
		}),
	);
}

function basisOf(total: Figures, shown: Shown): string {
	const words = ESTIMATE_WORDS[shown.brand.language];
	const sentences = Object.values(restsOn(total, shown));
	return (
		section(words.restsOn, '') + sentences.map((sentence) => tag('sub', escape(sentence))).join('')
	);
}

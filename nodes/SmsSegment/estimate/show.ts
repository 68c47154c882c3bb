import type { IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';
import type { Brand } from '../../../core/ledger';
import type { CriteriaSet } from '../../../core/segment/criteria/criteria-set';
import type { Share } from '../../../core/segment/estimate/budget';
import { addLines, type Line } from '../../../core/segment/estimate/line';
import { READ_RATES, type Estimated } from '../../../core/segment/estimate/response';
import { ESTIMATE_WORDS } from '../../../core/segment/estimate/words';
import { pageCss } from '../../shared/html';
import { estimateHtml } from './html';
import type { Costs } from './gather';
import { restsOn } from './rests-on';
import type { EstimateSettings } from './settings';

/** The contacts of one kind in one segment. */
export interface SegmentLine {
	name: string;
	kind: 'client' | 'prospect';
	line: Line;
	costs: Costs;
}

export interface Shown {
	settings: EstimateSettings;
	brand: Brand;
	/** in the order of the outputs */
	segments: ReadonlyArray<{ name: string; criteria: CriteriaSet }>;
	shares?: readonly Share[];
	pairedItem: IPairedItemData[];
}

/** One segment, or all of them: clients and cold prospects together, and each apart. */
export interface Figures {
	name: string;
	whole: Line;
	lines: readonly SegmentLine[];
	/** what the segment asks beside its conditions */
	criteria?: CriteriaSet;
}

/** The items that come out: one for each segment, then the total with the picture of all. */
export function showEstimate(lines: readonly SegmentLine[], shown: Shown): INodeExecutionData[] {
	const words = ESTIMATE_WORDS[shown.brand.language];
	const figures = shown.segments.flatMap(({ name, criteria }): Figures[] => {
		const own = lines.filter((one) => one.name === name);
		const whole = addLines(own.map(({ line }) => line));
		return whole ? [{ name, whole, lines: own, criteria }] : [];
	});
	const items = figures.map((one) => asJson(one, shown));
	const whole = addLines(lines.map(({ line }) => line));
	if (whole) {
		const total: Figures = { name: words.total, whole, lines };
		items.push({
			...asJson(total, shown),
			total: true,
			...(shown.shares && { order: shown.shares.map((share) => shareJson(share)) }),
			html: estimateHtml([...figures, total], shown),
			css: pageCss(),
		});
	}
	return items.map((json) => ({ json, pairedItem: shown.pairedItem }));
}

function asJson({ name, whole, lines, criteria }: Figures, shown: Shown): IDataObject {
	const kinds = (kind: SegmentLine['kind']) => lines.filter((one) => one.kind === kind);
	const several = kinds('client').length > 0 && kinds('prospect').length > 0;
	const apart = (kind: SegmentLine['kind']): IDataObject => {
		const line = addLines(kinds(kind).map((one) => one.line));
		return line && several ? lineJson(line, shown) : {};
	};
	const shares = shown.shares?.filter((share) => lines.some((one) => isOf(share, one)));
	return {
		segment: name,
		objective: shown.settings.objective,
		...lineJson(whole, shown),
		...(several && { clients: apart('client'), prospects: apart('prospect') }),
		...(shares && {
			budget: {
				contacts: sum(shares, ({ contacts }) => contacts),
				cost: money(sum(shares, ({ cost }) => cost)),
				margin: money(sum(shares, ({ margin }) => margin)),
			},
		}),
		restsOn: restsOn({ name, whole, lines }, shown),
		...(criteria && criteria.rules.length > 0 && { criteria: plainJson(criteria) }),
	};
}

/** A copy, since presets are shared by all runs. */
const plainJson = (set: CriteriaSet): IDataObject => JSON.parse(JSON.stringify(set));

function lineJson(line: Line, { brand }: Shown): IDataObject {
	const { value, basket } = line;
	return {
		kind: line.kind,
		size: line.size,
		waterfall: line.rows.map(({ step, lost, left, reasons }) => ({
			step,
			lost,
			left,
			reasons: { ...reasons },
		})),
		reach: line.reach,
		readers: {
			sms: Math.round(line.reach * READ_RATES.sms),
			email: Math.round(line.reach * READ_RATES.email),
		},
		parts: line.parts,
		cost: {
			sms: money(line.smsCost),
			file: money(line.fileCost),
			total: money(line.smsCost + line.fileCost),
		},
		currency: brand.currency,
		...(basket && { basket: { ...basket, amount: money(basket.amount) } }),
		response: spread(line.response, rate),
		answers: spread(line.answers, (answers) => Math.round(answers * 10) / 10),
		...(value && {
			revenue: spread(value.revenue, money),
			margin: spread(value.margin, money),
			profit: spread(value.profit, money),
			...(value.returnOnCost && { returnOnCost: spread(value.returnOnCost, twoPlaces) }),
			...(value.breakEven !== undefined && { breakEven: rate(value.breakEven) }),
		}),
	};
}

const shareJson = ({ name, kind, contacts, cost, margin, because }: Share): IDataObject => ({
	...{ segment: name, kind, contacts, cost: money(cost), margin: money(margin) },
	...(because && { because }),
});

const isOf = (share: Share, { name, kind }: SegmentLine): boolean =>
	share.name === name && share.kind === kind;

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
	list.reduce((total, one) => total + of(one), 0);

const twoPlaces = (value: number): number => Math.round(value * 100) / 100;
const money = twoPlaces;
/** Four places: a response of 0.0036 is 0.36 %. */
const rate = (value: number): number => Math.round(value * 10_000) / 10_000;

const spread = (
	{ low, mid, high }: Estimated,
	round: (value: number) => number,
): Record<keyof Estimated, number> => ({ low: round(low), mid: round(mid), high: round(high) });

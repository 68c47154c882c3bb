import type { Reason } from '../../reasons';
import { averageBasket, type Basket, type BasketMethod, type ClientBaskets } from './basket';
import {
	priorOf,
	responseRate,
	type Estimated,
	type Objective,
	type PastCampaign,
	type ResponseRate,
} from './response';
import { segmentValue, type Value } from './value';
import { waterfall, type Waterfall } from './waterfall';

/** The contacts of one kind in one segment: cold prospects are never mixed with clients. */
export interface LineInput {
	kind: 'client' | 'prospect';
	/** why each of them is not written to; undefined = it is */
	reasons: ReadonlyArray<Reason | undefined>;
	/** what each of them bought */
	bought: ReadonlyArray<ClientBaskets | undefined>;
	/** billed parts of those who will be written to, and what they cost in all */
	parts: number;
	smsCost: number;
	/** share of the file's price */
	fileCost: number;
	/** what the brand's earlier campaigns brought from contacts of this kind */
	past: readonly PastCampaign[];
}

export interface LineSettings {
	objective: Objective;
	/** a number: the basket as a person gives it */
	basket: BasketMethod | number;
	/** basket of the whole file, for segments where nobody bought */
	basketOfAll?: Basket;
	/** share of the answers that also buy, 0 to 1 */
	buyers: number;
	/** share of the basket that is margin, 0 to 1 */
	marginRate: number;
}

export interface LineBasket {
	amount: number;
	of: 'segment' | 'file' | 'given';
	/** clients it rests on, and how */
	clients?: number;
	method?: BasketMethod;
}

/** What one line of an estimate comes to; without a basket nothing is said of its value. */
export interface Line extends Waterfall {
	kind: 'client' | 'prospect' | 'mixed';
	parts: number;
	smsCost: number;
	fileCost: number;
	basket?: LineBasket;
	response: Estimated;
	/** what the response rests on; absent for lines added up */
	basis?: ResponseRate;
	answers: Estimated;
	value?: Omit<Value, 'answers'>;
}

export function estimateLine(input: LineInput, settings: LineSettings): Line {
	const { kind, parts, smsCost, fileCost } = input;
	const found = waterfall(input.reasons);
	const basis = responseRate(priorOf(settings.objective, kind === 'prospect'), input.past);
	const response = { low: basis.low, mid: basis.mid, high: basis.high };
	const basket = basketOf(input.bought, settings);
	const { answers, ...value } = segmentValue({
		reach: found.reach,
		response,
		basket: (basket?.amount ?? 0) * settings.buyers,
		marginRate: settings.marginRate,
		smsCost,
		fileCost,
	});
	return {
		...{ ...found, kind, parts, smsCost, fileCost, response, basis, answers },
		...(basket && { basket, value }),
	};
}

function basketOf(
	bought: LineInput['bought'],
	{ basket, basketOfAll }: LineSettings,
): LineBasket | undefined {
	if (typeof basket === 'number') return { amount: basket, of: 'given' };
	const own = averageBasket(bought, basket);
	const found = own ?? basketOfAll;
	if (found === undefined) return undefined;
	const { value: amount, clients, method } = found;
	return { amount, of: own ? 'segment' : 'file', clients, method };
}

const add = (one: Estimated, other: Estimated): Estimated => {
	return { low: one.low + other.low, mid: one.mid + other.mid, high: one.high + other.high };
};

const each = ({ low, mid, high }: Estimated, by: number): Estimated => {
	return { low: low / by, mid: mid / by, high: high / by };
};

/**
 * Lines added up. Lows are added to lows: both are taken to go badly together, which makes the range wider, not narrower.
 * The value is absent when that of one line is.
 */
export function addLines(lines: readonly Line[]): Line | undefined {
	const [first, ...others] = lines;
	return first && others.reduce(addTwo, first);
}

function addTwo(one: Line, other: Line): Line {
	const reach = one.reach + other.reach;
	const answers = add(one.answers, other.answers);
	const value = one.value && other.value && addValues(one.value, other.value, { reach, answers });
	return {
		kind: one.kind === other.kind ? one.kind : 'mixed',
		size: one.size + other.size,
		rows: one.rows.map((row, position) => addRows(row, other.rows[position])),
		reach,
		parts: one.parts + other.parts,
		smsCost: one.smsCost + other.smsCost,
		fileCost: one.fileCost + other.fileCost,
		response: reach > 0 ? each(answers, reach) : one.response,
		answers,
		...(value && { value }),
	};
}

type Row = Line['rows'][number];

function addRows(one: Row, other: Row | undefined): Row {
	const reasons = { ...one.reasons };
	for (const reason of Object.keys(other?.reasons ?? {}) as Reason[])
		reasons[reason] = (reasons[reason] ?? 0) + (other?.reasons[reason] ?? 0);
	return {
		step: one.step,
		lost: one.lost + (other?.lost ?? 0),
		left: one.left + (other?.left ?? 0),
		reasons,
	};
}

function addValues(
	one: NonNullable<Line['value']>,
	other: NonNullable<Line['value']>,
	{ reach, answers }: { reach: number; answers: Estimated },
): Line['value'] {
	const margin = add(one.margin, other.margin);
	const profit = add(one.profit, other.profit);
	const cost = one.cost + other.cost;
	const perAnswer = answers.mid > 0 ? margin.mid / answers.mid : 0;
	return {
		revenue: add(one.revenue, other.revenue),
		margin,
		cost,
		profit,
		...(cost > 0 && { returnOnCost: each(profit, cost) }),
		...(reach > 0 && perAnswer > 0 && { breakEven: cost / (reach * perAnswer) }),
	};
}

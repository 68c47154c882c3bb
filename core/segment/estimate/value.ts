import type { Estimated } from './response';

/** Amounts are in units of one currency, e.g. 0.049 for 4.9 cents. */
export interface ValueInput {
	/** contacts who will be written to */
	reach: number;
	/** share of them who answer */
	response: Estimated;
	/** what one answer brings on average, taxes as the brand counts them */
	basket: number;
	/** share of the basket that is margin, 0 to 1 */
	marginRate: number;
	/** of all SMS of the segment */
	smsCost: number;
	/** of the file, the part this campaign carries */
	fileCost: number;
}

export interface Value {
	answers: Estimated;
	revenue: Estimated;
	margin: Estimated;
	cost: number;
	/** margin less cost */
	profit: Estimated;
	/** profit by cost: 2 = two gained for each one spent; absent when nothing is spent */
	returnOnCost?: Estimated;
	/** share of contacts who must answer for the margin to pay the cost; absent when an answer brings nothing */
	breakEven?: number;
}

/** What a segment is worth. Low and high follow the response alone: basket, margin and cost are taken as they are. */
export function segmentValue(input: ValueInput): Value {
	const { reach, response, basket, marginRate, smsCost, fileCost } = input;
	const answers = each(response, (rate) => reach * rate);
	const revenue = each(answers, (count) => count * basket);
	const margin = each(revenue, (amount) => amount * marginRate);
	const cost = smsCost + fileCost;
	const profit = each(margin, (amount) => amount - cost);
	const perAnswer = basket * marginRate;
	return {
		answers,
		revenue,
		margin,
		cost,
		profit,
		...(cost > 0 && { returnOnCost: each(profit, (amount) => amount / cost) }),
		...(reach > 0 && perAnswer > 0 && { breakEven: cost / (reach * perAnswer) }),
	};
}

const each = ({ low, mid, high }: Estimated, change: (value: number) => number): Estimated => {
	return { low: change(low), mid: change(mid), high: change(high) };
};

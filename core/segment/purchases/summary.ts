import { isoDay, type RowTrouble } from './read-row';

export interface LeftOut {
	rows: number;
	/** the first few, as the file has them; `row` counts from 0 */
	examples: Array<{ row: number; value: string }>;
}

/** What came of the rows of a purchase history. */
export interface HistorySummary {
	rows: number;
	used: number;
	/** among the used ones, rows with a negative amount */
	returns: number;
	leftOut: Record<RowTrouble, LeftOut>;
	/** filled promotion cells that are neither yes, no nor a number; the row is used all the same */
	unclearPromotion: number;
	/** ISO dates of the used rows */
	from?: string;
	to?: string;
}

const EXAMPLES = 3;
const SHOWN = 40;

/** In the order in which they are told. */
const SENTENCES: Record<RowTrouble, string> = {
	no_key: 'without a customer',
	no_date: 'without a date',
	bad_date: 'with a date that cannot be read',
	future_date: 'with a date in the future',
	no_amount: 'without an amount',
	bad_amount: 'with an amount that cannot be read',
};

const ROW_TROUBLES: readonly RowTrouble[] = [
	'no_key',
	'no_date',
	'bad_date',
	'future_date',
	'no_amount',
	'bad_amount',
];

export interface SummaryInProgress {
	/** seen so far */
	rows: number;
	leave(trouble: RowTrouble, row: number, value: unknown): void;
	use(day: number, amount: number): void;
	doubtPromotion(value: unknown): void;
	done(): HistorySummary;
}

export function emptySummary(): SummaryInProgress {
	const nothing = (): LeftOut => ({ rows: 0, examples: [] });
	const leftOut: HistorySummary['leftOut'] = {
		no_key: nothing(),
		no_date: nothing(),
		bad_date: nothing(),
		future_date: nothing(),
		no_amount: nothing(),
		bad_amount: nothing(),
	};
	let [used, returns, unclearPromotion] = [0, 0, 0];
	let [from, to] = [Infinity, -Infinity];
	return {
		rows: 0,
		leave(trouble, row, value) {
			const { examples } = leftOut[trouble];
			leftOut[trouble].rows++;
			if (examples.length < EXAMPLES) examples.push({ row, value: shown(value) });
		},
		use(day, amount) {
			used++;
			if (amount < 0) returns++;
			if (day < from) from = day;
			if (day > to) to = day;
		},
		doubtPromotion(value) {
			if (value !== undefined && value !== null && shown(value).trim() !== '') unclearPromotion++;
		},
		done() {
			return {
				rows: this.rows,
				used,
				returns,
				leftOut,
				unclearPromotion,
				...(used > 0 && { from: isoDay(from), to: isoDay(to) }),
			};
		},
	};
}

const shown = (value: unknown): string =>
	(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')).slice(
		0,
		SHOWN,
	);

const count = (number: number): string => number.toLocaleString('en');

/** One line for a person: what was used, and what was left out and why, with an example. */
export function explainHistory({
	rows,
	used,
	returns,
	leftOut,
	unclearPromotion,
}: HistorySummary): string {
	const left = ROW_TROUBLES.filter((trouble) => leftOut[trouble].rows > 0).map((trouble) => {
		const [example] = leftOut[trouble].examples;
		const shownValue = example?.value ? ` (for example "${example.value}")` : '';
		return `${count(leftOut[trouble].rows)} ${SENTENCES[trouble]}${shownValue}`;
	});
	const parts = [
		`${count(used)} of ${count(rows)} purchase rows used`,
		...(returns > 0 ? [`${count(returns)} of them returns`] : []),
		...(left.length > 0 ? [`left out: ${left.join(', ')}`] : []),
		...(unclearPromotion > 0
			? [`${count(unclearPromotion)} do not tell clearly whether on promotion`]
			: []),
	];
	return parts.join('; ');
}

import type { Mapping, Row } from './columns';
import type { ContactField } from './headers';
import { dayBeforeMonth, groupsByComma, withoutGroups, writesMonthFirst } from './writing';

const DATES: readonly ContactField[] = ['birthDate', 'consentDate', 'lastPurchase'];
/** Not coordinates: nobody lives at a latitude of thousands. */
const FIGURES: readonly ContactField[] = ['points', 'purchaseCount', 'purchaseTotal', 'responses'];

/** Columns that are not written as French files write them. */
export interface ColumnWriting {
	monthFirst: readonly string[];
	commaGroups: readonly string[];
	/** the cell of a column as a French file would write it; columns that are so already have none */
	rewrite: ReadonlyMap<string, (value: unknown) => unknown>;
}

/** Looks at the whole of a file, so that a cell that can be read in two ways is read as its column is. */
export function columnWriting(rows: readonly Row[], mapping: Mapping): ColumnWriting {
	const those = (fields: readonly ContactField[], writes: typeof writesMonthFirst): string[] =>
		fields.flatMap((field) => {
			const column = mapping[field];
			return column !== undefined && writes(rows.length, (row) => rows[row]?.[column])
				? [column]
				: [];
		});
	const monthFirst = those(DATES, writesMonthFirst);
	const commaGroups = those(FIGURES, groupsByComma);
	return {
		monthFirst,
		commaGroups,
		rewrite: new Map([
			...monthFirst.map((column) => [column, dayBeforeMonth] as const),
			...commaGroups.map((column) => [column, withoutGroups] as const),
		]),
	};
}

/** One sentence for each of them, for the person who knows the file. */
export const explainWriting = ({ monthFirst, commaGroups }: ColumnWriting): string[] => [
	...(monthFirst.length > 0
		? [`dates of ${monthFirst.join(', ')} are read as month/day/year, as some can only be so`]
		: []),
	...(commaGroups.length > 0
		? [`the comma in ${commaGroups.join(', ')} is read as grouping thousands`]
		: []),
];

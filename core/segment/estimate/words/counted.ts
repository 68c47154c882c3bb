/** A figure with its word: `1 client`, `1,240 clients`. In French nought is singular too. */
export type Counted = (several: number, one: string, more: string) => string;

export const countedIn =
	(locale: string, isOne: (several: number) => boolean): Counted =>
	(several, one, more) =>
		`${several.toLocaleString(locale, { maximumFractionDigits: 0 })} ${isOne(several) ? one : more}`;

export const share = (rate: number): string => `${Math.round(rate * 100)} %`;

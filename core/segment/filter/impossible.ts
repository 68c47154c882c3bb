import type { Condition } from './condition';
import { fieldName } from './field';

/** What a condition leaves of a field: figures between two ends, or one text. */
interface Left {
	field: string;
	said: string;
	from: number;
	to: number;
	/** an end that does not fit itself */
	open?: 'from' | 'to';
	text?: string;
}

const FIGURES: Readonly<
	Record<string, { said: string; ends: (value: number) => Pick<Left, 'from' | 'to' | 'open'> }>
> = {
	gt: { said: 'over', ends: (from) => ({ from, to: Infinity, open: 'from' }) },
	gte: { said: 'at least', ends: (from) => ({ from, to: Infinity }) },
	lt: { said: 'under', ends: (to) => ({ from: -Infinity, to, open: 'to' }) },
	lte: { said: 'at most', ends: (to) => ({ from: -Infinity, to }) },
	equals: { said: 'equal to', ends: (value) => ({ from: value, to: value }) },
};

/**
 * Why conditions that must all hold can hold for nobody, in English, or nothing: one field is to be over 60 and under 30, or
 * two texts at once. Nothing is said of what is not compared with a fixed figure or text.
 */
export function findImpossible(conditions: readonly Condition[]): string | undefined {
	const left = conditions.flatMap((condition) => leftBy(condition) ?? []);
	for (const [position, one] of left.entries()) {
		const other = left.slice(position + 1).find((later) => excludes(one, later));
		if (other) return `"${one.said}" and "${other.said}" can never hold together`;
	}
	return undefined;
}

function leftBy({ left, right, operator }: Condition): Left | undefined {
	if (!('field' in left) || !('value' in right)) return undefined;
	const { type, operation } = operator;
	const field = fieldName(left.field);
	const { value } = right;
	if (type === 'string' && operation === 'equals' && typeof value === 'string') {
		const text = value.toLowerCase();
		return { field, said: `${field} equal to ${value}`, from: -Infinity, to: Infinity, text };
	}
	const compared =
		type === 'number' && Object.hasOwn(FIGURES, operation) ? FIGURES[operation] : undefined;
	if (compared === undefined || typeof value !== 'number' || Number.isNaN(value)) return undefined;
	return { field, said: `${field} ${compared.said} ${value}`, ...compared.ends(value) };
}

function excludes(one: Left, other: Left): boolean {
	if (one.field !== other.field) return false;
	if (one.text !== undefined && other.text !== undefined) return one.text !== other.text;
	const from = Math.max(one.from, other.from);
	const to = Math.min(one.to, other.to);
	const touches = [one, other].some(
		({ open, ...ends }) => open !== undefined && ends[open] === from,
	);
	return from > to || (from === to && touches);
}

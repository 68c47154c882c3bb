import { compileCondition, type Condition } from './condition';
import type { Conditions, Referee } from './conditions';
import { fieldName, readField, type Json } from './field';

/** Which condition refused a contact, and what the contact has, e.g. `points (12)`; undefined when only n8n can tell. */
export type Refusal = (json: Json, itemIndex: number) => string | undefined;

const SHOWN = 40;

/** Looks no further than the filter itself did, so that it fails on no value of its own. */
export function refusalOf(
	{ match, conditions, ignoreCase }: Conditions,
	referee: Referee,
): Refusal {
	const judged = conditions.map((condition, position) => ({
		condition,
		test: compileCondition(condition, ignoreCase, referee.judgeCondition(position)),
	}));
	return (json, itemIndex) => {
		const refuses = ({ test }: (typeof judged)[number]): boolean => test(json, itemIndex) === false;
		const refusing = match === 'any' ? judged.filter(refuses) : judged.filter(firstOf(refuses));
		const said = refusing.flatMap(({ condition }) => saidOf(condition, json) ?? []);
		return said.length === 0 ? undefined : said.join(', ');
	};
}

/** True for the first that fits, and what comes after it is not looked at. */
function firstOf<T>(fits: (one: T) => boolean): (one: T) => boolean {
	let found = false;
	return (one) => !found && (found = fits(one));
}

function saidOf({ left }: Condition, json: Json): string | undefined {
	if (!('field' in left)) return undefined;
	const value = readField(json, left.field);
	const shown = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
	return `${fieldName(left.field)} (${shown.slice(0, SHOWN) || '–'})`;
}

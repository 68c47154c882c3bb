import { compileCondition, type Condition, type Judge, type Side } from './condition';
import { fieldName, type FieldPath, type Json } from './field';

/** What puts a contact into a segment: n8n's filter, read once. */
export interface Conditions {
	/** all of the conditions (`and`) or any of them (`or`) */
	match: 'all' | 'any';
	conditions: Condition[];
	ignoreCase: boolean;
}

/** How n8n itself decides, given by the caller: `core` knows nothing of n8n. */
export interface Referee {
	/** the condition at `position` with its two values */
	judgeCondition(position: number): Judge;
	/** the whole filter for one item, expressions included */
	judgeItem(itemIndex: number): boolean;
}

/** @throws what n8n throws for the item, such as a wrong type */
export type Test = (json: Json, itemIndex: number) => boolean;

/**
 * The conditions as one closure. Conditions are looked at in their order and no further than needed, as n8n does,
 * so that the same item gives the same error.
 */
export function compileConditions(filter: Conditions, referee: Referee): Test {
	const tests = filter.conditions.map((condition, position) =>
		compileCondition(condition, filter.ignoreCase, referee.judgeCondition(position)),
	);
	const settles = filter.match === 'any';
	return (json, itemIndex) => {
		for (const test of tests) {
			const answer = test(json, itemIndex);
			if (answer === undefined) return referee.judgeItem(itemIndex);
			if (answer === settles) return settles;
		}
		return !settles;
	};
}

const fieldsOfSide = (side: Side): FieldPath[] => ('field' in side ? [side.field] : []);

/** The fields the conditions look at, each once. */
export function fieldsOf({ conditions }: Pick<Conditions, 'conditions'>): FieldPath[] {
	const fields = conditions.flatMap(({ left, right }) => [left, right].flatMap(fieldsOfSide));
	return [...new Map(fields.map((path) => [fieldName(path), path])).values()];
}
